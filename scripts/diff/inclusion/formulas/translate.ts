import { isObject, type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { resolvePointer } from "../../../../src/openapi/pointer.ts";
import { isAnnotation } from "../../../../src/openapi/structure.ts";
import { and, type Formula, type JsonType, type Literal, or, type Reading } from "./formula.ts";
import type { Identities } from "./identity.ts";
import { translateArray } from "./translate-array.ts";
import { declareProperties, translateObject } from "./translate-object.ts";
import { translateNumber, translateString } from "./translate-scalar.ts";

/** Turns literals into formulas about a value of one type, and keeps them. */
export class Translator {
  readonly #known = new Map<string, Formula>();
  readonly #open = new Set<string>();
  readonly #identities: Identities;

  constructor(identities: Identities) {
    this.#identities = identities;
  }

  /** What a literal asks of a value of a type. */
  translate(literal: Literal, type: JsonType): Formula {
    const { document, isNegated, isClosed } = literal;
    const schema = followPlainReferences(literal.schema, document);
    if (typeof schema === "boolean") return schema !== isNegated;
    if (!isObject(schema)) return opaque("a schema is neither an object nor a boolean", schema, isNegated);
    const key = `${this.#identities.of(schema, document)}${isNegated ? "-" : "+"}${isClosed ? "c" : ""}${type}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#open.has(key)) return opaque("a schema refers to itself without end", schema, isNegated);
    this.#open.add(key);
    const formula = this.#translate(schema, { type, document, isNegated, isClosed });
    this.#open.delete(key);
    this.#known.set(key, formula);
    return formula;
  }

  #translate(schema: JsonObject, reading: Reading): Formula {
    const { type, isNegated } = reading;
    const parts = [
      translateType(schema.type, reading),
      ...translateValues(schema, reading),
      ...this.#translateReference(schema, reading),
      ...this.#translateCombinations(schema, reading),
      ...listUnknown(schema, reading),
    ];
    const inPlace = (item: Json) => this.#inPlace(item, reading);
    if (type === "number") parts.push(...translateNumber(schema, isNegated));
    if (type === "string") parts.push(...translateString(schema, isNegated));
    if (type === "array") parts.push(...translateArray(schema, reading));
    if (type === "object") parts.push(...translateObject(schema, reading, inPlace));
    if (isNegated) return or(parts);
    return and([...parts, ...(type === "object" && reading.isClosed ? [declareProperties(schema)] : [])]);
  }

  #inPlace(schema: Json, { type, document, isNegated, isClosed }: Reading): Formula {
    return this.translate({ schema, document, isNegated, isClosed: isClosed && !isNegated }, type);
  }

  #translateReference(schema: JsonObject, reading: Reading): Formula[] {
    const found: Formula[] = [];
    const { $ref } = schema;
    if (typeof $ref === "string") {
      const target = resolveReference($ref, reading.document);
      found.push(
        target === undefined
          ? opaque(`${$ref} leads nowhere in the document`, $ref, reading.isNegated)
          : this.#inPlace(target, reading),
      );
    }
    return found;
  }

  #translateCombinations(schema: JsonObject, reading: Reading): Formula[] {
    const found: Formula[] = [];
    const { isNegated } = reading;
    const holds = (item: Json) => this.#inPlace(item, { ...reading, isNegated: false });
    const fails = (item: Json) => this.#inPlace(item, { ...reading, isNegated: true });
    const all = isNegated ? or : and;
    const any = isNegated ? and : or;
    if (Array.isArray(schema.allOf))
      found.push(all(schema.allOf.map((item) => (isNegated ? fails(item) : holds(item)))));
    if (Array.isArray(schema.anyOf))
      found.push(
        isNegated || !reading.isClosed || reading.type !== "object"
          ? any(schema.anyOf.map((item) => (isNegated ? fails(item) : holds(item))))
          : or(listJoined(schema.anyOf.map(holds))),
      );
    if (Array.isArray(schema.oneOf))
      found.push(
        oneOf(
          schema.oneOf.map((item) => [holds(item), fails(item)] as const),
          isNegated,
        ),
      );
    if (schema.not !== undefined) found.push(isNegated ? holds(schema.not) : fails(schema.not));
    if (schema.if !== undefined && (schema.then !== undefined || schema.else !== undefined)) {
      const branch = (item: Json | undefined) =>
        item === undefined ? !isNegated : isNegated ? fails(item) : holds(item);
      found.push(
        or([and([holds(schema.if), branch(schema.then)]), and([fails(schema.if), branch(schema.else)])]),
      );
    }
    return found;
  }
}

/** More references in a row than any document has are a circle. */
const MAX_HOPS = 20;

/** What a schema that is a reference and nothing else refers to. */
function followPlainReferences(schema: Json, document: JsonObject): Json {
  let at = schema;
  for (let hops = 0; hops < MAX_HOPS && isObject(at) && typeof at.$ref === "string"; hops += 1) {
    if (Object.keys(at).some((keyword) => keyword !== "$ref" && !isAnnotation(keyword))) return at;
    const target = resolveReference(at.$ref, document);
    if (target === undefined) return at;
    at = target;
  }
  return at;
}

function resolveReference(reference: string, document: JsonObject): Json | undefined {
  return reference === "#" ? document : resolvePointer(document, reference);
}

/** More branches than this are not joined in every way, but in twos, and all together. */
const MAX_JOINED = 4;

/**
 * The branches of an `anyOf`, and what several of them are together: the properties that an object declares are those
 * of all branches that hold.
 */
function listJoined(branches: readonly Formula[]): Formula[] {
  const joined: Formula[] = [...branches];
  if (branches.length <= MAX_JOINED) {
    for (let mask = 1; mask < 1 << branches.length; mask += 1) {
      const chosen = branches.filter((_, index) => mask & (1 << index));
      if (chosen.length > 1) joined.push(and(chosen));
    }
    return joined;
  }
  branches.forEach((one, index) => {
    for (const other of branches.slice(index + 1)) joined.push(and([one, other]));
  });
  return [...joined, and(branches)];
}

function oneOf(branches: readonly (readonly [Formula, Formula])[], isNegated: boolean): Formula {
  const possible = branches.filter(([holds]) => holds !== false);
  const [only] = possible;
  if (only === undefined) return isNegated;
  if (possible.length === 1) return isNegated ? only[1] : only[0];
  return { op: "one", branches: possible, isNegated };
}

function translateType(type: Json | undefined, { type: wanted, isNegated }: Reading): Formula {
  if (type === undefined) return !isNegated;
  const types = [type].flat();
  if (types.includes(wanted)) return !isNegated;
  if (wanted === "number" && types.includes("integer")) return { op: "multiple", of: 1, isNegated };
  return isNegated;
}

/** `enum` and `const`. Lists and objects are written as schemas of their own, so that they have parts like others. */
function translateValues(schema: JsonObject, reading: Reading): Formula[] {
  const lists = [
    ...(Array.isArray(schema.enum) ? [schema.enum] : []),
    ...(schema.const === undefined ? [] : [[schema.const]]),
  ];
  return lists.map((values) => translateList(values, reading));
}

function translateList(values: readonly Json[], reading: Reading): Formula {
  const { type, isNegated } = reading;
  const fitting = values.filter((value) => jsonTypeOf(value) === type);
  if (fitting.length === 0) return isNegated;
  if (type !== "array" && type !== "object") return { op: "in", values: fitting, isNegated };
  const written = fitting.map((value) => {
    const schema = describeValue(value);
    const parts =
      type === "array"
        ? translateArray(schema, { ...reading, isClosed: false })
        : translateObject(schema, { ...reading, isClosed: false }, () => true);
    const declared = type === "object" && reading.isClosed && !isNegated ? [declareProperties(schema)] : [];
    return isNegated ? or(parts) : and([...parts, ...declared]);
  });
  return isNegated ? and(written) : or(written);
}

/** A schema that one value satisfies, and no other. */
function describeValue(value: Json): JsonObject {
  if (Array.isArray(value))
    return {
      minItems: value.length,
      prefixItems: value.map((item) => ({ const: item })),
      items: false,
    };
  const fields = objectAt(value);
  return {
    required: Object.keys(fields),
    properties: Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, { const: item }])),
    additionalProperties: false,
  };
}

export function jsonTypeOf(value: Json): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as JsonType;
}

/** Keywords that limit values and that no rule here reads. */
const UNREAD = ["unevaluatedProperties", "unevaluatedItems", "$dynamicRef", "$recursiveRef"] as const;

function listUnknown(schema: JsonObject, { isNegated, type }: Reading): Formula[] {
  return UNREAD.filter((keyword) => {
    if (schema[keyword] === undefined || schema[keyword] === true) return false;
    if (keyword === "unevaluatedProperties") return type === "object";
    return keyword === "unevaluatedItems" ? type === "array" : true;
  }).map((keyword) => opaque(`\`${keyword}\` is not read`, schema[keyword] ?? null, isNegated));
}

export function opaque(reason: string, about: Json, isNegated: boolean): Formula {
  return { op: "opaque", reason, key: `${reason} ${JSON.stringify(about)}`, isNegated };
}
