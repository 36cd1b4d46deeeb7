import { DEFAULT_SCALAR_STYLE_RULES, dump, SCALAR_STYLE, type ScalarLayout } from "js-yaml";
import { isObject, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import type { RenderInput } from "../shared/render-input.ts";
import { indentText, renderHeader } from "../shared/source-text.ts";

/** Maps whose entries are printed one by one, so that a change in one leaves the others in the cache. */
const DIVIDED = new Set(["paths", "components", "components/schemas"]);

/** Text of `openapi.yaml`, which readers of YAML 1.1 and 1.2 understand alike: `'16:9'`, `'2026-01-01'`, `'no'` are quoted. */
export function renderOpenapi({ document, cache }: Pick<RenderInput, "document" | "cache">): string {
  const printMap = (map: JsonObject, keys: readonly string[]): string =>
    Object.entries(map)
      .map(([key, value]) => {
        const place = [...keys, key];
        return DIVIDED.has(place.join("/")) && isObject(value) && Object.keys(value).length > 0
          ? `${indentText(`${key}:`, INDENT * keys.length)}\n${printMap(value, place)}`
          : cache.getOrSet("yaml", [String(keys.length), key, JSON.stringify(value)], () =>
              printEntry(key, value, keys.length),
            );
      })
      .join("");
  return `${renderHeader("#", "spec/")}${printMap(document, [])}`;
}

const INDENT = 2;
const LINE_WIDTH = 100;

/** An entry of a map that lies so many maps deep. What indenting takes is not there for text. */
function printEntry(key: string, value: Json, depth: number): string {
  const options = {
    noRefs: true,
    indent: INDENT,
    lineWidth: LINE_WIDTH - INDENT * depth,
    scalarStyleRules: STYLE_RULES,
  };
  return indentText(dump({ [key]: value }, options).replace(END_OF_DOCUMENT, "\n"), INDENT * depth);
}

/** What ends a document whose last text ends in empty lines. Other entries follow here. */
const END_OF_DOCUMENT = /\n\.\.\.\n$/;

const STYLE_RULES = [...Object.values(DEFAULT_SCALAR_STYLE_RULES), quoteEndlessNumber];

/** js-yaml takes a number beyond the doubles, such as a long `0x…`, for text; other readers take it for infinity. */
function quoteEndlessNumber(layout: ScalarLayout): void {
  const isEndless = Math.abs(Number(layout.node.value)) === Number.POSITIVE_INFINITY;
  if (isEndless && layout.style !== SCALAR_STYLE.DOUBLE_QUOTED) layout.style = SCALAR_STYLE.SINGLE_QUOTED;
}
