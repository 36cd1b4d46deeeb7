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
export async function digest(...texts: string[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(texts));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
