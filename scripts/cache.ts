import { createHash } from "node:crypto";

/** All that the result of some work depends on. */
export type Content = readonly (string | Uint8Array)[];

/**
 * Results of pure functions, by the content they were made from, so that a run after a small change does only the work
 * that the change touches (decisions/57-results-are-cached-by-content.md). The toolchain is not part of the content: a
 * cache is that of one toolchain.
 *
 * Whoever asks is given the same object, also in the next run of a watch: nobody writes to it, and what is read of it is
 * known by it.
 */
export interface Cache {
  /**
   * The result that is known for some content; otherwise what `make` returns, which is known from then on.
   *
   * @param kind The name of the function: two may be given the same.
   * @param make Returns plain data, which survives being written as JSON.
   */
  getOrSet<T>(kind: string, content: Content, make: () => T): T;
  /** The same for work that waits. */
  getOrSetAsync<T>(kind: string, content: Content, make: () => Promise<T>): Promise<T>;
  /** Everything that was got or set, as JSON by key: what the next run should know. */
  listEntries(): ReadonlyMap<string, string>;
  /** The cache of the next run in this process: it knows what this one was asked for. */
  startNext(): Cache;
}

/** @param known What `listEntries` of an earlier cache returned; nothing by default. */
export function createCache(known: ReadonlyMap<string, string> = new Map()): Cache {
  return cacheWith(new Map([...known].map(([key, text]) => [key, { text }])));
}

/** A result as JSON, and, once somebody has asked for it, as what that reads as. */
interface Entry {
  text: string;
  value?: unknown;
}

function cacheWith(known: ReadonlyMap<string, Entry>): Cache {
  const used = new Map<string, Entry>();
  /** What is new reads as it will when it is known: JSON has no -0 and no dates. */
  const use = (key: string, entry: Entry) => {
    entry.value ??= JSON.parse(entry.text);
    used.set(key, entry);
    return entry.value;
  };
  const find = (key: string) => used.get(key) ?? known.get(key);
  return {
    getOrSet<T>(kind: string, content: Content, make: () => T) {
      const key = hashContent(kind, content);
      return use(key, find(key) ?? { text: JSON.stringify(make()) }) as T;
    },
    async getOrSetAsync<T>(kind: string, content: Content, make: () => Promise<T>) {
      const key = hashContent(kind, content);
      return use(key, find(key) ?? { text: JSON.stringify(await make()) }) as T;
    },
    listEntries: () => new Map([...used].map(([key, { text }]) => [key, text])),
    startNext: () => cacheWith(used),
  };
}

/** Lengths are hashed too, so that no two lists of texts read alike. */
export function hashContent(kind: string, content: Content): string {
  const hash = createHash("sha256").update(kind);
  for (const part of content) hash.update(`\0${part.length}\0`).update(part);
  return hash.digest("base64url");
}
