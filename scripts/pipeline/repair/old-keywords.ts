import { isObject, type Json, type JsonObject, listAt, objectAt, setOwn } from "../../../src/openapi/json.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Mistake, Problem, Staged } from "../../../src/openapi/problem.ts";
import { isAnnotation } from "../../../src/openapi/structure.ts";
import { type Rewrite, rewriteObjects } from "../../../src/openapi/walk.ts";

/**
 * Reads keywords that older drafts of JSON Schema had as what became of them: a list of `items` is `prefixItems`,
 * `dependencies` are `dependentRequired` and `dependentSchemas`. In OpenAPI 3.0 nothing counts beside a `$ref`.
 */
export function readOldKeywords(page: PageDocument): Staged<PageDocument> {
  const { file, document } = page;
  const problems: Problem[] = [];
  const isOld = typeof document.openapi === "string" && document.openapi.startsWith("3.0");
  const rewrite: Rewrite = (schema, kind, keys) => {
    if (kind !== "schema") return schema;
    const report = (mistake: Mistake, key: string, message: string) =>
      problems.push({
        severity: "warning",
        kind: mistake,
        file,
        pointer: pointerTo([...keys, key]),
        message,
      });
    /** Schemas in places that are none any more have not been rewritten. */
    const enter = (value: Json, ...more: string[]): Json =>
      isObject(value) ? rewriteObjects(value, "schema", rewrite, [...keys, ...more]) : value;
    const counting = isOld ? ignoreSiblings(schema, report) : schema;
    return spreadDependencies(spreadItems(counting, enter, report), enter, report);
  };
  return { output: { ...page, document: rewriteObjects(document, "document", rewrite) }, problems };
}

type Report = (mistake: Mistake, key: string, message: string) => void;
type Enter = (value: Json, ...keys: string[]) => Json;

function ignoreSiblings(schema: JsonObject, report: Report): JsonObject {
  if (typeof schema.$ref !== "string") return schema;
  const entries = Object.entries(schema).filter(([key]) => {
    const isKept = key === "$ref" || isAnnotation(key);
    if (!isKept) report("old-openapi", key, "In OpenAPI 3.0 nothing counts beside a `$ref`. Ignored.");
    return isKept;
  });
  return Object.fromEntries(entries);
}

function spreadItems(schema: JsonObject, enter: Enter, report: Report): JsonObject {
  const { items, ...rest } = schema;
  if (!Array.isArray(items)) return schema;
  report(
    "malformed",
    "items",
    "A list of `items` is of an older draft of JSON Schema. Read as `prefixItems`, and `additionalItems` as `items`.",
  );
  const { additionalItems, ...others } = rest;
  const last = additionalItems === undefined ? {} : { items: enter(additionalItems, "additionalItems") };
  const first = items.map((item, index) => enter(item, "items", String(index)));
  return first.length === 0 ? { ...others, ...last } : { ...others, prefixItems: first, ...last };
}

function spreadDependencies(schema: JsonObject, enter: Enter, report: Report): JsonObject {
  const { dependencies, ...rest } = schema;
  if (!isObject(dependencies)) return schema;
  report(
    "malformed",
    "dependencies",
    "`dependencies` are of an older draft of JSON Schema. Read as `dependentRequired` and `dependentSchemas`.",
  );
  const names: JsonObject = { ...objectAt(rest, "dependentRequired") };
  const schemas: JsonObject = { ...objectAt(rest, "dependentSchemas") };
  for (const [name, value] of Object.entries(dependencies)) {
    if (Array.isArray(value)) setOwn(names, name, [...new Set([...listAt(names, name), ...value])]);
    else {
      const known = Object.hasOwn(schemas, name) ? [schemas[name] ?? true] : [];
      const entered = enter(value, "dependencies", name);
      setOwn(schemas, name, known.length === 0 ? entered : { allOf: [...known, entered] });
    }
  }
  return {
    ...rest,
    ...(Object.keys(names).length === 0 ? {} : { dependentRequired: names }),
    ...(Object.keys(schemas).length === 0 ? {} : { dependentSchemas: schemas }),
  };
}
