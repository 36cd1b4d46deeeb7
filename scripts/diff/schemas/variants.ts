import { isObject, type Json, type JsonObject, listAt } from "../../../src/openapi/json.ts";
import { MODEL, readBodyModels } from "../../../src/openapi/models.ts";
import { followReferences } from "../../../src/openapi/references.ts";

/** The schema of the bodies of one model. */
export interface ModelVariant {
  model: string;
  schema: Json;
  /** Asked of a body besides the schema: that it is of the model. */
  where: Json;
}

/** The variants of a request body, one for each model; none where the body tells no models apart. */
export function listModelVariants(body: Json, document: JsonObject): ModelVariant[] {
  const resolve = (value: Json | undefined) => {
    const { target } = followReferences(document, value);
    return isObject(target) ? target : undefined;
  };
  const schema = resolve(body);
  if (schema === undefined) return [];
  const keyword = ["oneOf", "anyOf"].find((key) => Array.isArray(schema[key]));
  const branches =
    keyword === undefined || schema.properties !== undefined ? [body] : listAt(schema, keyword);
  const found = branches.flatMap((branch) => {
    const models = readBodyModels(resolve(branch) ?? {}, resolve);
    return models.map((model): ModelVariant => ({ model, schema: branch, where: ofModel(model) }));
  });
  const isWhole = branches.every((branch) => found.some(({ schema: one }) => one === branch));
  return isWhole ? found : [];
}

function ofModel(model: string): Json {
  return { type: "object", required: [MODEL], properties: { [MODEL]: { const: model } } };
}
