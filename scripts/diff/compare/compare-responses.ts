import { type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import type { OperationEntry } from "../../../src/openapi/operations.ts";
import { escapePointer, pointerTo } from "../../../src/openapi/pointer.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";
import type { Direction } from "../change.ts";
import { compareWords } from "../schemas/compare-words.ts";
import type { Judge } from "../schemas/judge.ts";
import { pointerOf } from "../schemas/steps.ts";
import { compareBodies } from "./compare-bodies.ts";
import type { Found } from "./found.ts";
import { pairContent } from "./pair-content.ts";
import { pairStatuses } from "./pair-statuses.ts";
import { describedValue, saidOf } from "./said-of.ts";

interface Side {
  document: JsonObject;
  entry: OperationEntry;
}

type Placed = Found & { pointer: string };

/** Compares the responses of an operation: statuses, headers, media types and bodies. */
export function compareResponses(
  judge: Judge,
  { before, after }: { before: Side; after: Side },
  direction: Direction,
): Placed[] {
  const place = pointerTo(["paths", after.entry.path, after.entry.method, "responses"]);
  const [old, current] = [responsesOf(before), responsesOf(after)];
  const [was, is] = [statusesOf(old), statusesOf(current)];
  const { pairs, removed, added } = pairStatuses(was, is);
  const words = compareWords("The responses", saidOf(old), saidOf(current));
  const placeOfStatus = (status: string) => `${place}/${escapePointer(status)}`;
  return [
    ...words.map((one) => ({ ...one, pointer: place })),
    ...removed.map((status) => ({
      level: isSuccess(status) ? ("breaking" as const) : ("compatible" as const),
      kind: "status-removed",
      message: `Status ${status} is no longer documented.`,
      pointer: placeOfStatus(status),
    })),
    ...pairs.flatMap(([from, to]) => {
      const was = resolveComponent(before.document, old[from] ?? null);
      const is = resolveComponent(after.document, current[to] ?? null);
      const [said, pointer] = [`Status ${to}`, placeOfStatus(to)];
      const words = compareWords(
        said,
        saidOf(was, "description", "links"),
        saidOf(is, "description", "links"),
      );
      const headers = compareHeaders(judge, said, was, is, direction, { before, after });
      return [
        // A range that has it is told as new.
        ...(from === to || added.includes(to) ? [] : [narrowed(from, to, pointer)]),
        ...words.map((one) => ({ ...one, pointer })),
        ...headers.map((one) => ({ ...one, pointer: `${pointer}/headers` })),
        ...compareContent(judge, said, was, is, direction, pointer),
      ];
    }),
    ...added.map((status) => ({
      level: isSuccess(status) ? ("risky" as const) : ("compatible" as const),
      kind: "status-added",
      message: `Status ${status} is documented now.`,
      pointer: placeOfStatus(status),
    })),
  ];
}

function narrowed(from: string, to: string, pointer: string): Placed {
  const message = `Status ${to} is documented now, where ${from} was.`;
  return { level: "compatible", kind: "status-changed", message, pointer };
}

function statusesOf(responses: JsonObject): string[] {
  return Object.keys(responses).filter((status) => !status.startsWith("x-"));
}

function responsesOf({ entry }: Side): JsonObject {
  return objectAt(entry.operation, "responses");
}

function isSuccess(status: string): boolean {
  return /^[23]/.test(status) || status === "default";
}

function compareContent(
  judge: Judge,
  said: string,
  was: JsonObject,
  is: JsonObject,
  direction: Direction,
  place: string,
): Placed[] {
  const { pairs, removed, added } = pairContent(objectAt(was, "content"), objectAt(is, "content"), direction);
  const pointer = `${place}/content`;
  return [
    ...removed.map((type) => ({
      level: "breaking" as const,
      kind: "media-type-removed",
      message: `${said} no longer comes as ${type}.`,
      pointer,
    })),
    ...added.map((type) => ({
      level: "compatible" as const,
      kind: "media-type-added",
      message: `${said} may come as ${type} now.`,
      pointer,
    })),
    ...pairs.flatMap(({ type, before, after, found }) => {
      const at = `${pointer}/${escapePointer(type)}/schema`;
      const bodies = compareBodies(judge, { direction, before, after, mediaType: type });
      return [
        ...found.map((one) => ({ ...one, message: `${said}: ${one.message}`, pointer: at })),
        ...bodies.map(({ steps, model: _, ...change }) => ({
          ...change,
          message: `${said}: ${change.message}`,
          pointer: pointerOf(at, steps),
        })),
      ];
    }),
  ];
}

function compareHeaders(
  judge: Judge,
  said: string,
  was: JsonObject,
  is: JsonObject,
  direction: Direction,
  { before, after }: { before: Side; after: Side },
): Found[] {
  const list = (response: JsonObject, { document }: Side) =>
    new Map(
      Object.entries(objectAt(response, "headers")).map(([name, header]) => [
        name.toLowerCase(),
        resolveComponent(document, header),
      ]),
    );
  const [old, current] = [list(was, before), list(is, after)];
  const found: Found[] = [];
  for (const [name, header] of old) {
    const next = current.get(name);
    if (next === undefined) {
      const level = header.required === true ? "breaking" : "risky";
      found.push({ level, kind: "header-removed", message: `${said}: the header \`${name}\` is gone.` });
      continue;
    }
    if (header.required === true && next.required !== true)
      found.push({
        level: "breaking",
        kind: "header-optional",
        message: `${said}: the header \`${name}\` may be missing now.`,
      });
    if (header.required !== true && next.required === true)
      found.push({
        level: "compatible",
        kind: "header-required",
        message: `${said}: the header \`${name}\` is always there now.`,
      });
    found.push(...compareWords(`${said}: the header \`${name}\``, wordsOf(header), wordsOf(next)));
    for (const { steps: _, model: __, ...change } of compareBodies(judge, {
      direction,
      before: describedValue(header).schema,
      after: describedValue(next).schema,
    }))
      found.push({ ...change, message: `${said}: the header \`${name}\`: ${change.message}` });
  }
  for (const name of current.keys())
    if (!old.has(name))
      found.push({
        level: "compatible",
        kind: "header-added",
        message: `${said}: the header \`${name}\` is new.`,
      });
  return found;
}

function wordsOf(header: JsonObject): JsonObject {
  const { deprecated = false } = header;
  const fields = ["description", "style", "explode", "allowReserved", "allowEmptyValue"];
  return { ...saidOf(header, ...fields), ...describedValue(header).said, deprecated };
}
