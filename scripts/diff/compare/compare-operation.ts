import { childOf, type JsonObject, objectAt, toText } from "../../../src/openapi/json.ts";
import type { OperationEntry } from "../../../src/openapi/operations.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";
import type { Change, Direction } from "../change.ts";
import { compareWords } from "../schemas/compare-words.ts";
import type { Judge } from "../schemas/judge.ts";
import { pointerOf } from "../schemas/steps.ts";
import { compareBodies } from "./compare-bodies.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareResponses } from "./compare-responses.ts";
import { compareSecurity } from "./compare-security.ts";
import { compareServers } from "./compare-servers.ts";
import type { Found } from "./found.ts";
import { pairContent } from "./pair-content.ts";
import { listReceived, PATH_ITEM } from "./received.ts";
import { saidOf } from "./said-of.ts";

/** An operation of both documents. */
export interface OperationPair {
  name: string;
  before: { document: JsonObject; entry: OperationEntry };
  after: { document: JsonObject; entry: OperationEntry };
  /** Whether the API calls and the client responds, as in callbacks. */
  isReversed: boolean;
  /** Old operations whose callbacks led here. A callback may have itself. */
  around?: readonly JsonObject[];
}

/** Compares all of an operation. */
export function compareOperation(judge: Judge, pair: OperationPair): Change[] {
  const { before, after, name, isReversed } = pair;
  const place = pointerTo(["paths", after.entry.path, after.entry.method]);
  const changes: Change[] = [];
  const add = (found: readonly Found[], at: string) => {
    for (const one of found) changes.push({ operation: name, model: "", pointer: at, ...one });
  };
  const [old, current] = [before.entry.operation, after.entry.operation];
  add(compareWords("The operation", wordsOf(old, isReversed), wordsOf(current, isReversed)), place);
  const [was, is] = [old, current].map(({ operationId }) =>
    operationId === undefined ? "none" : `\`${toText(operationId)}\``,
  );
  if (was !== is)
    add(
      [
        {
          level: "risky",
          kind: "operation-id",
          message: `The operationId is ${is} now (was ${was}): code that is named after it changes.`,
        },
      ],
      `${place}/operationId`,
    );
  if (!isReversed) {
    add(compareServers(before, after), `${place}/servers`);
    add(compareSecurity(before, after), `${place}/security`);
  }
  const parameters = compareParameters(before, after);
  add(parameters.found, `${place}/parameters`);
  for (const one of parameters.pairs)
    for (const { steps: _, model: __, ...change } of compareBodies(judge, {
      ...one,
      direction: turn("request", isReversed),
    }))
      changes.push({
        ...change,
        operation: name,
        model: "",
        direction: "request",
        pointer: `${place}/parameters`,
        message: change.message.replace(/^(Something inside t|T)he body/, `$1he parameter \`${one.name}\``),
      });
  changes.push(...compareRequest(judge, pair, place));
  for (const change of compareResponses(judge, pair, turn("response", isReversed)))
    changes.push({ ...change, operation: name, model: "", direction: "response" });
  changes.push(...compareCallbacks(judge, pair, place));
  return changes;
}

function turn(direction: Direction, isReversed: boolean): Direction {
  return isReversed ? (direction === "request" ? "response" : "request") : direction;
}

/** Who calls back knows the address and the key, so both are words there. */
function wordsOf(operation: JsonObject, isReversed: boolean): JsonObject {
  const { deprecated = false } = operation;
  const fields = ["summary", "description", "tags", "externalDocs"];
  return {
    ...saidOf(operation, ...fields, ...(isReversed ? ["servers", "security", PATH_ITEM] : [])),
    deprecated,
  };
}

function compareRequest(
  judge: Judge,
  { before, after, name, isReversed }: OperationPair,
  place: string,
): Change[] {
  const [old, current] = [before, after].map(({ document, entry }) =>
    resolveComponent(document, entry.operation.requestBody ?? null),
  );
  const base = { operation: name, model: "", direction: "request" as const, pointer: `${place}/requestBody` };
  const changes: Change[] = [];
  const [was, is] = [objectAt(old, "content"), objectAt(current, "content")];
  const [hadBody, hasBody] = [Object.keys(was).length > 0, Object.keys(is).length > 0];
  if (hadBody && !hasBody)
    return [
      {
        ...base,
        level: "breaking",
        kind: "request-body-removed",
        message: "The operation takes no body any more.",
      },
    ];
  if (!hadBody && hasBody) {
    const isRequired = current?.required === true;
    return [
      {
        ...base,
        level: isRequired ? "breaking" : "compatible",
        kind: "request-body-added",
        message: `The operation takes a body now${isRequired ? ", and demands it" : ""}.`,
      },
    ];
  }
  if (hadBody && current?.required === true && old?.required !== true)
    changes.push({
      ...base,
      level: "breaking",
      kind: "request-body-required",
      message: "The body is required now.",
    });
  if (hadBody && current?.required !== true && old?.required === true)
    changes.push({
      ...base,
      level: "compatible",
      kind: "request-body-optional",
      message: "The body is optional now.",
    });
  const words = [old, current].map((body) => saidOf(body ?? {}, "description"));
  for (const found of compareWords("The body", words[0] ?? {}, words[1] ?? {}))
    changes.push({ ...base, ...found });
  const { pairs, removed, added } = pairContent(was, is, turn("request", isReversed));
  for (const type of removed)
    changes.push({
      ...base,
      level: "breaking",
      kind: "media-type-removed",
      message: `A body of ${type} is no longer accepted.`,
    });
  for (const type of added)
    changes.push({
      ...base,
      level: "compatible",
      kind: "media-type-added",
      message: `A body of ${type} is accepted now.`,
    });
  for (const { type, before: one, after: other, found } of pairs) {
    const at = `${base.pointer}/content/${type.replaceAll("~", "~0").replaceAll("/", "~1")}/schema`;
    changes.push(...found.map((change) => ({ ...base, ...change, pointer: at })));
    for (const { steps, ...change } of compareBodies(judge, {
      direction: turn("request", isReversed),
      before: one,
      after: other,
      mediaType: type,
    }))
      changes.push({ ...base, ...change, pointer: pointerOf(at, steps) });
  }
  return changes;
}

/** Callbacks are calls the other way round: the API writes the request, the client the response. */
function compareCallbacks(
  judge: Judge,
  { before, after, name, around = [] }: OperationPair,
  place: string,
): Change[] {
  const changes: Change[] = [];
  if (around.includes(before.entry.operation)) return changes;
  const inner = { isReversed: true, around: [...around, before.entry.operation] };
  const list = ({ document, entry }: OperationPair["before"]) =>
    new Map(
      Object.entries(objectAt(entry.operation, "callbacks")).flatMap(([key, callback]) =>
        Object.entries(resolveComponent(document, callback)).flatMap(([path, item]) =>
          listReceived(path, item).map(
            (one) => [`${key} ${path} ${one.method}`, { document, entry: one }] as const,
          ),
        ),
      ),
    );
  const [old, current] = [list(before), list(after)];
  const base = { operation: name, model: "", pointer: `${place}/callbacks` };
  const [was, is] = [before, after].map((side) => objectAt(side.entry.operation, "callbacks"));
  for (const key of Object.keys(is ?? {})) {
    const said = (callbacks: JsonObject | undefined, { document }: OperationPair["before"]) =>
      saidOf(resolveComponent(document, childOf(callbacks, key) ?? null));
    for (const found of compareWords(`The callback \`${key}\``, said(was, before), said(is, after)))
      changes.push({ ...base, ...found });
  }
  for (const [key, was] of old) {
    const is = current.get(key);
    if (is === undefined)
      changes.push({
        ...base,
        level: "breaking",
        kind: "callback-removed",
        message: `The callback \`${key}\` is no longer sent.`,
      });
    else
      for (const change of compareOperation(judge, { ...inner, name, before: was, after: is }))
        changes.push({ ...change, pointer: base.pointer, message: `Callback: ${change.message}` });
  }
  for (const key of current.keys())
    if (!old.has(key))
      changes.push({
        ...base,
        level: "compatible",
        kind: "callback-added",
        message: `The callback \`${key}\` is new.`,
      });
  return changes;
}
