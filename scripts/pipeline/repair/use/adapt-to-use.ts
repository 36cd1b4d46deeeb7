import { type JsonObject, setOwn } from "../../../../src/openapi/json.ts";
import type { PageDocument } from "../../../../src/openapi/parse/parse-document.ts";
import type { Staged } from "../../../../src/openapi/problem.ts";
import { componentSchemas, withComponentSchemas } from "../../../../src/openapi/references.ts";
import { adaptSchema } from "../../../../src/openapi/use/adapt-schema.ts";
import { type Use, useOfMedia } from "../../../../src/openapi/use/use.ts";
import { type ObjectKind, rewriteAroundSchemas } from "../../../../src/openapi/walk.ts";
import { createUses } from "./component-uses.ts";

/** A page without any of these words, and without files and forms, needs no look. */
const MARKS = /"(?:(?:readOnly|writeOnly|contentMediaType|contentEncoding)":|format":"binary")/;

/**
 * Adapts each schema of a page to what it is used for (see `adaptSchema`). A component with several uses becomes one for
 * each that differs, so that requests and responses may share it.
 */
export function adaptToUse(page: PageDocument): Staged<PageDocument> {
  const { file, document } = page;
  if (!needsLook(document)) return { output: page, problems: [] };
  const uses = createUses(document);
  const adapted = rewriteAroundSchemas(document, "document", (object, kind, keys) => {
    const use = object.schema === undefined ? undefined : findUse(kind, keys);
    if (use === undefined) return object;
    return { ...object, schema: adaptSchema({ document, refer: uses.refer }, object.schema ?? {}, use) };
  });
  const schemas: JsonObject = { ...componentSchemas(document) };
  for (const [name, schema] of uses.list()) setOwn(schemas, name, schema);
  const whole = uses.settle(withComponentSchemas(adapted, schemas));
  return { output: { file, document: whole }, problems: [] };
}

function needsLook(document: JsonObject): boolean {
  if (MARKS.test(JSON.stringify(document))) return true;
  let found = false;
  rewriteAroundSchemas(document, "document", (object, kind, keys) => {
    found ||= kind === "mediaType" && ["bytes", "form"].includes(findUse(kind, keys)?.carrier ?? "");
    return object;
  });
  return found;
}

/** What a schema is used for that stands in an object of the document. */
function findUse(kind: ObjectKind, keys: readonly string[]): Use | undefined {
  const isRequest = !keys.includes("responses") && !(keys[0] === "components" && keys[1] === "headers");
  // Whoever calls with what is `readOnly` is its owner, who may send it.
  const isCall = keys.includes("callbacks") || keys[0] === "webhooks";
  const exempts = isCall ? "nothing" : isRequest ? "readOnly" : "writeOnly";
  if (kind === "mediaType") return useOfMedia(exempts, keys.at(-1) ?? "");
  return kind === "parameter" || kind === "header" ? { exempts, carrier: "json" } : undefined;
}
