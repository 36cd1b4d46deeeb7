import { type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { listOperations, listWebhooks, type OperationEntry } from "../../../src/openapi/operations.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Change } from "../change.ts";
import { Judge } from "../schemas/judge.ts";
import { listModelVariants } from "../schemas/variants.ts";
import { compareOperation } from "./compare-operation.ts";
import { compareRest } from "./compare-rest.ts";
import { listReceived } from "./received.ts";

/** All differences of two documents of OpenAPI 3.1, judged. Two that are equal have none. */
export function compareDocuments(before: JsonObject, after: JsonObject): Change[] {
  const judge = new Judge(before, after);
  const [old, current] = [byAddress(before), byAddress(after)];
  const changes: Change[] = [];
  for (const [address, was] of old) {
    const is = current.get(address);
    if (is === undefined) changes.push(...removeOperation(before, was, [...current.values()]));
    else
      changes.push(
        ...compareOperation(judge, {
          name: nameOf(is),
          before: { document: before, entry: was },
          after: { document: after, entry: is },
          isReversed: false,
        }),
      );
  }
  for (const [address, is] of current)
    if (!old.has(address))
      changes.push({
        level: "compatible",
        kind: "operation-added",
        operation: nameOf(is),
        model: "",
        pointer: pointerTo(["paths", is.path, is.method]),
        message: "The operation is new.",
      });
  return [...changes, ...compareWebhooks(judge, before, after), ...compareRest(before, after, judge)];
}

function nameOf({ method, path }: OperationEntry): string {
  return `${method.toUpperCase()} ${path}`;
}

/** Addresses that differ in the names of path parameters are the same. */
function byAddress(document: JsonObject): Map<string, OperationEntry> {
  return new Map(
    listOperations(document).map((entry) => [
      `${entry.method} ${entry.path.replace(/\{[^}]*\}/g, "{}")}`,
      entry,
    ]),
  );
}

function removeOperation(
  before: JsonObject,
  was: OperationEntry,
  current: readonly OperationEntry[],
): Change[] {
  const id = was.operation.operationId;
  const heir = current.find(({ operation }) => id !== undefined && operation.operationId === id);
  const base = {
    level: "breaking" as const,
    operation: nameOf(was),
    pointer: pointerTo(["paths", was.path, was.method]),
  };
  const kind = heir === undefined ? "operation-removed" : "operation-moved";
  const message = heir === undefined ? "The operation is gone." : `The operation is at ${nameOf(heir)} now.`;
  const models = modelsOf(before, was);
  return (models.length === 0 ? [""] : models).map((model) => ({ ...base, kind, model, message }));
}

function modelsOf(document: JsonObject, { operation }: OperationEntry): string[] {
  const [media] = Object.values(objectAt(operation, "requestBody", "content"));
  return listModelVariants(objectAt(media).schema ?? true, document).map(({ model }) => model);
}

/** Webhooks are calls by the API, like callbacks. */
function compareWebhooks(judge: Judge, before: JsonObject, after: JsonObject): Change[] {
  const list = (document: JsonObject) =>
    new Map(
      listWebhooks(document).flatMap(([name, item]) =>
        listReceived(name, item).map((entry) => [`${entry.method} ${name}`, entry] as const),
      ),
    );
  const [old, current] = [list(before), list(after)];
  const base = (path: string) => ({
    operation: `webhook ${path}`,
    model: "",
    pointer: pointerTo(["webhooks", path]),
  });
  const changes: Change[] = [];
  for (const [key, was] of old) {
    const is = current.get(key);
    if (is === undefined)
      changes.push({
        ...base(was.path),
        level: "breaking",
        kind: "webhook-removed",
        message: "The webhook is no longer sent.",
      });
    else {
      const pair = {
        name: base(was.path).operation,
        before: { document: before, entry: was },
        after: { document: after, entry: is },
        isReversed: true,
      };
      changes.push(
        ...compareOperation(judge, pair).map((change) => ({ ...change, pointer: base(was.path).pointer })),
      );
    }
  }
  for (const [key, is] of current)
    if (!old.has(key))
      changes.push({
        ...base(is.path),
        level: "compatible",
        kind: "webhook-added",
        message: "The webhook is new.",
      });
  return changes;
}
