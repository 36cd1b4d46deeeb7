import { expect, it } from "vitest";
import { compareDocuments } from "../../../../../scripts/diff/compare/compare-documents.ts";
import { moderniseDocument } from "../../../../../scripts/diff/sides/modernise.ts";
import { mergeDocuments } from "../../../../../scripts/pipeline/merge/index.ts";
import { preparePages } from "../../../../../scripts/pipeline/prepare-pages.ts";
import { isObject, type Json, type JsonObject } from "../../../../../src/openapi/json.ts";
import { pointerTo } from "../../../../../src/openapi/pointer.ts";
import { toFile } from "../../../../helpers/documents.ts";
import { makeEveryField } from "../../../../helpers/odd-pages/every-field/page.ts";

/** A document with every field of OpenAPI, each text in it a word of its own. */
const page = toFile("0.json", JSON.stringify(makeEveryField({ name: "ALPHA" })));
const whole = moderniseDocument(mergeDocuments(preparePages([page]).output.pages).output);

/** What makes no difference to anybody: the version, what something else replaces, and flags of the other direction. */
const EQUAL =
  /^#\/(openapi|servers\/.*|servers)$|\/parameters\/\d+\/(required|explode)$|\/(parameters|headers)\/.*\/(readOnly|writeOnly)$|Request\/.*\/writeOnly$|\/parameters\/\d+\/summary$|\/mapping(\/.*)?$|\/(gust|landed\/[^/]+)\/parameters\//;

/** Maps, whose entries are all alike. */
const MAPS =
  /\/(properties|schemas|parameters|headers|responses|examples|links|content|encoding|variables|scopes|callbacks|webhooks|paths|\$defs)\/[^/]+/g;

interface Difference {
  pointer: string;
  document: JsonObject;
}

/** The same document with one text or flag that is another, for each kind of place. */
function* listDifferences(): Generator<Difference> {
  const seen = new Set<string>();
  const visit = function* (value: Json, keys: string[]): Generator<Difference> {
    if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) yield* visit(item, [...keys, key]);
      return;
    }
    const pointer = pointerTo(keys);
    const kind = pointer.replaceAll(MAPS, "/$1/*").split("/").slice(-4).join("/");
    if (typeof value === "number" || value === null || EQUAL.test(pointer) || seen.has(kind)) return;
    seen.add(kind);
    yield {
      pointer,
      document: replace(whole, keys, typeof value === "boolean" ? !value : `${value}Z`) as JsonObject,
    };
  };
  yield* visit(whole, []);
}

function replace(value: Json, [key, ...rest]: string[], last: Json): Json {
  if (key === undefined) return last;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? replace(item, rest, last) : item));
  return isObject(value) ? { ...value, [key]: replace(value[key] ?? null, rest, last) } : value;
}

it("tells every difference of a text or a flag, wherever it stands", () => {
  const differences = [...listDifferences()];
  expect(differences.length).toBeGreaterThan(200);
  const silent = differences.filter(({ document }) => compareDocuments(whole, document).length === 0);
  expect(silent.map(({ pointer }) => pointer)).toEqual([]);
}, 120_000);
