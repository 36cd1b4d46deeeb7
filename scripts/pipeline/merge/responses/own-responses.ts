import {
  type ContributingPage,
  readContributingPages,
  writeContributingPages,
} from "../../../../src/openapi/contributing-pages.ts";
import { isObject, type JsonObject, toText } from "../../../../src/openapi/json.ts";
import { resolvePointer } from "../../../../src/openapi/pointer.ts";
import { visitReferences } from "../../../../src/openapi/references.ts";
import { writeStructure } from "../../../../src/openapi/structure.ts";
import { findTaskCreations } from "../../../../src/openapi/tasks/task-operations.ts";
import { rewriteAroundSchemas, rewriteObjects } from "../../../../src/openapi/walk.ts";
import type { Sourced } from "../schemas/sourced.ts";

/**
 * What a page itself says of the success of an operation, where that is not what all pages together say: by the operation
 * of the page. Pages that say the same have the same object, of the first of them.
 */
export type OwnResponses = Map<JsonObject, JsonObject>;

/** Keeps the schemas that differ from what all pages together say of the success, if they say it under that status. */
export function keepOwnResponses(
  own: OwnResponses,
  schemas: readonly Sourced[],
  joined: JsonObject | undefined,
): void {
  const common = joined && writeStructure(joined);
  for (const { schema, origin } of schemas) {
    if (origin === undefined || own.has(origin.operation) || writeStructure(schema) === common) continue;
    const structure = writeStructure(schema);
    const same = [...own.values()].find((known) => writeStructure(known) === structure);
    own.set(origin.operation, same ?? withoutExamples(schema));
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

/**
 * A document whose tasks have no responses of single pages: a task is read in the same way whichever model makes it. Nor
 * has it one that refers to a component which nothing else refers to.
 */
export function dropOwnResponses(document: JsonObject): JsonObject {
  let creating: Set<string> | undefined;
  const createsTask = (operationId: string): boolean => {
    creating ??= new Set(findTaskCreations(document).map(({ create }) => create));
    return creating.has(operationId);
  };
  return rewriteAroundSchemas(document, "document", (object, kind) => {
    if (kind !== "operation") return object;
    const all = readContributingPages(object);
    const dropped = all.filter(
      ({ response }) =>
        isObject(response) &&
        (createsTask(toText(object.operationId)) || lacksComponents(document, response)),
    );
    if (dropped.length === 0) return object;
    const names = new Set<string | undefined>(dropped.map(({ operationId }) => operationId));
    const pages = all.map(({ response, ...page }) =>
      names.has(isObject(response) ? page.operationId : response) ? page : { ...page, response },
    );
    return { ...object, ...writeContributingPages(pages) };
  });
}

function lacksComponents(document: JsonObject, schema: JsonObject): boolean {
  let lacks = false;
  visitReferences(schema, (pointer) => {
    lacks ||= resolvePointer(document, pointer) === undefined;
  });
  return lacks;
}

function withoutExamples(schema: JsonObject): JsonObject {
  return rewriteObjects(schema, "schema", ({ example: _, examples: __, ...rest }) => rest);
}
