import ts from "typescript";
import { isObject, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import { parseComponentName } from "../../../src/openapi/references.ts";
import { shapeOfKeyword } from "../../../src/openapi/walk.ts";

const { factory } = ts;

/** Keywords whose schemas the compiler reads along with the type itself. What a property has, it reads once it is asked for. */
const READ_AT_ONCE: readonly string[] = ["items", "prefixItems", "allOf", "anyOf", "oneOf"];

/**
 * Finds component schemas that are lists of themselves, or unions with one: `Value = string | Value[]`. As members of
 * `components` they would be annotated by themselves, which TypeScript refuses (TS2502); as aliases it takes them.
 */
export function findRecursiveLists(schemas: JsonObject): Set<string> {
  const direct = new Map(Object.entries(schemas).map(([name, schema]) => [name, listReadAtOnce(schema)]));
  const found = new Set<string>();
  for (const [name, own = []] of direct) {
    const reached = new Set(own);
    for (const next of reached) for (const further of direct.get(next) ?? []) reached.add(further);
    if (reached.has(name)) found.add(name);
  }
  return found;
}

/** The components that a schema refers to where the compiler reads them at once. */
function listReadAtOnce(schema: Json | undefined): string[] {
  if (!isObject(schema)) return [];
  if (typeof schema.$ref === "string") return [parseComponentName(schema.$ref) ?? ""];
  return READ_AT_ONCE.flatMap((keyword) => {
    const value = schema[keyword];
    const parts = shapeOfKeyword(keyword) === "list" && Array.isArray(value) ? value : [value];
    return parts.flatMap(listReadAtOnce);
  });
}

/** Gives a component that is among the recursive ones an alias as its type, and lets the alias refer to theirs. */
export function nameRecursiveType(
  member: ts.Node,
  component: string,
  recursive: ReadonlySet<string>,
): { member: ts.Node; alias?: ts.Node } {
  if (!recursive.has(component) || !ts.isPropertySignature(member) || !member.type) return { member };
  const { modifiers, name, questionToken, type } = member;
  const alias = nameAlias(component);
  const reference = factory.createTypeReferenceNode(alias);
  return {
    member: factory.updatePropertySignature(member, modifiers, name, questionToken, reference),
    alias: factory.createTypeAliasDeclaration([], alias, [], referToAliases(type, recursive)),
  };
}

/** No two components share one. */
function nameAlias(component: string): string {
  return `Recursive${component.replaceAll(/\W/g, (unit) => `$${unit.charCodeAt(0).toString(16)}`)}`;
}

/** Replaces `components["schemas"]["Value"]` by the alias of the component. */
function referToAliases(type: ts.TypeNode, recursive: ReadonlySet<string>): ts.TypeNode {
  const visit = (node: ts.Node): ts.Node => {
    const [root, section, component = ""] = readPath(node);
    return root === "components" && section === "schemas" && recursive.has(component)
      ? factory.createTypeReferenceNode(nameAlias(component))
      : ts.visitEachChild(node, visit, undefined);
  };
  return visit(type) as ts.TypeNode;
}

/** `components["schemas"]["Value"]` as its three names. */
function readPath(node: ts.Node): string[] {
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) return [node.typeName.text];
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isLiteralTypeNode(node.indexType)) return [];
  const { literal } = node.indexType;
  return ts.isStringLiteral(literal) ? [...readPath(node.objectType), literal.text] : [];
}
