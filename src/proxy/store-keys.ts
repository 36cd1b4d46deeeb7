/** Keys of the store, each of its own kind and of one user. */
export const storeKeys = (user: string) => {
  const start = `evolink:${encodeURIComponent(user)}`;
  return {
    submission: (idempotencyKey: string) => `${start}:submission:${idempotencyKey}`,
    task: (id: string) => `${start}:task:${id}`,
    spent: (what: "submissions" | "credits", window: string) => `${start}:${what}:${window}`,
  };
};

export type StoreKeys = ReturnType<typeof storeKeys>;

/** The SHA-256 of some texts, in hexadecimal letters. The lengths keep them apart. */
export const digest = (...texts: string[]) => digestBytes(new TextEncoder().encode(JSON.stringify(texts)));

/** The SHA-256 of some bytes, in hexadecimal letters. */
export async function digestBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
