import { isRecord } from "../../../openapi/json.ts";
import { ANY_NAME } from "../../../openapi/tasks/results.ts";

/**
 * A body with its own links in each place, each given by its keys, of which `"*"` stands for every item of a list, and `ANY_NAME` for
 * every value of an object. What the document shows there is what each item looks like. Where the keys lead to one place, it has the first link.
 */
export function placeLinks(
  body: Record<string, unknown>,
  places: readonly (readonly string[])[],
  links: (place: number) => readonly string[],
): Record<string, unknown> {
  return places.reduce((placed, keys, at) => place(placed, keys, links(at)) as typeof body, body);
}

function place(shown: unknown, [key, ...rest]: readonly string[], links: readonly string[]): unknown {
  if (key === undefined) return links[0];
  if (key === ANY_NAME) {
    const names = isRecord(shown) ? Object.keys(shown) : [];
    const holder = isRecord(shown) ? shown : {};
    return Object.fromEntries(
      (names.length > 0 ? names : ["file"]).map((name, at) => [
        name,
        place(holder[name], rest, links.slice(at % links.length)),
      ]),
    );
  }
  if (key !== "*") {
    const holder = isRecord(shown) ? shown : {};
    return { ...holder, [key]: place(holder[key], rest, links) };
  }
  const [item] = Array.isArray(shown) ? shown : [];
  return links.map((link) => place(item, rest, [link]));
}
