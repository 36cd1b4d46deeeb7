import { isObject, objectAt } from "../../../src/openapi/json.ts";
import { change, changeModel, listOf, type Malformation } from "./change.ts";

/** Unusual ways in which a request names its model. */
export const MALFORMED_MODELS: Readonly<Record<string, Malformation>> = {
  "a model with a default only": changeModel(({ enum: list, ...rest }) => ({
    ...rest,
    default: listOf(list)[0] ?? "kite-x",
  })),
  "a model as const": changeModel(({ enum: list }) => ({ const: listOf(list)[0] ?? "kite-x" })),
  "a model as oneOf of consts": changeModel(({ enum: list }) => ({
    oneOf: listOf(list).map((value) => ({ const: value })),
  })),
  "a model as allOf of an enum": changeModel(({ enum: list, ...rest }) => ({
    ...rest,
    allOf: [{ type: "string" }, { enum: listOf(list) }],
  })),
  "a model with an example only": changeModel(() => ({ type: "string", examples: ["kite-x"] })),
  "a model that is a number": changeModel(() => ({ type: "integer", enum: [1, 2] })),
  "a model that is nullable": changeModel((schema) => ({ ...schema, nullable: true })),
  "a model that others have": changeModel((schema) => ({
    ...schema,
    enum: ["boat-1", "kite-1"],
    default: "kite-1",
  })),
  "a model in another script": changeModel(() => ({ type: "string", enum: ["風筝-一", "風筝-二"] })),
  "a model called __proto__": changeModel(() => ({ type: "string", enum: ["__proto__"] })),
  "models that differ in marks": changeModel(() => ({ type: "string", enum: ["kite-25", "kite_1"] })),
  "a model that is lost": changeModel(() => ({ $ref: "#/components/schemas/Lost" })),
  "a body on a base": change(
    "schema",
    ({ properties }) => isObject(objectAt(properties).model) && objectAt(properties).text !== undefined,
    (schema) => {
      const { model, ...rest } = objectAt(schema.properties);
      return {
        allOf: [
          { type: "object", required: ["model"], properties: { model: model ?? {} } },
          { type: "object", properties: rest },
        ],
      };
    },
  ),
  "a body as oneOf with common parts": change(
    "schema",
    ({ properties }) => isObject(objectAt(properties).model) && objectAt(properties).text !== undefined,
    (schema) => {
      const { model, ...rest } = objectAt(schema.properties);
      const values = listOf(objectAt(model).enum);
      return {
        type: "object",
        required: schema.required ?? [],
        properties: rest,
        oneOf: values.map((value) => ({
          type: "object",
          properties: { model: { type: "string", enum: [value] } },
        })),
      };
    },
  ),
};
