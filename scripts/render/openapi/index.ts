import { dump } from "js-yaml";
import { isObject, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import { createCache } from "../../cache.ts";
import { type Origin, renderHeader } from "../shared/source-text.ts";

/** Text of `openapi.yaml`, which readers of YAML 1.1 and 1.2 understand alike: `'16:9'`, `'2026-01-01'`, `'no'` are quoted. */
export function renderOpenapi(document: JsonObject, origin: Origin, cache = createCache()): string {
  const writeMap = (map: JsonObject, depth: number): string =>
    Object.entries(map)
      .map(([key, value]) => {
        const text = JSON.stringify(value);
        return isObject(value) && isWrittenByEntry(key, text)
          ? `${writeKey(key, depth)}${writeMap(value, depth + 1)}`
          : cache.getOrSet("yaml", [String(depth), key, text], () => writeEntry(key, value, depth));
      })
      .join("");
  return `${renderHeader(origin, "#")}${writeMap(document, 0)}`;
}

/**
 * A large map is written entry by entry, so that a change in one of them leaves the others remembered. Its key has to
 * fit on a line of its own.
 */
function isWrittenByEntry(key: string, text: string): boolean {
  return text.length > 8_000 && /^[\x20-\x7e]{1,80}$/.test(key);
}

/** What is written of an entry that stands so many maps deep. Where lines are folded depends on the depth. */
function writeEntry(key: string, value: Json, depth: number): string {
  let nested: JsonObject = { [key]: value };
  for (let level = 0; level < depth; level += 1) nested = { a: nested };
  const text = dump(nested, { noRefs: true, lineWidth: 100 });
  return text.split("\n").slice(depth).join("\n");
}

/** The line that opens a map. */
function writeKey(key: string, depth: number): string {
  return writeEntry(key, { a: 0 }, depth).replace(/ *a: 0\n$/, "");
}
