import { isObject, type Json, type JsonObject, listAt, objectAt } from "../../../src/openapi/json.ts";
import { isOfType } from "../../../src/openapi/json-schema.ts";
import { resolvePointer } from "../../../src/openapi/pointer.ts";
import { writeData } from "../../../src/openapi/structure.ts";

/** What a schema says of a value: whether it accepts it, and which properties and items it has evaluated. */
interface Outcome {
  isValid: boolean;
  evaluated: ReadonlySet<string>;
}

/** What a keyword can ask for. */
interface Context {
  schema: JsonObject;
  value: Json;
  /** What a schema says of the value, or of a part of it. */
  ask(schema: Json | undefined, value?: Json): Outcome;
}

type Keyword = (held: Json, context: Context) => Outcome | boolean;

/**
 * Evaluates a schema of a document as section 10 and 11 of JSON Schema 2020-12 word it, keyword by keyword and without a
 * thought of speed: it judges in tests where compilers are wrong, and is itself held by the JSON-Schema-Test-Suite.
 */
export function acceptsValue(document: Json, schema: Json, value: Json): boolean {
  return evaluate(document, schema, value).isValid;
}

function evaluate(document: Json, schema: Json, value: Json): Outcome {
  if (!isObject(schema)) return { isValid: schema !== false, evaluated: new Set() };
  const ask: Context["ask"] = (one = true, part = value) => evaluate(document, one, part);
  const follow: Keyword = (pointer) =>
    ask(pointer === "#" ? document : (resolvePointer(document, decodeURIComponent(String(pointer))) ?? true));
  const evaluated = new Set<string>();
  let isValid = true;
  const run = (keywords: Record<string, Keyword>, at: Context & { before?: ReadonlySet<string> }) => {
    for (const [name, keyword] of Object.entries(keywords)) {
      if (!Object.hasOwn(schema, name)) continue;
      const said = keyword(schema[name] ?? null, at);
      const outcome = typeof said === "boolean" ? { isValid: said, evaluated: [] } : said;
      isValid &&= outcome.isValid;
      for (const key of outcome.evaluated) evaluated.add(key);
    }
  };
  run({ $ref: follow, ...ASSERTIONS, ...APPLICATORS }, { schema, value, ask });
  const left = keysOf(value).filter((key) => !evaluated.has(key));
  const last = Array.isArray(value) ? "unevaluatedItems" : "unevaluatedProperties";
  run({ [last]: (held, at) => each(left, at, () => held) }, { schema, value, ask });
  return { isValid, evaluated: isValid ? evaluated : new Set() };
}

function keysOf(value: Json): string[] {
  return isObject(value) || Array.isArray(value) ? Object.keys(value) : [];
}

/** Some keys of the value, each with its own schema. */
function each(
  keys: readonly string[],
  { value, ask }: Context,
  schemaOf: (key: string) => Json | undefined,
): Outcome {
  const parts = value as JsonObject;
  return {
    isValid: keys.every((key) => ask(schemaOf(key), parts[key] ?? null).isValid),
    evaluated: new Set(keys),
  };
}

/** Some schemas for the value as it is; what those that accept it evaluate counts. */
function combine(schemas: readonly Json[], { ask }: Context, isEnough: (valid: number) => boolean): Outcome {
  const valid = schemas.map((schema) => ask(schema)).filter(({ isValid }) => isValid);
  return {
    isValid: isEnough(valid.length),
    evaluated: new Set(valid.flatMap(({ evaluated }) => [...evaluated])),
  };
}

const named = ({ value }: Context) => (isObject(value) ? Object.keys(value) : []);
const indexed = ({ value }: Context) => (Array.isArray(value) ? Object.keys(value) : []);
const matches = (pattern: string, key: string) => new RegExp(pattern, "u").test(key);
const size = (text: string) => [...text].length;

const APPLICATORS: Record<string, Keyword> = {
  properties: (held, at) =>
    each(
      named(at).filter((key) => Object.hasOwn(objectAt(held), key)),
      at,
      (key) => objectAt(held)[key],
    ),
  patternProperties: (held, at) => {
    const outcomes = Object.entries(objectAt(held)).map(([pattern, schema]) =>
      each(
        named(at).filter((key) => matches(pattern, key)),
        at,
        () => schema,
      ),
    );
    return {
      isValid: outcomes.every(({ isValid }) => isValid),
      evaluated: new Set(outcomes.flatMap(({ evaluated }) => [...evaluated])),
    };
  },
  additionalProperties: (held, at) => {
    const { properties = {}, patternProperties = {} } = at.schema;
    const isKnown = (key: string) =>
      Object.hasOwn(objectAt(properties), key) ||
      Object.keys(objectAt(patternProperties)).some((pattern) => matches(pattern, key));
    return each(
      named(at).filter((key) => !isKnown(key)),
      at,
      () => held,
    );
  },
  propertyNames: (held, at) => named(at).every((key) => at.ask(held, key).isValid),
  prefixItems: (held, at) =>
    each(indexed(at).slice(0, listAt(held).length), at, (key) => listAt(held)[Number(key)]),
  items: (held, at) => each(indexed(at).slice(listAt(at.schema, "prefixItems").length), at, () => held),
  contains: (held, at) => {
    const items = Array.isArray(at.value) ? at.value : [];
    const evaluated = indexed(at).filter((key) => at.ask(held, items[Number(key)] ?? null).isValid);
    const { minContains = 1, maxContains = Number.POSITIVE_INFINITY } = at.schema;
    const isValid = evaluated.length >= Number(minContains) && evaluated.length <= Number(maxContains);
    return { isValid: isValid || !Array.isArray(at.value), evaluated: new Set(evaluated) };
  },
  allOf: (held, at) => combine(listAt(held), at, (valid) => valid === listAt(held).length),
  anyOf: (held, at) => combine(listAt(held), at, (valid) => valid > 0),
  oneOf: (held, at) => combine(listAt(held), at, (valid) => valid === 1),
  not: (held, { ask }) => !ask(held).isValid,
  if: (held, at) => {
    const { isValid } = at.ask(held);
    const next = (isValid ? at.schema.then : at.schema.else) ?? true;
    return combine(isValid ? [held, next] : [next], at, (valid) => valid === (isValid ? 2 : 1));
  },
  dependentSchemas: (held, at) => {
    const schemas = Object.entries(objectAt(held)).flatMap(([key, schema]) =>
      named(at).includes(key) ? [schema] : [],
    );
    return combine(schemas, at, (valid) => valid === schemas.length);
  },
};

const ofText =
  (holds: (text: string, held: Json) => boolean): Keyword =>
  (held, { value }) =>
    typeof value !== "string" || holds(value, held);
const ofNumber =
  (holds: (value: number, held: number) => boolean): Keyword =>
  (held, { value }) =>
    typeof value !== "number" || holds(value, Number(held));
const ofList =
  (holds: (value: Json[], held: Json) => boolean): Keyword =>
  (held, { value }) =>
    !Array.isArray(value) || holds(value, held);
const ofObject =
  (holds: (names: string[], held: Json) => boolean): Keyword =>
  (held, { value }) =>
    !isObject(value) || holds(Object.keys(value), held);

const ASSERTIONS: Record<string, Keyword> = {
  type: (held, { value }) => isOfType(value, [held].flat()),
  const: (held, { value }) => writeData(held) === writeData(value),
  enum: (held, { value }) => listAt(held).some((one) => writeData(one) === writeData(value)),
  minimum: ofNumber((value, held) => value >= held),
  maximum: ofNumber((value, held) => value <= held),
  exclusiveMinimum: ofNumber((value, held) => value > held),
  exclusiveMaximum: ofNumber((value, held) => value < held),
  multipleOf: ofNumber((value, held) => Number.isInteger(value / held)),
  minLength: ofText((text, held) => size(text) >= Number(held)),
  maxLength: ofText((text, held) => size(text) <= Number(held)),
  pattern: ofText((text, held) => matches(String(held), text)),
  minItems: ofList((list, held) => list.length >= Number(held)),
  maxItems: ofList((list, held) => list.length <= Number(held)),
  uniqueItems: ofList((list, held) => held !== true || new Set(list.map(writeData)).size === list.length),
  minProperties: ofObject((names, held) => names.length >= Number(held)),
  maxProperties: ofObject((names, held) => names.length <= Number(held)),
  required: ofObject((names, held) => listAt(held).every((name) => names.includes(String(name)))),
  dependentRequired: ofObject((names, held) =>
    Object.entries(objectAt(held)).every(
      ([name, needed]) => !names.includes(name) || listAt(needed).every((one) => names.includes(String(one))),
    ),
  ),
};
