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
  const [old, current] = [before, after].map(({ entry }) => objectAt(entry.operation, "responses"));
  const found: Placed[] = [];
  for (const [status, response] of Object.entries(old ?? {})) {
    const pointer = `${place}/${escapePointer(status)}`;
    const next = current?.[status];
    if (next === undefined) {
      const isGood = isSuccess(status);
      const message = `Status ${status} is no longer documented.`;
      found.push({ level: isGood ? "breaking" : "compatible", kind: "status-removed", message, pointer });
      continue;
    }
    const [was, is] = [resolveComponent(before.document, response), resolveComponent(after.document, next)];
    const said = `Status ${status}`;
    const words = compareWords(
      said,
      { description: was.description ?? null },
      { description: is.description ?? null },
    );
    found.push(...words.map((one) => ({ ...one, pointer })));
    found.push(
      ...compareHeaders(judge, said, was, is, direction, { before, after }).map((one) => ({
        ...one,
        pointer: `${pointer}/headers`,
      })),
    );
    found.push(...compareContent(judge, said, was, is, direction, pointer));
  }
  for (const status of Object.keys(current ?? {}))
    if (old?.[status] === undefined)
      found.push({
        level: isSuccess(status) ? "risky" : "compatible",
        kind: "status-added",
        message: `Status ${status} is documented now.`,
        pointer: `${place}/${escapePointer(status)}`,
      });
  return found;
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
  const { pairs, removed, added } = pairContent(objectAt(was, "content"), objectAt(is, "content"));
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
    ...pairs.flatMap(({ type, before, after, examples }) => {
      const at = `${pointer}/${escapePointer(type)}/schema`;
      const bodies = compareBodies(judge, { direction, before, after, mediaType: type });
      return [
        ...examples.map((one) => ({ ...one, pointer: at })),
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
    for (const { steps: _, model: __, ...change } of compareBodies(judge, {
      direction,
      before: header.schema ?? true,
      after: next.schema ?? true,
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
