import type { TransformNodeOptions } from "openapi-typescript";
import schemaObject from "openapi-typescript/dist/transform/schema-object.cjs";
import ts from "typescript";
import { type Json, type JsonObject, objectAt, objectsAt } from "../../../src/openapi/json.ts";
import { OPEN_STRING } from "./shape-for-types.ts";
import { RECEIVED_FILE, SENT_FILE } from "./shape-media.ts";

/** What this reads of a schema that is printed. */
interface PrintedSchema {
  type?: unknown;
  format?: unknown;
  prefixItems?: unknown;
  items?: unknown;
  minItems?: unknown;
}

const { factory } = ts;

/** Prints the types of which openapi-typescript has another notion: files, tuples and lists of lists. */
export function printOwnType(schema: PrintedSchema, options: TransformNodeOptions): ts.TypeNode | undefined {
  return printFile(schema) ?? printTuple(schema, options) ?? printNestedList(schema, options);
}

/** A list of lists that say so by a part, as `allOf`: openapi-typescript takes the inner list for the outer one. */
function printNestedList(
  { type, items }: PrintedSchema,
  options: TransformNodeOptions,
): ts.TypeNode | undefined {
  const inner = objectAt(items as Json);
  if (type !== "array" || inner.type !== undefined || !hasListPart(inner)) return undefined;
  const printed = schemaObject.default(items, options);
  return ts.isArrayTypeNode(printed) || ts.isTupleTypeNode(printed)
    ? factory.createArrayTypeNode(printed)
    : undefined;
}

/**
 * Whether a part of a schema is a list: nothing else prints as one. Of a property, openapi-typescript prints the type and
 * asks for it twice, so that to print and see would take three times as long with each list within another.
 */
function hasListPart(schema: JsonObject): boolean {
  return ["allOf", "anyOf", "oneOf"]
    .flatMap((keyword) => objectsAt(schema, keyword))
    .some((part) => [part.type].flat().includes("array") || hasListPart(part));
}

/** What a program has of a file, by the format of its schema. A string is its bytes as text. */
const FILE_TYPES: Readonly<Record<string, readonly string[]>> = {
  binary: ["Blob", "string"],
  [SENT_FILE]: ["Blob", "ReadableStream<Uint8Array>", "ArrayBuffer", "Uint8Array", "string"],
  [RECEIVED_FILE]: ["Blob"],
};

function printFile({ type, format }: PrintedSchema): ts.TypeNode | undefined {
  const types = [type].flat();
  const names = FILE_TYPES[String(format)];
  if (!types.includes("string") || names === undefined) return undefined;
  return factory.createUnionTypeNode([
    ...names.map((name) => factory.createTypeReferenceNode(name)),
    ...(types.includes("null") ? [factory.createLiteralTypeNode(factory.createNull())] : []),
  ]);
}

/** A list with first items of their own. It may end before them, and go on after them, unless the schema says otherwise. */
function printTuple(
  { type, prefixItems, items, minItems }: PrintedSchema,
  options: TransformNodeOptions,
): ts.TypeNode | undefined {
  if (type !== "array" || !Array.isArray(prefixItems)) return undefined;
  const least = typeof minItems === "number" ? minItems : 0;
  const elements = prefixItems.map((item, index) => {
    const printed = schemaObject.default(item, options);
    return index < least ? printed : factory.createOptionalTypeNode(parenthesize(printed));
  });
  const rest =
    items === false
      ? []
      : [
          factory.createRestTypeNode(
            factory.createArrayTypeNode(schemaObject.default(items ?? true, options)),
          ),
        ];
  return factory.createTupleTypeNode([...elements, ...rest]);
}

/** A question mark after a union would belong to its last branch. */
function parenthesize(type: ts.TypeNode): ts.TypeNode {
  return ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)
    ? factory.createParenthesizedType(type)
    : type;
}

/** `string & {}` accepts every string, and does not swallow the literals next to it in a union. */
export function openStrings(type: ts.Node): ts.TypeNode | undefined {
  // openapi-typescript prints a string as an identifier that reads like JSON, so that its letters stay unescaped.
  if (!ts.isIdentifier(type) || type.text !== JSON.stringify(OPEN_STRING)) return undefined;
  return factory.createParenthesizedType(
    factory.createIntersectionTypeNode([
      factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
      factory.createTypeLiteralNode([]),
    ]),
  );
}
