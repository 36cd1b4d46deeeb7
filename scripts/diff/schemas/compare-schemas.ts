import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { compareAnnotations } from "./compare-annotations.ts";
import { compareProperties } from "./compare-properties.ts";
import { compareSaid } from "./compare-said.ts";
import { describeRest } from "./describe-rest.ts";
import type { Exchange, Judge } from "./judge.ts";
import { addVariants, differOnlyInside, pairVariants } from "./pair-variants.ts";
import type { Step } from "./steps.ts";
import { type SchemaView, viewSchema } from "./view.ts";
import { judgePart, type SchemaChange, subjectOf, type Walk } from "./walk.ts";

/** Compares the schemas of a body, property by property, and judges each difference by whole bodies. */
export function compareSchemas(
  judge: Judge,
  exchange: Exchange,
  skipped: ReadonlySet<string> = new Set(),
): SchemaChange[] {
  const documents = judge.documentsOf(exchange.direction);
  const walk: Walk = { judge, exchange, documents, changes: [], open: new Set(), said: new Set(), skipped };
  compareAt(walk, [], exchange.before, exchange.after);
  const changes = checkWhole(walk);
  // What is said inside of what changed itself is told with that.
  if (!changes.every(({ kind }) => ABOUT_WORDS.has(kind))) return changes;
  const at = (schema: Json, document: JsonObject) => ({ schema, document });
  const [before, after] = [at(exchange.before, documents.before), at(exchange.after, documents.after)];
  return [...changes, ...compareSaid(before, after, walk.said, judge.isSameComponent)];
}

/** Kinds of changes after which a body is what it was. */
const ABOUT_WORDS = new Set(["words-changed", "default-changed", "deprecated"]);

/** The whole decision is made as well: what the parts do not show must not be lost. */
function checkWhole({ judge, exchange, documents, changes }: Walk): SchemaChange[] {
  if (judge.isSame(exchange.before, exchange.after, documents)) return changes;
  if (changes.some(({ level, example }) => level === "breaking" || example !== undefined)) return changes;
  const verdict = judge.decide(exchange);
  if (verdict.kind === "harmless") return changes;
  if (verdict.kind === "unclear") {
    if (changes.some(({ level }) => level === "risky")) return changes;
    return [
      ...changes,
      {
        level: "risky",
        kind: "undecided",
        message: `Whether the whole still fits cannot be decided: ${verdict.reason}.`,
        steps: [],
      },
    ];
  }
  if (verdict.isOpen && changes.some(({ level }) => level === "risky")) return changes;
  const level = verdict.isOpen ? "risky" : "breaking";
  return [
    ...changes,
    { level, kind: "values-narrowed", message: describeWhole(exchange), example: verdict.example, steps: [] },
  ];
}

function describeWhole({ direction }: Exchange): string {
  return direction === "request"
    ? "A body that was accepted is refused now."
    : "A response may be one now that was not described before.";
}

function compareAt(walk: Walk, steps: readonly Step[], before: Json, after: Json): void {
  const { judge, documents, open } = walk;
  if (judge.isIdentical(before, after, documents)) return;
  const key = judge.pairKey(before, after, documents);
  if (open.has(key)) return;
  open.add(key);
  compareViews(walk, steps, before, after);
  open.delete(key);
}

function compareViews(walk: Walk, steps: readonly Step[], before: Json, after: Json): void {
  const { judge, documents } = walk;
  if (compareFlags(walk, steps, before, after)) return;
  const [old, current] = [viewSchema(before, documents.before), viewSchema(after, documents.after)];
  compareAnnotations(walk, steps, old, current);
  compareProperties(walk, steps, old, current, (...inside) => compareAt(walk, ...inside));
  if (judge.isSame(before, after, documents) && !hasInside(old)) return;
  if (old.items !== undefined && current.items !== undefined)
    compareAt(walk, [...steps, "items"], old.items, current.items);
  compareRest(walk, steps, old, current);
}

/** Whether a value is, or was, of one direction alone: nothing else is compared then. */
function compareFlags(walk: Walk, steps: readonly Step[], before: Json, after: Json): boolean {
  const isRequest = walk.exchange.direction === "request";
  const kind = isRequest ? "read-only" : "write-only";
  const subject = subjectOf(steps);
  const isHidden = (schema: Json) => (isRequest ? schema === false : objectAt(schema).writeOnly === true);
  // Write-only in both: the side that writes has none of it, and what the other reads of it makes no difference.
  if (after === false && isHidden(before)) return true;
  if (after === false) {
    const message = `${subject} may not ${isRequest ? "be sent" : "come"} any more.`;
    judgePart(walk, steps, false, { kind, message, isMild: false });
    return true;
  }
  if (!isHidden(before)) return false;
  const message = `${subject} may ${isRequest ? "be sent" : "come"} now.`;
  walk.changes.push({ level: "compatible", kind, message, steps });
  return true;
}

function hasInside({ rest, items }: SchemaView): boolean {
  return (
    items !== undefined ||
    ["oneOf", "anyOf", "allOf", "additionalProperties"].some((keyword) => rest[keyword] !== undefined)
  );
}

/** Everything but properties and items: types, values, limits, unions, further properties. */
function compareRest(walk: Walk, steps: readonly Step[], old: SchemaView, current: SchemaView): void {
  const { judge, documents, exchange } = walk;
  const was: JsonObject = {
    ...old.rest,
    ...(current.items === undefined && old.items !== undefined ? { items: old.items } : {}),
  };
  const is: JsonObject = {
    ...current.rest,
    ...(old.items === undefined && current.items !== undefined ? { items: current.items } : {}),
  };
  if (judge.isSame(was, is, documents)) {
    compareInside(walk, steps, was, is);
    return;
  }
  const before = walk.changes.length;
  compareInside(walk, steps, was, is);
  if (
    walk.changes.slice(before).some(({ level }) => level !== "documentation") &&
    differOnlyInside(walk, was, is)
  )
    return;
  const reader = exchange.direction === "request" ? current : old;
  const rest = exchange.direction === "request" ? is : was;
  const names = Object.fromEntries([...reader.properties.keys()].map((name) => [name, true]));
  const isOpen = rest.additionalProperties === undefined && rest.unevaluatedProperties === undefined;
  const part = isOpen ? rest : { ...rest, properties: names };
  const subject = subjectOf(steps);
  const isFurther = judgePart(walk, steps, part, {
    kind: "values-changed",
    message: `${subject} ${describeRest(was, is)}.`,
    isMild: false,
    // How many properties there may be is only asked where undeclared ones are.
    isOpen: was.maxProperties !== is.maxProperties,
  });
  if (!isFurther) addVariants(walk, steps, was, is, old.properties);
}

/** Unions whose other variants are equal, and maps: the one that differs is compared by itself. */
function compareInside(walk: Walk, steps: readonly Step[], was: JsonObject, is: JsonObject): void {
  const pair = pairVariants(walk, was, is);
  if (pair !== undefined) compareAt(walk, steps, ...pair);
  if (
    isObject(was.additionalProperties) &&
    isObject(is.additionalProperties) &&
    was.patternProperties === undefined
  )
    compareAt(walk, [...steps, "values"], was.additionalProperties, is.additionalProperties);
}
