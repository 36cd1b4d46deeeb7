import { createHash } from "node:crypto";

/** All that the result of some work depends on. */
export type Content = readonly (string | Uint8Array)[];

/**
 * Results of pure functions, by the content they were made from, so that a run after a small change does only the work
 * that the change touches (decisions/57-results-are-cached-by-content.md). The toolchain is not part of the content: a
 * cache is that of one toolchain.
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
}

/** @param known What `listEntries` of an earlier cache returned; nothing by default. */
export function createCache(known: ReadonlyMap<string, string> = new Map()): Cache {
  const used = new Map<string, string>();
  const get = (key: string) => used.get(key) ?? known.get(key);
  /** A copy for the caller. What is new reads as it will when it is known: JSON has no -0 and no dates. */
  const set = (key: string, text: string) => {
    used.set(key, text);
    return JSON.parse(text);
  };
  return {
    getOrSet(kind, content, make) {
      const key = hashContent(kind, content);
      return set(key, get(key) ?? JSON.stringify(make()));
    },
    async getOrSetAsync(kind, content, make) {
      const key = hashContent(kind, content);
      return set(key, get(key) ?? JSON.stringify(await make()));
    },
    listEntries: () => used,
  };
}

/** Lengths are hashed too, so that no two lists of texts read alike. */
export function hashContent(kind: string, content: Content): string {
  const hash = createHash("sha256").update(kind);
  for (const part of content) hash.update(`\0${part.length}\0`).update(part);
  return hash.digest("base64url");
}
