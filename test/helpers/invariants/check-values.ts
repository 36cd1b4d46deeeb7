import {
  type listContributingPages,
  readContributingPages,
} from "../../../src/openapi/contributing-pages.ts";
import { isObject, type Json, type JsonObject, objectAt, objectsAt } from "../../../src/openapi/json.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import { listOperations, type OperationEntry } from "../../../src/openapi/operations.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { followReferences } from "../../../src/openapi/references.ts";
import { compileAt, createAjv } from "../../../src/validation/compile/ajv.ts";
import type { Draw } from "../draw.ts";
import { sampleValue } from "../schemas/sample.ts";

/** Values drawn from each schema of a page. */
const ROUNDS = 3;

/** A schema of a page, and where its counterpart in the merged document stands. */
interface Counterpart {
  schema: Json | undefined;
  pointer: string;
  /** For the message: `request`, `response 200`. */
  name: string;
  /** Of a request, the models that the page documents. */
  models: readonly string[];
}

/** Checks that what is valid by a page is valid in the merged document too, by values drawn from the page's schemas. */
export function checkValues(
  pages: readonly PageDocument[],
  document: JsonObject,
  problems: readonly Problem[],
  draw: Draw,
): { broken: string[]; validated: number } {
  const broken: string[] = [];
  let validated = 0;
  const ajv = createAjv(document);
  // A page that yields to another about some model has that page's requests.
  const yielding = new Set(problems.filter(({ kind }) => kind === "duplicate-model").map(({ file }) => file));

  for (const { file, document: page } of pages) {
    const own = createAjv(page);
    for (const entry of listOperations(page)) {
      const [target, ...others] = listTargets(document, file, entry.method);
      if (target === undefined || others.length > 0) continue;
      const requests = yielding.has(file) ? [] : listRequests(page, entry, target);
      const responses = listResponses(page, entry, target);
      broken.push(...responses.missing.map((one) => `${file}: the response ${one} is missing`));
      for (const { schema, pointer, name, models } of [...requests, ...responses.found]) {
        const accepts = schema === undefined ? undefined : compileOwn(own, schema);
        for (let round = 0; accepts !== undefined && round < ROUNDS; round += 1) {
          const value = sampleValue(page, schema, draw);
          if (isObject(value) && models.length > 0 && target.page.request !== undefined)
            value[MODEL] = models[draw(models.length)] ?? "";
          if (!accepts(value)) continue;
          validated += 1;
          const validate = compileAt(ajv, pointer);
          if (!validate(value))
            broken.push(
              `${file} ${name}: ${JSON.stringify(value).slice(0, 200)} is refused: ${ajv.errorsText(validate.errors)}`,
            );
          const variants = models.length === 0 ? [] : listVariants(target);
          const accepting = variants.filter((variant) => compileAt(ajv, variant)(value));
          if (accepting.length > 1)
            broken.push(`${file}: ${JSON.stringify(value)} is accepted by ${accepting.length} variants`);
        }
      }
    }
  }
  return { broken, validated };
}

type Target = OperationEntry & { page: ReturnType<typeof listContributingPages>[number] };

/** The operations of the merged document to which a page contributes with a method. */
function listTargets(document: JsonObject, file: string, method: string): Target[] {
  return listOperations(document).flatMap((entry) => {
    const page = readContributingPages(entry.operation).find(({ source }) => source === file);
    return entry.method === method && page !== undefined ? [{ ...entry, page }] : [];
  });
}

function listVariants({ operation }: Target): string[] {
  const schema = ["requestBody", "content", "application/json", "schema"];
  return objectsAt(operation, ...schema, "oneOf").map(({ $ref }) => String($ref));
}

function listRequests(page: JsonObject, { operation }: OperationEntry, target: Target): Counterpart[] {
  const content = objectAt(followReferences(page, operation.requestBody).target, "content");
  return Object.entries(content).flatMap(([mediaType, media]) => {
    const type = readType(mediaType);
    if (objectAt(target.operation, "requestBody", "content")[type] === undefined) return [];
    const { request, models } = target.page;
    const pointer =
      request !== undefined && type.includes("json")
        ? request
        : pointerTo(["paths", target.path, target.method, "requestBody", "content", type, "schema"]);
    return [{ schema: objectAt(media).schema, pointer, name: "request", models }];
  });
}

function listResponses(
  page: JsonObject,
  { operation }: OperationEntry,
  target: Target,
): { found: Counterpart[]; missing: string[] } {
  const found: Counterpart[] = [];
  const missing: string[] = [];
  const merged = objectAt(target.operation, "responses");
  for (const [published, response] of Object.entries(objectAt(operation, "responses"))) {
    const status =
      [published, published.toUpperCase(), "200"].find((one) => Object.hasOwn(merged, one)) ?? published;
    const content = objectAt(followReferences(page, response).target, "content");
    for (const [mediaType, media] of Object.entries(content)) {
      const keys = ["responses", status, "content", readType(mediaType)];
      if (Object.hasOwn(objectAt(target.operation, ...keys.slice(0, -1)), keys.at(-1) ?? ""))
        found.push({
          schema: objectAt(media).schema,
          pointer: pointerTo(["paths", target.path, target.method, ...keys, "schema"]),
          name: `response ${published}`,
          models: [],
        });
      else if (isObject(media)) missing.push(`${published} ${mediaType}`);
    }
  }
  return { found, missing };
}

function readType(mediaType: string): string {
  return mediaType.toLowerCase().replace(/;.*/, "");
}

/** A page's own schema may refer to nothing: then nobody can say what it accepts. */
function compileOwn(ajv: ReturnType<typeof createAjv>, schema: Json): ((value: Json) => boolean) | undefined {
  try {
    const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"openapi#/');
    const validate = ajv.compile(JSON.parse(text));
    return (value) => validate(value) === true;
  } catch {
    return undefined;
  }
}
