import { isObject, type Json, type JsonObject, listAt } from "../../src/openapi/json.ts";
import type { Change } from "./change.ts";
import { compareWords } from "./compare-words.ts";
import { describeRest } from "./describe-rest.ts";
import type { Exchange, Judge } from "./judge.ts";
import { type Step, valuesAt, wrapSchema, writeSteps } from "./steps.ts";
import { type SchemaView, viewSchema } from "./view.ts";

/** A difference between the schemas of two bodies, judged, with the steps that lead to it. */
export type SchemaChange = Omit<Change, "operation" | "model" | "direction" | "pointer"> & {
  steps: readonly Step[];
};

interface Walk {
  judge: Judge;
  exchange: Exchange;
  documents: { before: JsonObject; after: JsonObject };
  changes: SchemaChange[];
  /** Pairs of schemas that are being compared: schemas may contain themselves. */
  open: Set<string>;
  /** Properties that are told apart elsewhere, such as the model. */
  skipped: ReadonlySet<string>;
}

/** Compares the schemas of a body, property by property, and judges each difference by whole bodies. */
export function compareSchemas(
  judge: Judge,
  exchange: Exchange,
  skipped: ReadonlySet<string> = new Set(),
): SchemaChange[] {
  const documents = judge.documentsOf(exchange.direction);
  const walk: Walk = { judge, exchange, documents, changes: [], open: new Set(), skipped };
  compareAt(walk, [], exchange.before, exchange.after);
  return checkWhole(walk);
}

/** The whole decision is made as well: what the parts do not show must not be lost. */
function checkWhole({ judge, exchange, documents, changes }: Walk): SchemaChange[] {
  if (judge.isSame(exchange.before, exchange.after, documents)) return changes;
  if (changes.some(({ level }) => level === "breaking")) return changes;
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
  const [old, current] = [viewSchema(before, documents.before), viewSchema(after, documents.after)];
  const subject = steps.length === 0 ? "The body" : `\`${writeSteps(steps)}\``;
  for (const found of compareWords(subject, spoken(old), spoken(current)))
    walk.changes.push({ ...found, steps });
  compareDiscriminators(walk, steps, old, current);
  compareProperties(walk, steps, old, current);
  if (judge.isSame(before, after, documents) && !hasInside(old)) return;
  if (old.items !== undefined && current.items !== undefined)
    compareAt(walk, [...steps, "items"], old.items, current.items);
  compareRest(walk, steps, old, current);
}

/** What is said about a value; what limits it, or is compared elsewhere, is left out. */
function spoken({ annotations }: SchemaView): JsonObject {
  const { readOnly: _, writeOnly: __, discriminator: ___, xml: ____, ...rest } = annotations;
  return rest;
}

function hasInside({ rest, items }: SchemaView): boolean {
  return (
    items !== undefined ||
    ["oneOf", "anyOf", "allOf", "additionalProperties"].some((keyword) => rest[keyword] !== undefined)
  );
}

/** Clients choose a type by the discriminator of a response; for what an API accepts it is a hint. */
function compareDiscriminators(
  walk: Walk,
  steps: readonly Step[],
  old: SchemaView,
  current: SchemaView,
): void {
  const nameOf = ({ annotations: { discriminator } }: SchemaView) =>
    isObject(discriminator) ? String(discriminator.propertyName) : undefined;
  const [was, is] = [nameOf(old), nameOf(current)];
  if (was === is) return;
  const subject = steps.length === 0 ? "The body" : `\`${writeSteps(steps)}\``;
  const write = (name: string | undefined) => (name === undefined ? "nothing" : `\`${name}\``);
  walk.changes.push({
    level: walk.exchange.direction === "response" ? "breaking" : "compatible",
    kind: "discriminator-changed",
    message: `${subject} is told apart by ${write(is)} now (was ${write(was)}).`,
    steps,
  });
}

function compareProperties(walk: Walk, steps: readonly Step[], old: SchemaView, current: SchemaView): void {
  const isRequest = walk.exchange.direction === "request";
  const reader = isRequest ? current : old;
  const nameOf = (name: string) => writeSteps([...steps, { property: name }]);
  for (const name of new Set([...old.properties.keys(), ...current.properties.keys()])) {
    if (steps.length === 0 && walk.skipped.has(name)) continue;
    const inside = [...steps, { property: name }];
    const [was, is] = [old.properties.get(name), current.properties.get(name)];
    if (was !== undefined && is !== undefined) compareAt(walk, inside, was, is);
    else if (is !== undefined) {
      const part = isRequest ? undefined : (reader.rest.additionalProperties ?? true);
      addProperty(walk, inside, nameOf(name), current.required.has(name), part);
    } else
      removeProperty(
        walk,
        inside,
        nameOf(name),
        isRequest ? (reader.rest.additionalProperties ?? true) : undefined,
      );
  }
  const required = isRequest ? current : old;
  const loosely = isRequest ? old : current;
  for (const name of required.required) {
    if (loosely.required.has(name)) continue;
    judgePart(
      walk,
      steps,
      { required: [name] },
      {
        kind: isRequest ? "property-required" : "property-optional",
        message: isRequest
          ? `\`${nameOf(name)}\` is required now.`
          : `\`${nameOf(name)}\` may be missing now.`,
        isMild: isRequest && hasDefault(walk, current.properties.get(name)),
      },
    );
  }
  for (const name of loosely.required)
    if (!required.required.has(name) && required.properties.has(name))
      walk.changes.push({
        level: "compatible",
        kind: isRequest ? "property-optional" : "property-required",
        message: `\`${nameOf(name)}\` is ${isRequest ? "optional" : "always there"} now.`,
        steps: [...steps, { property: name }],
      });
}

function hasDefault(walk: Walk, schema: Json | undefined): boolean {
  return schema !== undefined && viewSchema(schema, walk.documents.after).annotations.default !== undefined;
}

function addProperty(
  walk: Walk,
  steps: readonly Step[],
  name: string,
  isRequired: boolean,
  part: Json | undefined,
): void {
  const message = `\`${name}\` is new${isRequired ? ", and required" : ""}.`;
  if (part === undefined || part === true)
    walk.changes.push({ level: "compatible", kind: "property-added", message, steps });
  else judgePart(walk, steps, part, { kind: "property-added", message, isMild: false });
}

/** An API that does not refuse what it does not know ignores it: nothing that a validator can show. */
function removeProperty(walk: Walk, steps: readonly Step[], name: string, part: Json | undefined): void {
  const isRequest = walk.exchange.direction === "request";
  const message = isRequest
    ? `\`${name}\` is no longer a property: it is ignored now, or refused.`
    : `\`${name}\` is no longer described: it may not come any more.`;
  if (part === undefined || part === true)
    walk.changes.push({ level: isRequest ? "breaking" : "risky", kind: "property-removed", message, steps });
  else judgePart(walk, steps, part, { kind: "property-removed", message, isMild: false });
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
  const part = rest.additionalProperties === undefined ? rest : { ...rest, properties: names };
  const subject = steps.length === 0 ? "The body" : `\`${writeSteps(steps)}\``;
  judgePart(walk, steps, part, {
    kind: "values-changed",
    message: `${subject} ${describeRest(was, is)}.`,
    isMild: false,
  });
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

function pairVariants(walk: Walk, was: JsonObject, is: JsonObject): [Json, Json] | undefined {
  const keyword = ["oneOf", "anyOf"].find((key) => Array.isArray(was[key]) && Array.isArray(is[key]));
  if (keyword === undefined) return undefined;
  const same = (one: Json, other: Json) => walk.judge.isSame(one, other, walk.documents);
  const [old, current] = [listAt(was, keyword), listAt(is, keyword)];
  const gone = old.filter((one) => !current.some((other) => same(one, other)));
  const added = current.filter((one) => !old.some((other) => same(other, one)));
  const [first, second] = [gone[0], added[0]];
  return gone.length === 1 && added.length === 1 && first !== undefined && second !== undefined
    ? [first, second]
    : undefined;
}

/** Whether, but for the variants or values compared by themselves, nothing is left that differs. */
function differOnlyInside(walk: Walk, was: JsonObject, is: JsonObject): boolean {
  const hasPair = pairVariants(walk, was, is) !== undefined;
  const strip = (schema: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(schema).filter(
        ([keyword, value]) =>
          !(hasPair && (keyword === "oneOf" || keyword === "anyOf")) &&
          !(keyword === "additionalProperties" && isObject(value)),
      ),
    );
  return walk.judge.isSame(strip(was), strip(is), walk.documents);
}

interface Said {
  kind: string;
  message: string;
  /** Whether what is lost is made good by the API: a required property with a default. */
  isMild: boolean;
}

/** Judges one difference by looking for a whole body that differs there. */
function judgePart(walk: Walk, steps: readonly Step[], part: Json, { kind, message, isMild }: Said): void {
  const { judge, exchange, changes } = walk;
  const verdict = judge.decide(exchange, wrapSchema(steps, part));
  if (verdict.kind === "harmless") {
    changes.push({ level: "compatible", kind, message, steps });
    return;
  }
  if (verdict.kind === "unclear") {
    const reason = `Whether that refuses what was accepted cannot be decided: ${verdict.reason}.`;
    changes.push({ level: "risky", kind, message: `${message} ${reason}`, steps });
    return;
  }
  const { example, isOpen } = verdict;
  const mild = isMild
    ? " It has a default, so the API may supply it."
    : isOpen
      ? " The types of responses are open to it."
      : "";
  changes.push({
    level: isOpen || isMild ? "risky" : "breaking",
    kind,
    message: `${message}${writeExample(exchange, example, steps)}${mild}`,
    example,
    steps,
  });
}

/** Longer values are left to the example itself. */
const MAX_WRITTEN = 60;

function writeExample({ direction }: Exchange, example: Json, steps: readonly Step[]): string {
  const last = steps.at(-1);
  const [value] = valuesAt(example, steps);
  if (value === undefined || last === undefined) return "";
  const text = JSON.stringify(value);
  if (text.length > MAX_WRITTEN) return "";
  const what = `\`${writeSteps(steps)}: ${text}\``;
  return direction === "request" ? ` ${what} was accepted and is refused now.` : ` ${what} is possible now.`;
}
