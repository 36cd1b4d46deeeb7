import { createHash } from "node:crypto";

/** What a piece of work is given: all that may change what it makes. */
export type Given = readonly (string | Uint8Array)[];

/**
 * Remembers what pure work has made, by what it was given, so that a run after a small change does only the work that
 * the change touches (decisions/57-work-is-remembered.md). The toolchain is not part of what is given: a cache is
 * that of one toolchain.
 */
export interface Cache {
  /**
   * What `make` gives, or gave when it was given the same.
   *
   * @param kind The name of the work: different work may be given the same.
   * @param make Gives plain data, which survives being written as JSON.
   */
  getOrSet<T>(kind: string, given: Given, make: () => T): T;
  /** The same for work that has to load its tools first, and should not when nothing is to be done. */
  getOrSetLater<T>(kind: string, given: Given, make: () => Promise<T>): Promise<T>;
  /**
   * The same for many at once.
   *
   * @param makeAll Gives what is not known yet, in the order of the given indexes. Not called when all is known.
   */
  getOrSetAll<T>(
    kind: string,
    givens: readonly Given[],
    makeAll: (indexes: readonly number[]) => Promise<T[]>,
  ): Promise<T[]>;
  /** All that was asked for, as JSON by key: what the next run should know. */
  listUsed(): ReadonlyMap<string, string>;
}

/** @param known What `listUsed` of an earlier cache told; nothing by default. */
export function createCache(known: ReadonlyMap<string, string> = new Map()): Cache {
  const used = new Map<string, string>();

  function recall(key: string): { made: unknown } | undefined {
    const text = used.get(key) ?? known.get(key);
    if (text === undefined) return undefined;
    used.set(key, text);
    return { made: JSON.parse(text) };
  }

  /** What is made reads as it will when it is remembered: JSON knows no -0, and no dates. */
  function keep<T>(key: string, made: T): T {
    const text = JSON.stringify(made);
    used.set(key, text);
    return JSON.parse(text);
  }

  async function getOrSetAll<T>(
    kind: string,
    givens: readonly Given[],
    makeAll: (indexes: readonly number[]) => Promise<T[]>,
  ): Promise<T[]> {
    const keys = givens.map((given) => hashGiven(kind, given));
    const found = keys.map(recall);
    const unknown = [...keys.keys()].filter((index) => found[index] === undefined);
    const made = unknown.length === 0 ? [] : await makeAll(unknown);
    if (made.length !== unknown.length)
      throw new Error(`Of ${unknown.length} ${kind}, ${made.length} were made`);
    return keys.map((key, index) => {
      const known = found[index];
      return known === undefined ? keep(key, made[unknown.indexOf(index)] as T) : (known.made as T);
    });
  }

  return {
    getOrSet(kind, given, make) {
      const key = hashGiven(kind, given);
      const found = recall(key);
      return found === undefined ? keep(key, make()) : (found.made as ReturnType<typeof make>);
    },
    async getOrSetLater(kind, given, make) {
      const [made] = await getOrSetAll(kind, [given], async () => [await make()]);
      return made as Awaited<ReturnType<typeof make>>;
    },
    getOrSetAll,
    listUsed: () => used,
  };
}

/** Lengths are hashed too, so that no two lists of texts read alike. */
function hashGiven(kind: string, given: Given): string {
  const hash = createHash("sha256").update(kind);
  for (const part of given) hash.update(`\0${part.length}\0`).update(part);
  return hash.digest("base64url");
}
