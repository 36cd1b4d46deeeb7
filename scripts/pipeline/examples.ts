import type { Ajv2020, ErrorObject } from "ajv/dist/2020.js";
import { compileAt, createAjv } from "./compile.ts";
import { MODEL } from "./merge/models.ts";
import {
  escapePointer,
  isObject,
  type Json,
  type JsonObject,
  listOperations,
  objectAt,
  resolveComponent,
} from "./openapi.ts";
import type { Problem, Staged } from "./problem.ts";
import { rewriteObjects } from "./walk.ts";

/**
 * Takes out the examples of bodies that break their own schema, and reports each as the mistake of its page: a mock
 * would serve them, and people would copy them.
 *
 * @param file Name of the document in problems whose page is not known.
 * @param ajv Ajv with the document and `allErrors`, where there is one already.
 */
export function removeWrongExamples(
  file: string,
  document: JsonObject,
  ajv = createAjv(document, { allErrors: true }),
): Staged<JsonObject> {
  const problems: Problem[] = [];
  const pages = listPages(document);

  const output = rewriteObjects(document, "document", (media, kind, keys) => {
    if (kind !== "mediaType" || !isObject(media.schema)) return media;
    const pointer = `#/${keys.map(escapePointer).join("/")}`;
    const schema = { pointer: `${pointer}/schema`, schema: media.schema };
    const isRight = (value: Json, at: string, page?: JsonObject): boolean => {
      const mistake = findMistake(ajv, findMember(document, schema, value, page), value);
      if (mistake === undefined) return true;
      const place = page === undefined ? at : readPublishedName(at);
      const target = place === at ? "" : ` of ${at.replace("/", " ")}`;
      const message = `The example breaks its own schema: ${mistake}. Left out; correct it with an overlay${target}.`;
      problems.push({
        severity: "warning",
        kind: "wrong-example",
        file: String(page?.source ?? file),
        pointer: `${pointer}/${place}`,
        message,
      });
      return false;
    };
    const { example, examples, ...rest } = media;
    const kept = Object.entries(objectAt(examples)).filter(([name, one]) => {
      const value = isObject(one) ? one.value : undefined;
      return (
        value === undefined ||
        isRight(value, `examples/${escapePointer(name)}`, pages.get(readFunctionName(name)))
      );
    });
    return {
      ...rest,
      ...(example === undefined || !isRight(example, "example") ? {} : { example }),
      ...(kept.length === 0 ? {} : { examples: Object.fromEntries(kept) }),
    };
  });
  return { output, problems };
}

/** A schema and where it stands. */
export interface PlacedSchema {
  pointer: string;
  schema: JsonObject;
}

/**
 * Where the schema stands that a body has to satisfy: of a union the member of the body's model, or else the one
 * that serves the page which shows the body.
 */
export function findMember(
  document: JsonObject,
  { pointer, schema }: PlacedSchema,
  body: Json,
  page?: JsonObject,
): string {
  if (typeof schema.$ref === "string") return schema.$ref;
  const model = objectAt(body)[MODEL];
  const members = Array.isArray(schema.oneOf) ? schema.oneOf.filter(isObject) : [];
  const own = members.find((member) => {
    const { enum: models } = objectAt(resolveComponent(document, member), "properties", MODEL);
    return model !== undefined && Array.isArray(models) && models.includes(model);
  });
  return [own?.$ref, page?.request].find((found) => typeof found === "string") ?? pointer;
}

/** Says what is wrong with a value that should satisfy the schema at a pointer, or nothing. */
export function findMistake(ajv: Ajv2020, pointer: string, value: Json): string | undefined {
  const validate = compileAt(ajv, pointer);
  return validate(value) ? undefined : (validate.errors ?? []).map(describeError).join("; ");
}

/** The pages of all operations, by the name of their function. */
function listPages(document: JsonObject): Map<string, JsonObject> {
  const pages = listOperations(document).flatMap(({ operation }) => operation["x-pages"]);
  return new Map(pages.filter(isObject).map((page) => [String(page.operationId), page]));
}

/** Examples of requests are named after the function of their page: `createVideo.first`. */
function readFunctionName(example: string): string {
  return example.split(".")[0] ?? "";
}

/** Where the page has an example that the document calls `createVideo.first`: under `first`, or alone. */
function readPublishedName(at: string): string {
  const name = at.slice(at.indexOf(".") + 1);
  return name === "example" ? name : `examples/${name}`;
}

function describeError({ instancePath, message = "", params }: ErrorObject): string {
  const where = instancePath === "" ? "it" : `\`${instancePath.slice(1).replaceAll("/", ".")}\``;
  const allowed = Array.isArray(params.allowedValues)
    ? `: ${params.allowedValues.map((one) => JSON.stringify(one)).join(", ")}`
    : "";
  return `${where} ${message}${allowed}`;
}
