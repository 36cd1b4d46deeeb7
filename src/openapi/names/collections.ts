import { toIdentifier } from "./identifier.ts";

/** The collection of a query whose path is called so, and another name of the only query of a document. */
export const TASKS = "tasks";

/** What the client has besides its collections, or could be taken to have, and what every object has. */
const CLIENT_NAMES = new Set([TASKS, "baseUrl", "raw", ...Object.getOwnPropertyNames(Object.prototype)]);

/** What a path is about, and what is done there. */
export interface PathNames {
  /** Its first segment after the version, `videos` of `/v1/videos/generations`; empty where it has none. */
  collection: string;
  /** What it ends in, where it does: `generateContent` of `/v1beta/models/{model}:generateContent`. */
  customMethod: string | undefined;
}

/** Between a resource and what is done with it, at the end of a path (https://google.aip.dev/136). */
const CUSTOM_METHOD = /:(?=[^/:]+$)/;

export function readPathNames(path: string): PathNames {
  const [resource = "", customMethod] = path.split(CUSTOM_METHOD);
  const collection = resource.split("/").find((one) => one !== "" && !/^(?:api|v\d+\w*)$/.test(one)) ?? "";
  return { collection, customMethod };
}

/** The name that a collection has in the client: one that is taken by something else gets an underscore. */
export const nameCollection = (collection: string) => avoidNames(CLIENT_NAMES, toIdentifier(collection));

/** A query, and what its operation is called. */
interface NamedQuery {
  id: string;
  path: string;
}

/**
 * The names of the collections of queries, in their order: each is all words of its path, so that no other page changes it.
 * Paths that have the same, as those of two versions, are called after their operations, each of them: a name that went from
 * one to the other would ask for a task where it is not.
 */
export function nameQueries(queries: readonly NamedQuery[]): string[] {
  const own = queries.map(({ path }) => nameByPath(path));
  const taken = new Set(own);
  return own.map((name, index) => {
    const isShared = own.some((other, at) => other === name && at !== index);
    if (!isShared && name !== NO_WORDS) return name;
    let called = toIdentifier(queries[index]?.id ?? "");
    while (taken.has(called)) called = `${called}_`;
    taken.add(called);
    return called;
  });
}

/** What a path without words is called. */
const NO_WORDS = toIdentifier("");

function nameByPath(path: string): string {
  const { collection } = readPathNames(path);
  const words = path.slice(path.indexOf(collection)).replaceAll(/\{[^{}]*\}/g, "");
  const name = toIdentifier(words);
  return name === TASKS ? name : avoidNames(CLIENT_NAMES, name);
}

export const avoidNames = (taken: ReadonlySet<string>, name: string) => (taken.has(name) ? `${name}_` : name);
