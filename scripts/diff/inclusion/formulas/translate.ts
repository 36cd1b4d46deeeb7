import { isObject, type Json, type JsonObject } from "../../../../src/openapi/json.ts";
import { and, type Formula, type JsonType, type Literal, opaque, or, type Reading } from "./formula.ts";
import { type Identities, isPlainReference } from "./identity.ts";
import { resolveReference } from "./references.ts";
import { translateArray } from "./translate-array.ts";
import { declareProperties, translateObject } from "./translate-object.ts";
import { translateNumber, translateString } from "./translate-scalar.ts";
import { translateUnevaluated } from "./translate-unevaluated.ts";
import { translateType, translateValues } from "./translate-values.ts";

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
    if (!isObject(schema)) return opaque("a schema is neither an object nor a boolean", isNegated);
    const key = `${this.#identities.of(schema, document)}${isNegated ? "-" : "+"}${isClosed ? "c" : ""}${type}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#open.has(key)) return opaque("a schema refers to itself without end", isNegated);
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
      ...listUnread(schema, isNegated),
      ...translateUnevaluated(schema, reading, (item, negated) =>
        this.#inPlace(item, { ...reading, isNegated: negated, isClosed: false }),
      ),
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
          ? opaque(`${$ref} leads nowhere in the document`, reading.isNegated, $ref)
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
  for (let hops = 0; hops < MAX_HOPS && isObject(at) && isPlainReference(at); hops += 1) {
    const target = resolveReference(at.$ref, document);
    if (target === undefined) return at;
    at = target;
  }
  return at;
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

/** Keywords that limit values and that no rule here reads. What they mean depends on where one comes from. */
const UNREAD = ["$dynamicRef", "$recursiveRef"] as const;

function listUnread(schema: JsonObject, isNegated: boolean): Formula[] {
  return UNREAD.filter((keyword) => schema[keyword] !== undefined).map((keyword) =>
    opaque(`\`${keyword}\` is not read`, isNegated),
  );
}
