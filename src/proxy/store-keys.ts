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
