import type { GlobalContext } from "openapi-typescript";
import { astToString } from "openapi-typescript/dist/lib/ts.cjs";
import { resolveRef } from "openapi-typescript/dist/lib/utils.cjs";
import transformSchema from "openapi-typescript/dist/transform/index.cjs";
import ts from "typescript";
import type { JsonObject } from "../pipeline/openapi.ts";
import { OPEN_STRING } from "./shape-for-types.ts";

/**
 * The one place that knows openapi-typescript: document in, text of its types out.
 *
 * Its own entry would load and lint the document once more, with a second copy of Redocly; the document comes here
 * merged and linted, so only its transformation is used.
 *
 * @param whole Where references are looked up, when `document` is a part of it.
 */
export function printTypes(document: JsonObject, whole: JsonObject = document): string {
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
    postTransform: openStrings,
    resolve: ($ref: string) => resolveRef(whole, $ref, { silent: true }) as never,
  };
  return astToString(transformSchema(document, context));
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
