import { foldName } from "./body/same-names.ts";
import type { AskedTask, Route } from "./route.ts";

/** What of a request may name tasks. */
export interface Naming {
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  /** The body as it was read. */
  body?: unknown;
}

/** The tasks that a request names outside of its path, where its document says, such as the one to extend. */
export function findNamedTasks(
  { named = [] }: Pick<Route, "named">,
  { query, headers, body }: Naming,
): AskedTask[] {
  return named.flatMap(({ query: path, in: place, keys }) => {
    const name = `${keys[0]}`;
    const texts = place === "header" ? headers[name.toLowerCase()] : listParameters(query, name).join();
    // Lists are walked through wherever they are.
    const ids =
      place === "body"
        ? listAt(
            body,
            keys.filter((key) => key !== "*"),
          )
        : texts?.split(/[,|\s]/);
    return (ids ?? []).flatMap((id) => ((id ?? "") === "" ? [] : { id: `${id}`, queries: [path] }));
  });
}

/** The name of a list without what servers take for its index: `ids[]`, `ids[0]`. */
const nameList = (name: string) => foldName(name.replace(/\[.*/, ""));

const listParameters = (query: URLSearchParams, name: string): string[] =>
  [...query].filter(([own]) => nameList(own) === foldName(name)).map(([, text]) => text);

/** What a value, or each item of a list, has where the keys lead. */
function listAt(value: unknown, keys: readonly string[]): unknown[] {
  const [key, ...rest] = keys;
  if (Array.isArray(value)) return value.flatMap((item) => listAt(item, keys));
  if (key === undefined) return [value];
  // The fields of a form may be named as its parameters are.
  const readName = rest.length === 0 ? nameList : foldName;
  return Object.entries(Object(value))
    .filter(([name]) => readName(name) === foldName(key))
    .flatMap(([, inner]) => listAt(inner, rest));
}
