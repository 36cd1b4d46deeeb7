import type { GlobalContext } from "openapi-typescript";
import { astToString } from "openapi-typescript/dist/lib/ts.cjs";
import { resolveRef } from "openapi-typescript/dist/lib/utils.cjs";
import transformSchema from "openapi-typescript/dist/transform/index.cjs";
import ts from "typescript";
import type { JsonObject } from "../../../src/openapi/json.ts";
import { OPEN_STRING } from "./shape-for-types.ts";

/** The one place that knows openapi-typescript: document in, text of its types out. */
export function printTypes(document: JsonObject, whole = document): string {
  return astToString(transform(document, whole));
}

/** Texts of what stands in the blocks of a document's types, in order and indented as it stands there. */
export interface PrintedMembers {
  paths: string[];
  operations: string[];
  schemas: string[];
  /** Types that the others make use of, with their names. */
  helpers: { name: string; text: string }[];
}

/**
 * Prints paths, operations and component schemas by themselves.
 *
 * @param whole Where references are looked up: `document` is a part of it.
 */
export function printMembers(document: JsonObject, whole: JsonObject): PrintedMembers {
  const printer = ts.createPrinter({ newLine: ts.NewLineKind.LineFeed });
  const file = ts.createSourceFile("types.ts", "", ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS);
  const print = (members: readonly ts.Node[], indent: string) =>
    members.map((member) => {
      const text = printer.printNode(ts.EmitHint.Unspecified, member, file);
      return text.replaceAll(/^(?=.)/gm, indent);
    });
  const nodes = transform(document, whole);
  const blocks = nodes.filter((node) => ts.isInterfaceDeclaration(node));
  const helpers = nodes.filter(
    (node) => ts.isTypeAliasDeclaration(node) && !BLOCKS.includes(node.name.text),
  ) as ts.TypeAliasDeclaration[];
  const variantsOf = (name: string) => blocks.find((block) => block.name.text === name)?.members ?? [];
  // The first of the components.
  const [schemas] = variantsOf("components");
  return {
    paths: print(variantsOf("paths"), INDENT),
    operations: print(variantsOf("operations"), INDENT),
    schemas: print(listTypeMembers(schemas), INDENT.repeat(2)),
    helpers: helpers.map((node) => ({ name: node.name.text, text: print([node], "").join() })),
  };
}

function listTypeMembers(property: ts.Node | undefined): readonly ts.Node[] {
  const type = property !== undefined && ts.isPropertySignature(property) ? property.type : undefined;
  return type !== undefined && ts.isTypeLiteralNode(type) ? type.members : [];
}

const BLOCKS = ["paths", "webhooks", "components", "$defs", "operations"];

/** openapi-typescript's own. */
const INDENT = " ".repeat(4);

/**
 * Its entry would load and lint the document once more, with a second copy of Redocly; the document comes here merged
 * and linted, so only its transformation is used.
 */
function transform(document: JsonObject, whole: JsonObject): ts.Node[] {
  const context: Partial<GlobalContext> = {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    // A default is filled in by the server, so a request may leave the property out.
    defaultNonNullable: false,
    discriminators: { objects: {}, refsHandled: [] },
    emptyObjectsUnknown: true,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    immutable: false,
    injectFooter: [],
    pathParamsAsTypes: false,
    propertiesRequiredByDefault: false,
    silent: true,
    transform: printFile,
    postTransform: openStrings,
    resolve: ($ref: string) => resolveRef(whole, $ref, { silent: true }) as never,
  };
  return transformSchema(document, context);
}

/** What a program has of a file is a Blob. A string is its bytes as text. */
function printFile({ type, format }: { type?: unknown; format?: unknown }): ts.TypeNode | undefined {
  const types = [type].flat();
  if (!types.includes("string") || format !== "binary") return undefined;
  return ts.factory.createUnionTypeNode([
    ts.factory.createTypeReferenceNode("Blob"),
    ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    ...(types.includes("null") ? [ts.factory.createLiteralTypeNode(ts.factory.createNull())] : []),
  ]);
}

/** `string & {}` accepts every string, and does not swallow the literals beside it in a union. */
function openStrings(type: ts.Node): ts.TypeNode | undefined {
  // openapi-typescript prints a string as an identifier that reads like JSON, so that its letters stay unescaped.
  if (!ts.isIdentifier(type) || type.text !== JSON.stringify(OPEN_STRING)) return undefined;
  return ts.factory.createParenthesizedType(
    ts.factory.createIntersectionTypeNode([
      ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
      ts.factory.createTypeLiteralNode([]),
    ]),
  );
}
