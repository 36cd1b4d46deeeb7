import type { Ajv2020 } from "ajv/dist/2020.js";
import { isObject, type Json, type JsonObject, listAt, objectAt, setOwn } from "../../../src/openapi/json.ts";
import { readFixedValues } from "../../../src/openapi/json-schema.ts";
import { followReferences } from "../../../src/openapi/references.ts";
import { isAnnotation } from "../../../src/openapi/structure.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";
import { createAjv } from "../../../src/validation/compile/ajv.ts";
import { nameProto } from "../../../src/validation/compile/name-proto.ts";
import { locateReference } from "./formulas/references.ts";

const known = new WeakMap<JsonObject, Ajv2020>();

/**
 * Whether Ajv accepts a value; undefined where the schema does not compile.
 *
 * Inherited properties, such as `toString`, are none of an object. Multiples are compared as decimals: 0.3 is one of
 * 0.1, which binary division denies. Of a large union only the variants are compiled that the value may be of.
 */
export function accepts(
  { schema, document }: { schema: Json; document: JsonObject },
  value: Json,
): boolean | undefined {
  if (typeof schema === "boolean") return schema;
  if (!isObject(schema)) return undefined;
  const union = readUnion(schema, document);
  return union === undefined ? ask(schema, document, value) : askUnion(union, document, value);
}

function ask(schema: JsonObject, document: JsonObject, value: Json): boolean | undefined {
  let ajv = known.get(document);
  try {
    if (ajv === undefined) {
      // Each schema is asked once or twice: shorter code would not repay the time that it takes to find.
      ajv = createAjv(nameProtos(document), {
        multipleOfPrecision: 9,
        ownProperties: true,
        code: { optimize: false },
      });
      known.set(document, ajv);
    }
    return ajv.validate(rebase(schema, document), value) === true;
  } catch {
    return undefined;
  }
}

interface Union {
  keyword: "oneOf" | "anyOf";
  branches: readonly Json[];
}

/** Fewer branches are compiled as they are. */
const MIN_BRANCHES = 5;

/** The branches of a schema that is a large union and asks nothing else. */
function readUnion(schema: JsonObject, document: JsonObject): Union | undefined {
  const target = followReferences(document, schema).target;
  if (!isObject(target)) return undefined;
  const limiting = Object.keys(target).filter(
    (keyword) => !isAnnotation(keyword) && keyword !== "discriminator",
  );
  const [keyword] = limiting;
  if (limiting.length !== 1 || (keyword !== "oneOf" && keyword !== "anyOf")) return undefined;
  const branches = listAt(target, keyword);
  return branches.length < MIN_BRANCHES ? undefined : { keyword, branches };
}

function askUnion({ keyword, branches }: Union, document: JsonObject, value: Json): boolean | undefined {
  const likely = branches.filter((branch) => !isOfOtherVariant(branch, document, value));
  const verdicts = likely.map((branch) =>
    isObject(branch) ? ask(branch, document, value) : branch === true,
  );
  if (verdicts.includes(undefined)) return undefined;
  const count = verdicts.filter((verdict) => verdict === true).length;
  return keyword === "oneOf" ? count === 1 : count > 0;
}

/** Whether a variant fixes a property that the value has to other strings. */
function isOfOtherVariant(branch: Json, document: JsonObject, value: Json): boolean {
  const { target } = followReferences(document, branch);
  return Object.entries(objectAt(target, "properties")).some(([name, property]) => {
    const fixed = readFixedValues(objectAt(property));
    const own = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    return typeof own === "string" && fixed !== undefined && !fixed.includes(own);
  });
}

/** References of a schema that is compiled by itself are about the document. */
function rebase(schema: JsonObject, document: JsonObject): JsonObject {
  const cached = rebased.get(schema);
  if (cached !== undefined) return cached;
  const copy = copySchema(schema, document);
  rebased.set(schema, copy);
  return copy;
}

function copySchema(schema: JsonObject, document: JsonObject): JsonObject {
  const copy: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    const isReference = keyword === "$ref" && typeof value === "string" && value.startsWith("#");
    if (isReference) setOwn(copy, keyword, `openapi${locateReference(value, document)}`);
    else setOwn(copy, keyword, DATA.has(keyword) ? value : copyInside(value, document));
  }
  return nameProto(copy);
}

/** The same document, whose properties called `__proto__` Ajv does not skip. */
function nameProtos(document: JsonObject): JsonObject {
  if (!JSON.stringify(document).includes('"__proto__"')) return document;
  return rewriteObjects(document, "document", (object, kind) =>
    kind === "schema" ? nameProto(object) : object,
  );
}

function copyInside(value: Json, document: JsonObject): Json {
  if (Array.isArray(value)) return value.map((item) => copyInside(item, document));
  return isObject(value) ? copySchema(value, document) : value;
}

/** Keywords whose values are no schemas, whatever they look like. */
const DATA = new Set(["enum", "const", "default", "example", "examples"]);

const rebased = new WeakMap<JsonObject, JsonObject>();
