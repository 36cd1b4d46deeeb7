import { type JsonObject, listAt, objectAt, toText } from "../../../src/openapi/json.ts";
import { DIALECT } from "../../../src/openapi/json-schema.ts";
import { METHODS } from "../../../src/openapi/operations.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem, Staged } from "../../../src/openapi/problem.ts";
import { securitySchemesOf } from "../../../src/openapi/references.ts";
import { type ObjectKind, rewriteAroundSchemas } from "../../../src/openapi/walk.ts";

const HEADER = "$ref description required deprecated style explode schema content example examples".split(
  " ",
);

/**
 * The fields of each object that stand in the merged document. Of `info` that is what all pages agree on;
 * what else a page says of itself stands in `x-pages`.
 */
const CARRIED: Partial<Record<ObjectKind, readonly string[]>> = {
  document: [
    ..."openapi jsonSchemaDialect $schema info servers paths webhooks components security tags".split(" "),
  ],
  components: [
    ..."schemas responses parameters examples requestBodies headers securitySchemes links callbacks".split(
      " ",
    ),
    "pathItems",
  ],
  pathItem: [...METHODS, "$ref", "parameters", "servers"],
  operation: [
    ..."tags summary description externalDocs operationId parameters requestBody responses callbacks".split(
      " ",
    ),
    ..."deprecated security servers".split(" "),
  ],
  requestBody: ["$ref", "description", "content", "required"],
  response: ["$ref", "description", "headers", "content", "links"],
  mediaType: ["schema", "example", "examples", "encoding"],
  header: HEADER,
  parameter: [...HEADER, "name", "in", "allowEmptyValue", "allowReserved"],
  encoding: ["contentType", "headers", "style", "explode", "allowReserved"],
};

/** Maps that may have extensions, by the object that they stand in. */
const MAPS: Partial<Record<ObjectKind, string>> = { document: "paths", operation: "responses" };

/** What counts in an object that is a reference, other than a path item. */
const BESIDE = new Set(["$ref", "description"]);

/** Extensions stand in the merged document where the object that has them does as a whole. */
const KEEPS_EXTENSIONS = new Set<ObjectKind>(["operation", "parameter", "header", "encoding"]);

/** Where OpenAPI 3.1 has its own names for JSON Schema 2020-12 with annotations. */
const OPENAPI_DIALECTS = "https://spec.openapis.org/oas/3.1/";

/** Reports the fields that do not stand in the merged document. Callbacks and webhooks stand there whole. */
export function reportUnread({ file, document }: PageDocument): Staged<PageDocument> {
  const problems: Problem[] = [];
  const warn = (keys: readonly string[], message: string) =>
    problems.push({ severity: "warning", kind: "malformed", file, pointer: pointerTo(keys), message });
  rewriteAroundSchemas(document, "document", (object, kind, keys) => {
    const fields = CARRIED[kind];
    if (fields === undefined || keys.includes("callbacks") || keys[0] === "webhooks") return object;
    for (const field of Object.keys(object)) {
      const isKept = fields.includes(field) || (field.startsWith("x-") && KEEPS_EXTENSIONS.has(kind));
      if (!isKept)
        warn([...keys, field], `\`${field}\` is left out: the merged document has no place for it.`);
    }
    const map = MAPS[kind];
    for (const field of Object.keys(objectAt(object[map ?? ""])).filter((key) => key.startsWith("x-")))
      warn([...keys, map ?? "", field], `\`${field}\` is left out: the merged document has no place for it.`);
    if (typeof object.$ref === "string" && kind !== "pathItem")
      for (const field of Object.keys(object).filter((key) => fields.includes(key) && !BESIDE.has(key)))
        warn([...keys, field], "Nothing but a description counts beside a `$ref`. Left out.");
    const types = Object.keys(objectAt(object.content));
    if (kind === "requestBody" && object.$ref === undefined && types.length === 0)
      warn(keys, "The request body has no media type, so it is left out. Name one under `content`.");
    if (kind === "parameter" || kind === "header") {
      for (const type of types.slice(1))
        warn([...keys, "content", type], "Only one media type may stand here. Read as the first.");
      if (types.length > 0 && object.schema !== undefined)
        warn([...keys, "schema"], "The schema stands beside `content`, where that counts alone. Left out.");
    }
    return object;
  });
  const dialect = toText(document.jsonSchemaDialect ?? DIALECT);
  if (dialect.replace(/#$/, "") !== DIALECT && !dialect.startsWith(OPENAPI_DIALECTS))
    warn(
      ["jsonSchemaDialect"],
      `Schemas are read as JSON Schema 2020-12, and the page says ${dialect}. Look whether they mean the same.`,
    );
  for (const name of listUnusedSchemes(document))
    warn(
      ["components", "securitySchemes", name],
      `No operation asks for the security scheme ${name}. Left out; ask for it with \`security\`, or in an overlay.`,
    );
  return { output: { file, document }, problems };
}

/** Security schemes that no operation asks for. What a server calls by itself asks for no more than it says. */
function listUnusedSchemes(document: JsonObject): string[] {
  const asked = new Set<string>();
  rewriteAroundSchemas(document, "document", (object, kind, keys) => {
    if (kind !== "operation") return object;
    const isCall = keys[0] === "webhooks" || keys.includes("callbacks");
    const holder = object.security === undefined && !isCall ? document : object;
    for (const one of listAt(holder, "security"))
      for (const name of Object.keys(objectAt(one))) asked.add(name);
    return object;
  });
  return Object.keys(securitySchemesOf(document)).filter((name) => !asked.has(name));
}
