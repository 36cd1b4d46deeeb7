import { sample } from "@stoplight/json-schema-sampler";
import { JSONSchemaFaker } from "json-schema-faker";
import { isObject, type JsonObject, listAt, objectAt } from "../../openapi/json.ts";
import { readFixedValues } from "../../openapi/json-schema.ts";
import { resolveFully } from "../../openapi/references.ts";
import { rewriteObjects } from "../../openapi/walk.ts";
import { createRandom } from "../base/random.ts";
import { hideProto, restoreProto } from "./proto-stand-in.ts";

/** Where Prism puts the schemas that one refers to. */
const BUNDLE = "__bundled__";

/** How many values are drawn before a schema counts as one that nothing was found for. */
const DRAWS = 40;

/**
 * A value that a schema allows, or undefined where none is found: the examples and defaults in it first, then drawn
 * values, which the same schema repeats. Each is tried before it is believed.
 *
 * @param bundle what the schema refers to, by the names it does so.
 */
export function sampleValue(
  schema: JsonObject,
  bundle: JsonObject,
  fits: (value: unknown) => boolean,
): unknown {
  const [own, others] = [hideProto(schema), hideProto(bundle)];
  const whole = { ...own, ...others };
  const makers = [
    ...(readFixedValues(resolveFully({ ...bundle }, schema)) ?? []).map((value) => () => value as unknown),
    () => sample(own as never, {}, others),
    ...Array.from({ length: DRAWS }, (_, seed) => () => draw(whole, seed)),
  ];
  for (const make of makers) {
    const value = restoreProto(attempt(make));
    if (value !== undefined && fits(value)) return value;
  }
  return undefined;
}

/** A generator may give up on a schema; then the next one is asked. */
function attempt(make: () => unknown): unknown {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** These are of the whole process, as Prism draws with the same generator. */
const OPTIONS = {
  alwaysFakeOptionals: false,
  optionalsProbability: 0.2,
  maxItems: 5,
  maxLength: 100,
  refDepthMax: 6,
};

function draw(schema: JsonObject, seed: number): unknown {
  const { fraction } = createRandom(seed);
  const options = { ...OPTIONS, random: fraction };
  const before = Object.fromEntries(
    Object.keys(options).map((name) => [name, JSONSchemaFaker.option(name as never)]),
  );
  JSONSchemaFaker.option(options);
  try {
    return JSONSchemaFaker.generate(toDraft7(schema) as never);
  } finally {
    JSONSchemaFaker.option(before);
  }
}

/** What the generator knows by its former name, in a schema and in those that it refers to. */
function toDraft7(schema: JsonObject): JsonObject {
  const convert = (one: JsonObject) => rewriteObjects(structuredClone(one), "schema", convertKeywords);
  const convertKeywords = (one: JsonObject): JsonObject => {
    const { prefixItems, items, exclusiveMinimum, exclusiveMaximum, ...rest } = drawCondition(one);
    return {
      ...rest,
      ...(Array.isArray(prefixItems)
        ? { items: prefixItems, ...(items !== undefined && { additionalItems: items }) }
        : items !== undefined && { items }),
      ...(typeof exclusiveMinimum === "number" && { minimum: exclusiveMinimum, exclusiveMinimum: true }),
      ...(typeof exclusiveMaximum === "number" && { maximum: exclusiveMaximum, exclusiveMaximum: true }),
    };
  };
  const { [BUNDLE]: bundled, ...own } = schema;
  const referred = Object.entries(objectAt(bundled)).map(([name, one]) => [
    name,
    isObject(one) ? convert(one) : one,
  ]);
  return { ...convert(own), [BUNDLE]: Object.fromEntries(referred) };
}

/** The generator draws no condition, but one branch of a union: what fits the condition, or what need not. */
function drawCondition({ if: condition, then: met = {}, else: other = {}, ...rest }: JsonObject): JsonObject {
  if (condition === undefined) return rest;
  const drawn = { anyOf: [{ allOf: [condition, met] }, other] };
  return { ...rest, allOf: [...listAt(rest, "allOf"), drawn] };
}
