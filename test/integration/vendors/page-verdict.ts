import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { SourceFile } from "../../../scripts/pipeline/read/read-page.ts";
import { isObject, isRecord, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";

/** What one page documents: an operation of a path, for the bodies of some models. */
interface Documented {
  path: RegExp;
  /** None where the page leaves its model open, or has it in its path. */
  models: readonly Json[] | undefined;
  validate: ValidateFunction;
}

/** Whether a page as published, by itself, allows a body at a path; undefined where no page is about that. */
export type PageVerdict = (path: string, body: unknown) => boolean | undefined;

/**
 * Judges by pages as they are published, with Ajv alone: nothing of the pipeline is between.
 *
 * @param change what is done to a page before. Default: nothing.
 */
export function createPageVerdict(
  pages: readonly SourceFile[],
  change = (page: JsonObject) => page,
): PageVerdict {
  const documented = pages.flatMap(({ bytes }) =>
    readPage(change(JSON.parse(Buffer.from(bytes).toString()))),
  );
  return (path, body) => {
    const model = isRecord(body) ? (body.model as Json) : undefined;
    const whole = path.replace(/:stream([A-Z])/, (_, first: string) => `:${first.toLowerCase()}`);
    const about = documented.filter(
      (one) => one.path.test(whole) && (model === undefined || (one.models?.includes(model) ?? true)),
    );
    return about.length === 0 ? undefined : about.some(({ validate }) => validate(body));
  };
}

function readPage(page: JsonObject): Documented[] {
  // Their `nullable` is OpenAPI 3.0, which Ajv reads only next to a type.
  const document = widenNullable(page) as JsonObject;
  return Object.entries(objectAt(document, "paths")).flatMap(([template, item]) => {
    const operation = objectAt(item, "post");
    const schema = objectAt(operation, "requestBody", "content", "application/json", "schema");
    if (Object.keys(schema).length === 0) return [];
    const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false });
    const validate = ajv.compile({ ...schema, components: document.components });
    const named = typeof schema.$ref === "string" ? (schema.$ref.split("/").at(-1) ?? "") : undefined;
    const body = named === undefined ? schema : objectAt(document, "components", "schemas", named);
    const model = objectAt(body, "properties", "model");
    const models = model.const === undefined ? model.enum : [model.const];
    return [{ path: toPattern(template, operation), models: models as Json[] | undefined, validate }];
  });
}

/** A template with the values that its parameters are documented with. */
function toPattern(template: string, { parameters = [] }: JsonObject): RegExp {
  const source = template.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(\w+)\}/g, (_, name) => {
    const one = (parameters as JsonObject[]).find((parameter) => parameter.name === name);
    const values = objectAt(one ?? {}, "schema").enum as string[] | undefined;
    return values === undefined ? "[^/]+" : `(?:${values.map(encodeURIComponent).join("|")})`;
  });
  return new RegExp(`^${source}$`);
}

function widenNullable(value: Json): Json {
  if (Array.isArray(value)) return value.map(widenNullable);
  if (!isObject(value)) return value;
  const { nullable, ...others } = value;
  const widened = Object.fromEntries(
    Object.entries(others).map(([key, one]) => [key, widenNullable(one as Json)]),
  );
  return nullable === true ? { anyOf: [widened, { type: "null" }] } : (widened as Json);
}
