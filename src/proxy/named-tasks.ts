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
    const [name = ""] = keys;
    const texts = place === "header" ? (headers[name.toLowerCase()] ?? "") : listParameters(query, name);
    const ids = place === "body" ? listAt(body, keys) : `${texts}`.split(/[,|\s]/);
    return ids.flatMap((id) => ((id ?? "") === "" ? [] : { id: `${id}`, queries: [path] }));
  });
}

/** A list may come as `ids=a&ids=b`, `ids[]=a` and `ids[0]=a`. */
const listParameters = (query: URLSearchParams, name: string): string[] =>
  [...query].flatMap(([own, text]) => (foldName(own.replace(/\[.*/, "")) === foldName(name) ? text : []));

/** What a value has where the keys lead. A list where one item may stand is all of its items. */
function listAt(value: unknown, keys: readonly string[]): unknown[] {
  const [key, ...rest] = keys;
  if (Array.isArray(value)) return value.flatMap((item) => listAt(item, key === "*" ? rest : keys));
  if (key === undefined) return [value];
  if (key === "*") return listAt(value, rest);
  const isLast = rest.every((one) => one === "*");
  return Object.entries(Object(value)).flatMap(([name, inner]) => {
    // The fields of a form have brackets where they are a list.
    const own = isLast ? name.replace(/\[.*/, "") : name;
    return foldName(own) === foldName(key) ? listAt(inner, rest) : [];
  });
}
