import { isRecord } from "../../../openapi/json.ts";

/**
 * A body with links at the end of some keys, of which `"*"` stands for every item of a list. What the document shows there
 * is what each item looks like. Where the keys lead to one place, it has the first link.
 */
export function placeLinks(
  body: Record<string, unknown>,
  keys: readonly string[],
  links: readonly string[],
): Record<string, unknown> {
  return place(body, keys, links) as Record<string, unknown>;
}

function place(shown: unknown, [key, ...rest]: readonly string[], links: readonly string[]): unknown {
  if (key === undefined) return links[0];
  if (key !== "*") {
    const holder = isRecord(shown) ? shown : {};
    return { ...holder, [key]: place(holder[key], rest, links) };
  }
  const [item] = Array.isArray(shown) ? shown : [];
  return links.map((link) => place(item, rest, [link]));
}
