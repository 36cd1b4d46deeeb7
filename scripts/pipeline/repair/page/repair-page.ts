import { isObject, type Json, type JsonObject, objectAt, setOwn } from "../../../../src/openapi/json.ts";
import type { PageDocument } from "../../../../src/openapi/parse/parse-document.ts";
import { pointerTo, resolvePointer } from "../../../../src/openapi/pointer.ts";
import type { Problem, Staged } from "../../../../src/openapi/problem.ts";
import { type ObjectKind, rewriteObjects, shapeOfKeyword } from "../../../../src/openapi/walk.ts";
import { repairContent } from "./repair-content.ts";
import { dropOddTexts, type ReportRepair, repairExamples } from "./repair-examples.ts";
import { repairSchema } from "./repair-schema.ts";
import { repairSecurity, repairSecuritySchemes } from "./repair-security.ts";
import { repairServers } from "./repair-servers.ts";

/**
 * Repairs malformed input whose meaning is plain: limits in quotes, types named as in a programming language, examples
 * without a `value`. What has no plain meaning is dropped. Each change is reported.
 */
export function repairPage({ file, document }: PageDocument): Staged<PageDocument> {
  const problems: Problem[] = [];
  const output = rewriteObjects(document, "document", (given, kind, keys) => {
    const report: ReportRepair = (places, message) =>
      problems.push({
        severity: "warning",
        kind: "malformed",
        file,
        pointer: pointerTo([...keys, ...places]),
        message,
      });
    const decoded = decodeReference(document, given);
    const object = DESCRIBED.has(kind) ? dropOddTexts(decoded, report) : decoded;
    const repair = REPAIRS[kind];
    if (repair === undefined) return object;
    // The object around a property lifts its flag into the list; anywhere else it means nothing.
    if (kind === "schema" && typeof object.required === "boolean" && keys.at(-2) !== "properties") {
      const { required: _, ...rest } = object;
      report(
        ["required"],
        "`required` is not a boolean here. Dropped; list the names of required properties.",
      );
      return repairSchema(rest, report);
    }
    return repair(object, report);
  });
  return { output: { file, document: output }, problems };
}

/** Objects whose words have to be texts. Those of a schema are repaired with it. */
const DESCRIBED = new Set<ObjectKind>([
  "pathItem",
  "operation",
  "parameter",
  "header",
  "requestBody",
  "response",
]);

/** A pointer in a reference may be percent-encoded: section 6 of RFC 6901. */
function decodeReference(document: JsonObject, object: JsonObject): JsonObject {
  const { $ref } = object;
  if (typeof $ref !== "string" || !/%[0-9a-f]{2}/i.test($ref)) return object;
  if (resolvePointer(document, $ref) !== undefined) return object;
  return { ...object, $ref: decodePercent($ref) };
}

/** What is no percent-encoded UTF-8 stays as it is. */
function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, "%25"));
  } catch {
    return text;
  }
}

const REPAIRS: Partial<Record<ObjectKind, (object: JsonObject, report: ReportRepair) => JsonObject>> = {
  document: (object, report) => repairSecurity(repairServers(object, report), report),
  pathItem: (object, report) => repairServers(dropUnsentBodies(object, report), report),
  operation: (object, report) => repairSecurity(repairServers(object, report), report),
  components: repairSecuritySchemes,
  schema: repairSchema,
  parameter: (object, report) => repairExamples(nestSchema(requireInPath(object, report), report), report),
  header: (object, report) => repairExamples(nestSchema(object, report), report),
  requestBody: repairContent,
  response: repairContent,
  mediaType: repairExamples,
};

/** What stands in a path cannot be left out: section 4.8.12.2 of OpenAPI 3.1.0. */
function requireInPath(parameter: JsonObject, report: ReportRepair): JsonObject {
  const { in: place, required = true } = parameter;
  if (place !== "path" || required === true) return parameter;
  report(["required"], "A parameter in the path cannot be left out. Read as required.");
  return { ...parameter, required: true };
}

/** Drops bodies of methods that `fetch` sends none with: no call that has one would leave. */
function dropUnsentBodies(item: JsonObject, report: ReportRepair): JsonObject {
  const repaired: JsonObject = { ...item };
  for (const method of ["get", "head"]) {
    const operation = item[method];
    if (!isObject(operation) || operation.requestBody === undefined) continue;
    const { requestBody: _, ...rest } = operation;
    repaired[method] = rest;
    if (!describesNothing(operation.requestBody))
      report(
        [method, "requestBody"],
        `A ${method.toUpperCase()} has no body that HTTP gives a meaning and \`fetch\` sends. Dropped.`,
      );
  }
  return repaired;
}

/** Whether a body has neither a property nor a word, as generators write one for every operation. */
function describesNothing(body: Json): boolean {
  const { content, required: _, ...rest } = objectAt(body);
  const isEmptyMedia = (media: Json): boolean => {
    const { schema = {}, encoding = {}, ...others } = objectAt(media);
    const { type = "object", properties = {}, additionalProperties = true, ...keywords } = objectAt(schema);
    const isPlain = type === "object" && typeof additionalProperties === "boolean";
    return (
      isPlain && [media, schema].every(isObject) && [encoding, properties, others, keywords].every(isEmpty)
    );
  };
  return isObject(body) && isEmpty(rest) && Object.values(objectAt(content)).every(isEmptyMedia);
}

function isEmpty(value: Json): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

/** Moves keywords that Swagger 2.0 had in the parameter itself into its `schema`. */
function nestSchema(object: JsonObject, report: ReportRepair): JsonObject {
  if (["$ref", "schema", "content"].some((key) => isObject(object[key]) || typeof object[key] === "string"))
    return object;
  const schema: JsonObject = {};
  const rest: JsonObject = {};
  for (const [key, value] of Object.entries(object))
    setOwn(isOfSchema(key, value) ? schema : rest, key, value);
  report(["schema"], `The \`schema\` is missing. Read as ${JSON.stringify(schema)}.`);
  return { ...rest, schema: repairSchema(schema, report) };
}

const OF_SCHEMA = new Set(
  "type enum default format pattern minimum maximum minLength maxLength minItems maxItems uniqueItems".split(
    " ",
  ),
);

function isOfSchema(key: string, value: Json): boolean {
  return OF_SCHEMA.has(key) || (shapeOfKeyword(key) !== undefined && isObject(value));
}
