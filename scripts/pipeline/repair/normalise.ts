import { isObject, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { DIALECT } from "../../../src/openapi/json-schema.ts";
import { writeNullable } from "../../../src/openapi/parse/nullable.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Mistake, Problem, Staged } from "../../../src/openapi/problem.ts";
import { writeData } from "../../../src/openapi/structure.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";
import { conjoin } from "../merge/schemas/intersect.ts";
import { describeRequired } from "./describe-required.ts";
import { repairEnum } from "./repair-enum.ts";

/**
 * Rewrites keywords of OpenAPI 3.0 as those of 3.1, and repairs enums that contradict their type. Each change is
 * reported as a warning.
 */
export function normaliseDocument({ file, document }: PageDocument): Staged<PageDocument> {
  const problems: Problem[] = [];
  // A property that is described counts as evaluated, also for the schemas around it and those that refer to it.
  const isClosed = JSON.stringify(document).includes('"unevaluatedProperties"');
  const output = rewriteObjects(document, "document", (object, kind, keys) => {
    if (kind !== "schema") return object;
    const reportAs = (mistake: Mistake) => (key: string | readonly string[], message: string) =>
      problems.push({
        severity: "warning",
        kind: mistake,
        file,
        pointer: pointerTo([...keys, key].flat()),
        message,
      });
    const report = reportAs("old-openapi");
    const rewritten = rewriteNullable(
      inlineSingleBranch(rewriteExclusiveLimits(object, report), reportAs("malformed")),
      report,
    );
    const repaired = repairEnum(rewritten, reportAs("wrong-type"));
    if (isClosed || COMBINATIONS.includes(keys.at(-2) ?? "")) return repaired;
    const { schema, added } = describeRequired(document, repaired);
    const isWhole = !CONDITIONS.has(keys.at(-1) ?? "");
    for (const name of isWhole ? added : [])
      reportAs("malformed")(
        "required",
        `\`${name}\` is required but is not among the properties. Read as a property of any type.`,
      );
    return schema;
  });
  const { openapi } = document;
  if (typeof openapi === "string" && openapi.startsWith("3.0")) {
    const message = `This is OpenAPI ${openapi}. Read as 3.1; each keyword that means something else there is reported.`;
    problems.push({ severity: "warning", kind: "old-openapi", file, pointer: "#/openapi", message });
  }
  return {
    output: { file, document: { ...output, openapi: "3.1.0", jsonSchemaDialect: DIALECT } },
    problems,
  };
}

/** Parts of a combination: what they require is described by the whole. */
const COMBINATIONS = ["oneOf", "anyOf", "allOf"];

/** Conditions: they name properties that are described outside of them. */
const CONDITIONS = new Set(["if", "then", "else", "not"]);

type Report = (key: string | readonly string[], message: string) => void;

/** `nullable` is no keyword in 3.1: a schema that admits null says so in its `type`. */
function rewriteNullable(schema: JsonObject, report: Report): JsonObject {
  if (typeof schema.nullable !== "boolean") return schema;
  const doubt = schema.type === undefined ? ", which gives it a meaning beside a `type` alone" : "";
  const reading = schema.nullable ? 'Read as the type "null" in addition' : "Left out, as it says nothing";
  report("nullable", `\`nullable\` is OpenAPI 3.0${doubt}. ${reading}.`);
  return writeNullable(schema);
}

/**
 * In 3.1 `exclusiveMinimum` is the limit itself, in 3.0 a boolean that modifies `minimum`; likewise for the maximum.
 * Of two limits the stricter one is kept.
 */
function rewriteExclusiveLimits(schema: JsonObject, report: Report): JsonObject {
  if (schema.exclusiveMinimum === undefined && schema.exclusiveMaximum === undefined) return schema;
  const out = { ...schema };
  for (const [flag, limit, isStricter] of [
    ["exclusiveMinimum", "minimum", (one: number, other: number) => one >= other],
    ["exclusiveMaximum", "maximum", (one: number, other: number) => one <= other],
  ] as const) {
    const { [flag]: given, [limit]: value } = out;
    if (typeof given === "boolean") {
      report(flag, `A boolean \`${flag}\` is OpenAPI 3.0. Read as the limit that \`${limit}\` gives.`);
      delete out[flag];
      if (!given || typeof value !== "number") continue;
      out[flag] = value;
      delete out[limit];
    } else if (typeof given === "number" && typeof value === "number") {
      delete out[isStricter(given, value) ? limit : flag];
    }
  }
  return out;
}

/** What illustrates a value, of which one is enough, or stands with that of the schema around it. */
const KEPT = ["example", "examples", "description", "deprecated"];

/** Inlines a combination of one schema, where the schema around it and that one can be written as one. */
function inlineSingleBranch(schema: JsonObject, report: Report, at: readonly string[] = []): JsonObject {
  const keyword = COMBINATIONS.find((key) => Array.isArray(schema[key]) && schema[key].length === 1);
  if (keyword === undefined) return schema;
  const { [keyword]: list, ...rest } = schema;
  const [only] = Array.isArray(list) ? list : [];
  const joined = isObject(only) ? conjoin(only, rest) : undefined;
  if (joined === undefined) return schema;
  const place = [...at, keyword, "0"];
  for (const [key, value] of Object.entries(objectAt(only)))
    if (!KEPT.includes(key) && writeData(joined[key] ?? null) !== writeData(value))
      report(
        [...place, key],
        `\`${key}\` is another one in the schema around the only one of \`${keyword}\`. Left out.`,
      );
  return inlineSingleBranch(joined, report, place);
}
