import { childOf, isObject, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { listOperations, METHODS, type OperationEntry } from "../../../src/openapi/operations.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import { collectReachable } from "../../../src/openapi/reachable.ts";
import { componentSchemas } from "../../../src/openapi/references.ts";
import type { Change } from "../change.ts";
import { compareWords } from "../schemas/compare-words.ts";
import { Judge } from "../schemas/judge.ts";
import { listModelVariants } from "../schemas/variants.ts";
import { compareOperation } from "./compare-operation.ts";
import { saidOf } from "./said-of.ts";

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
      Object.entries(objectAt(document, "webhooks")).flatMap(([name, item]) =>
        METHODS.flatMap((method) => {
          const operation = isObject(item) ? item[method] : undefined;
          return isObject(operation)
            ? [[`${method} ${name}`, { method, path: name, operation }] as const]
            : [];
        }),
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

/** What belongs to no operation: the words about the whole, and components that nothing uses. */
function compareRest(before: JsonObject, after: JsonObject, judge: Judge): Change[] {
  const base = { operation: "", model: "" };
  const words = compareWords("The document", infoOf(before), infoOf(after)).map((found) => ({
    ...base,
    ...found,
    pointer: "#/info",
  }));
  const ofPaths = compareNamed(before, after, ["paths"], "path", ["summary", "description"]);
  const schemes = compareNamed(before, after, ["components", "securitySchemes"], "security scheme", [
    "description",
    "bearerFormat",
    "flows",
  ]);
  const used = new Set(
    [before, after].flatMap((document) => [
      ...collectReachable(document, [document.paths ?? {}, document.webhooks ?? {}]),
    ]),
  );
  const [old, current] = [componentSchemas(before), componentSchemas(after)];
  const unused = [...new Set([...Object.keys(old), ...Object.keys(current)])].filter(
    (name) => !used.has(name),
  );
  const changed = unused.flatMap((name): Change[] => {
    const [was, is] = [childOf(old, name), childOf(current, name)];
    const pointer = pointerTo(["components", "schemas", name]);
    const describe = (what: string): Change[] => [
      {
        ...base,
        level: "documentation",
        kind: "unused-component",
        pointer,
        message: `The component \`${name}\`, which no operation uses, ${what}.`,
      },
    ];
    if (was === undefined) return describe("is new");
    if (is === undefined) return describe("is gone");
    return judge.isIdentical(was, is, { before, after }) ? [] : describe("changed");
  });
  return [...words, ...ofPaths, ...schemes, ...changed];
}

/** What is said about things that both documents have under a name, and that is compared nowhere else. */
function compareNamed(
  before: JsonObject,
  after: JsonObject,
  keys: readonly string[],
  what: string,
  fields: readonly string[],
): Change[] {
  const [old, current] = [objectAt(before, ...keys), objectAt(after, ...keys)];
  return Object.keys(current).flatMap((name) => {
    const [was, is] = [childOf(old, name), childOf(current, name)];
    if (!isObject(was) || !isObject(is)) return [];
    const found = compareWords(`The ${what} \`${name}\``, saidOf(was, ...fields), saidOf(is, ...fields));
    return found.map((one) => ({ operation: "", model: "", pointer: pointerTo([...keys, name]), ...one }));
  });
}

function infoOf(document: JsonObject): JsonObject {
  return { ...objectAt(document, "info"), ...saidOf(document, "tags", "externalDocs") };
}
