import { type Json, objectAt } from "../../../src/openapi/json.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import { followReferences, visitReferences } from "../../../src/openapi/references.ts";
import { hashContent } from "../../cache.ts";
import { addPageResponses, listPageResponses } from "../shared/page-responses.ts";
import type { RenderInput } from "../shared/render-input.ts";
import { indentText, renderHeader } from "../shared/source-text.ts";
import { printPath, printRest, printSchema } from "./print-types.ts";
import { findRecursiveLists } from "./recursive-lists.ts";
import { shapeForTypes } from "./shape-for-types.ts";

/**
 * Text of `schema.ts`. Paths and component schemas are printed one by one, so that a change in one leaves the others in
 * the cache. The result reads as if openapi-typescript had printed the document at once.
 */
export function renderSchema({
  document: published,
  cache,
}: Pick<RenderInput, "document" | "cache">): string {
  const own = listPageResponses(published);
  const ownNames = own.map(({ name }) => name);
  const document = shapeForTypes(addPageResponses(published, own), ownNames);
  const { paths, components, webhooks = {}, $defs = {} } = document;
  const { schemas, ...otherComponents } = objectAt(components);
  const others = hashContent("other components", [JSON.stringify(otherComponents)]);
  const recursive = findRecursiveLists(objectAt(schemas));
  const hashes = new Map<string, string>();
  const hashOf = (pointer: string): string => {
    const end = () => JSON.stringify(followReferences(document, { $ref: pointer }).target ?? null);
    const hash = hashes.get(pointer) ?? hashContent(pointer, [end()]);
    hashes.set(pointer, hash);
    return hash;
  };
  /** What a type is made from: of what it refers to, openapi-typescript asks for the properties, but of nothing behind. */
  const contentOf = (name: string, value: Json) => {
    const direct = new Set<string>();
    visitReferences(value, (pointer) => direct.add(pointer));
    return [name, JSON.stringify(value), [...direct].sort().map(hashOf).join(), others];
  };
  const printedPaths = Object.entries(objectAt(paths)).map(([path, item]) =>
    cache.getOrSet("types of a path", contentOf(path, item), () =>
      printAt(["paths", path], () => printPath(path, item, document)),
    ),
  );
  const printedSchemas = Object.entries(objectAt(schemas)).map(([name, schema]) =>
    cache.getOrSet(
      "types of a schema",
      // Others name it by its alias in their own.
      [...contentOf(name, schema), ...(recursive.has(name) ? recursive : [])],
      () => printAt(["components", "schemas", name], () => printSchema(name, schema, document, recursive)),
    ),
  );
  const rest = printRest({ webhooks, components: otherComponents, $defs }, document);

  const allSchemas = printedSchemas.flatMap((printed) => printed.schemas);
  const parts = [...printedPaths, ...printedSchemas, rest];
  return [
    renderHeader("//", "openapi.yaml"),
    blockText(
      "paths",
      printedPaths.flatMap((printed) => printed.paths),
    ),
    blockText("webhooks", rest.webhooks),
    blockText("components", [
      allSchemas.length === 0 ? "schemas: never;" : `schemas: {\n${indentAll(allSchemas)}};`,
      ...rest.components,
    ]),
    blockText("$defs", rest.$defs),
    blockText(
      "operations",
      [...printedPaths, rest].flatMap(({ operations }) => operations),
    ),
    ...new Set(parts.flatMap(({ helpers }) => helpers.map((helper) => `${helper}\n`))),
  ].join("");
}

/** Names the place at which openapi-typescript gives up. */
function printAt<T>(keys: readonly string[], print: () => T): T {
  try {
    return print();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`openapi-typescript cannot print ${pointerTo(keys)} (${reason})`, { cause: error });
  }
}

/** An interface that the file exports; openapi-typescript has another type for one without members. */
function blockText(name: string, members: readonly string[]): string {
  return members.length === 0
    ? `export type ${name} = Record<string, never>;\n`
    : `export interface ${name} {\n${indentAll(members)}}\n`;
}

/** Members of an interface, a step further in. openapi-typescript indents by four. */
function indentAll(members: readonly string[]): string {
  return members.map((member) => `${indentText(member, 4)}\n`).join("");
}
