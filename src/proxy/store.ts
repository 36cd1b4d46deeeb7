import { raceAbort, withTimeout } from "../client/http/abort.ts";

/**
 * Stores what was submitted, by whom, and what it cost. Four functions over texts; with Redis:
 *
 * @example
 * const seen = {
 *   claim: async (key) => (await redis.set(key, "", { NX: true, EX: 900 })) !== null,
 *   get: (key) => redis.get(key),
 *   settle: (key, text) => (text === undefined ? redis.del(key) : redis.set(key, text, { EX: 2 * 86_400 })),
 *   add: (key, amount) => redis.incrByFloat(key, amount),
 * };
 */
export interface ProxyStore {
  /**
   * Takes the key for one caller, atomically: true to exactly one of those who ask. A claim must lapse by itself, after
   * longer than a submission ever takes: a process that dies in between settles nothing.
   */
  claim(key: string): boolean | Promise<boolean>;
  /** The text of a key; something empty while it is only claimed, or not there. */
  get(key: string): string | null | undefined | Promise<string | null | undefined>;
  /** Keeps a text for two days or longer; `undefined` gives the claim back. */
  settle(key: string, text: string | undefined): unknown;
  /** Adds to a number, atomically, and returns the sum. It starts at 0. */
  add(key: string, amount: number): number | string | Promise<number | string>;
}

/** Enough for a day of heavy use. */
const MAX_ENTRIES = 10_000;

/** A store for one process. It drops the oldest of more than 10,000 entries, and all of them at a restart. */
export function createMemoryStore(): ProxyStore {
  const texts = new Map<string, string>();
  const sums = new Map<string, number>();
  const set = <T>(map: Map<string, T>, key: string, value: T) => {
    map.delete(key);
    map.set(key, value);
    const [oldest] = map.keys();
    if (map.size > MAX_ENTRIES && oldest !== undefined) map.delete(oldest);
    return value;
  };
  return {
    claim: (key) => !texts.has(key) && set(texts, key, "") === "",
    get: (key) => texts.get(key),
    settle: (key, text) => void (text === undefined ? texts.delete(key) : set(texts, key, text)),
    add: (key, amount) => set(sums, key, (sums.get(key) ?? 0) + amount),
  };
}

/** For a store to respond. */
const WITHIN_MS = 8_000;

/** Asks a store, which may hang, throw or reject. */
export const askStore = <T>(call: () => T | Promise<T>): Promise<T> => askWithin(WITHIN_MS, call);

/** Asks a function of the server's, which may hang, throw or reject. */
export function askWithin<T>(withinMs: number, call: () => T | Promise<T>): Promise<T> {
  const [stop, release] = withTimeout(withinMs, undefined);
  return raceAbort((async () => call())(), stop).finally(release);
}

/** Keys of the store, each of its own kind and of one user. */
export const storeKeys = (user: string) => {
  const start = `evolink:${encodeURIComponent(user)}`;
  return {
    submission: (idempotencyKey: string) => `${start}:submission:${idempotencyKey}`,
    /** @param query the path that asks for it: another may ask for something else with this id. */
    task: (query: string, id: string) => `${start}:task:${encodeURIComponent(query)}:${id}`,
    spent: (what: "submissions" | "credits", window: string) => `${start}:${what}:${window}`,
  };
};

export type StoreKeys = ReturnType<typeof storeKeys>;
