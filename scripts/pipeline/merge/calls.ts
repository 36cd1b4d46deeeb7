import { isObject, type Json, type JsonObject, objectAt, setOwn } from "../../../src/openapi/json.ts";
import { METHODS } from "../../../src/openapi/operations.ts";
import { writeData } from "../../../src/openapi/structure.ts";
import { fingerprint, joinPascal, splitWords } from "./names/words.ts";
import { readCall } from "./page/page-calls.ts";
import type { PageOperation } from "./page/page-operation.ts";
import { joinSecurity } from "./security.ts";
import type { Shared } from "./shared.ts";

/** What a server sends by itself, as one page describes it: a callback of an operation, or a webhook. */
interface PageCall {
  /** The page; of a webhook any operation of it, or what stands for one. */
  page: Pick<PageOperation, "schemas" | "document" | "source" | "pointer">;
  name: string;
  value: Json;
}

/**
 * Joins what the pages say of the calls that a server makes. What differs under one name stands side by side, the later
 * one under its hash as a suffix.
 *
 * @param operationId Start of the names of the operations in them, which have to differ from all others.
 */
export function joinCalls(
  operationId: string,
  kind: "callback" | "pathItem",
  calls: readonly PageCall[],
  shared: Pick<Shared, "securitySchemes" | "report">,
): JsonObject {
  const joined: JsonObject = {};
  for (const { page, name, value } of calls) {
    const { source: file, pointer } = page;
    const call = readCall(page.schemas, value, kind, (problem) => {
      const message = `In the ${kind === "callback" ? kind : "webhook"} ${name} ${problem}`;
      shared.report({ severity: "warning", kind: "malformed", file, pointer, message });
    });
    if (call === undefined) continue;
    const keys = [name, `${name}_${fingerprint(writeData(call))}`];
    for (const key of keys) {
      const finished = finishCall(`${operationId}${toPascal(key)}`, call, kind, page, shared);
      const known = Object.hasOwn(joined, key) ? joined[key] : undefined;
      if (known === undefined) setOwn(joined, key, finished);
      if (known === undefined || writeData(known) === writeData(finished)) break;
    }
  }
  return joined;
}

function finishCall(
  name: string,
  call: JsonObject,
  kind: "callback" | "pathItem",
  page: PageCall["page"],
  shared: Pick<Shared, "securitySchemes" | "report">,
): JsonObject {
  const finish = (item: JsonObject, own: string): JsonObject =>
    Object.fromEntries(
      Object.entries(item).map(([key, value]) => {
        const isOperation = METHODS.some((method) => method === key) && isObject(value);
        const id = key === "post" ? own : `${own}${toPascal(key)}`;
        return [key, isOperation ? finishOperation(id, value, page, shared) : value];
      }),
    );
  if (kind === "pathItem") return finish(call, name);
  const isItem = (expression: string) => isObject(call[expression]) && !expression.startsWith("x-");
  const expressions = Object.keys(call).filter(isItem);
  return Object.fromEntries(
    Object.entries(call).map(([expression, item]) => {
      const index = expressions.indexOf(expression);
      const own = index === 0 ? name : `${name}${index + 1}`;
      return [expression, index < 0 ? item : finish(objectAt(item), own)];
    }),
  );
}

/** Its own name, and the security under the names of the merged document. What it does not ask for, nobody does. */
function finishOperation(
  operationId: string,
  operation: JsonObject,
  page: PageCall["page"],
  shared: Pick<Shared, "securitySchemes" | "report">,
): JsonObject {
  const security =
    operation.security === undefined ? [] : joinSecurity([{ ...page, operation } as PageOperation], shared);
  const callbacks = Object.entries(objectAt(operation, "callbacks")).map(
    ([name, value]): [string, JsonObject] => [
      name,
      finishCall(`${operationId}${toPascal(name)}`, objectAt(value), "callback", page, shared),
    ],
  );
  return {
    summary: splitWords(operationId).join(" "),
    ...operation,
    operationId,
    security,
    ...(callbacks.length === 0 ? {} : { callbacks: Object.fromEntries(callbacks) }),
  };
}

function toPascal(name: string): string {
  return joinPascal(splitWords(name)) || `Call${fingerprint(name)}`;
}
