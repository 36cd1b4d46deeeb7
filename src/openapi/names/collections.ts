import { toIdentifier } from "./identifier.ts";

/** The collection of the query that most tasks have. */
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

export const avoidNames = (taken: ReadonlySet<string>, name: string) => (taken.has(name) ? `${name}_` : name);
