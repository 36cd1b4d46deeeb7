import {
  type ContributingPage,
  listContributingPages,
  readContributingPages,
  writeContributingPages,
} from "../../../../src/openapi/contributing-pages.ts";
import { type JsonObject, toText } from "../../../../src/openapi/json.ts";
import { visitReferences } from "../../../../src/openapi/references.ts";
import { writeStructure } from "../../../../src/openapi/structure.ts";
import { findTaskCreations } from "../../../../src/openapi/task-operations.ts";
import { rewriteObjects } from "../../../../src/openapi/walk.ts";
import type { Sourced } from "../schemas/join.ts";

/**
 * What a page itself says of the success of an operation, where that is not what all pages together say: by the operation
 * of the page. Pages that say the same have the same object, of the first of them.
 */
export type OwnResponses = Map<JsonObject, JsonObject>;

/** Keeps the schemas that differ from what they were joined to. One that refers to components is left to the whole. */
export function keepOwnResponses(own: OwnResponses, schemas: readonly Sourced[], joined: JsonObject): void {
  const common = writeStructure(joined);
  for (const { schema, origin } of schemas) {
    if (origin === undefined || own.has(origin.operation) || writeStructure(schema) === common) continue;
    let refers = false;
    visitReferences(schema, () => {
      refers = true;
    });
    const structure = writeStructure(schema);
    const same = [...own.values()].find((known) => writeStructure(known) === structure);
    if (!refers) own.set(origin.operation, same ?? withoutExamples(schema));
  }
}

/** What is written down of a page's own response: the schema for the first page that has it, and its name for the others. */
export function createWriteOwn(
  own: OwnResponses,
): (operation: JsonObject, name: string) => ContributingPage["response"] {
  const first = new Map<JsonObject, string>();
  return (operation, name) => {
    const schema = own.get(operation);
    if (schema === undefined) return undefined;
    const known = first.get(schema);
    if (known === undefined) first.set(schema, name);
    return known ?? schema;
  };
}

/** A document whose tasks have no responses of single pages: a task is read in the same way whichever model makes it. */
export function dropOwnTaskResponses(document: JsonObject): JsonObject {
  if (listContributingPages(document).every(({ response }) => response === undefined)) return document;
  const creating = new Set(findTaskCreations(document).map(({ create }) => create));
  return rewriteObjects(document, "document", (object, kind) => {
    if (kind !== "operation" || !creating.has(toText(object.operationId))) return object;
    const pages = readContributingPages(object).map(({ response: _, ...page }) => page);
    return { ...object, ...writeContributingPages(pages) };
  });
}

function withoutExamples(schema: JsonObject): JsonObject {
  return rewriteObjects(schema, "schema", ({ example: _, examples: __, ...rest }) => rest);
}
