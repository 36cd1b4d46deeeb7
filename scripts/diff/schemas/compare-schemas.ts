import { isObject, type Json, type JsonObject, listAt } from "../../../src/openapi/json.ts";
import type { Change } from "../change.ts";
import { canonical } from "../inclusion/formulas/identity.ts";
import { compareWords } from "./compare-words.ts";
import { describeRest } from "./describe-rest.ts";
import type { Exchange, Judge } from "./judge.ts";
import { type Step, valuesAt, wrapSchema, writeSteps } from "./steps.ts";
import { listDeclared, type SchemaView, viewSchema } from "./view.ts";

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
  if (after === false && before !== false) {
    judgePart(walk, steps, false, {
      kind: "read-only",
      message: `${subjectOf(steps)} may not be sent any more.`,
      isMild: false,
    });
    return;
  }
  const [old, current] = [viewSchema(before, documents.before), viewSchema(after, documents.after)];
  const subject = subjectOf(steps);
  for (const found of compareWords(subject, spoken(old), spoken(current)))
    walk.changes.push({ ...found, steps });
  compareDiscriminators(walk, steps, old, current);
  compareXml(walk, steps, old, current);
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

/** Where the body is XML, how a value is called and nested there is part of it. */
function compareXml(walk: Walk, steps: readonly Step[], old: SchemaView, current: SchemaView): void {
  if (!/[/+]xml\b/i.test(walk.exchange.mediaType ?? "")) return;
  const [was, is] = [old, current].map(({ annotations }) =>
    canonical(
      isObject(annotations.xml)
        ? { attribute: false, wrapped: false, ...annotations.xml }
        : { attribute: false, wrapped: false },
    ),
  );
  if (was === is) return;
  const message = `${subjectOf(steps)} is written in another way in XML.`;
  walk.changes.push({ level: "breaking", kind: "xml-changed", message, steps });
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
  const subject = subjectOf(steps);
  const write = (name: string | undefined) => (name === undefined ? "nothing" : `\`${name}\``);
  walk.changes.push({
    level: walk.exchange.direction === "response" ? "breaking" : "compatible",
    kind: "discriminator-changed",
    message: `${subject} is told apart by ${write(is)} now (was ${write(was)}).`,
    steps,
  });
}

function compareProperties(walk: Walk, steps: readonly Step[], old: SchemaView, current: SchemaView): void {
  const { documents } = walk;
  const isRequest = walk.exchange.direction === "request";
  const reader = isRequest ? current : old;
  // Properties of the variants of a union count as well: one that moves into a variant is not gone.
  const declared = [
    listDeclared(old.rest, documents.before),
    listDeclared(current.rest, documents.after),
  ] as const;
  const names = new Set([
    ...old.properties.keys(),
    ...current.properties.keys(),
    ...declared[0],
    ...declared[1],
  ]);
  for (const name of names) {
    if (steps.length === 0 && walk.skipped.has(name)) continue;
    const inside = [...steps, { property: name }];
    const [was, is] = [old.properties.get(name), current.properties.get(name)];
    if (was !== undefined && is !== undefined) compareAt(walk, inside, was, is);
    const [had, has] = [
      was !== undefined || declared[0].has(name),
      is !== undefined || declared[1].has(name),
    ];
    const further = reader.rest.additionalProperties ?? true;
    if (!had) addProperty(walk, inside, current.required.has(name), isRequest ? undefined : further);
    // A variant that no longer comes takes its properties along, and nothing that a client relies on.
    if (!has && (isRequest || was !== undefined))
      removeProperty(walk, inside, isRequest ? further : undefined);
  }
  const nameOf = (name: string) => subjectOf([...steps, { property: name }]);
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
        message: isRequest ? `${nameOf(name)} is required now.` : `${nameOf(name)} may be missing now.`,
        isMild: isRequest && hasDefault(walk, current.properties.get(name)),
      },
    );
  }
  for (const name of loosely.required)
    if (!required.required.has(name) && required.properties.has(name))
      walk.changes.push({
        level: "compatible",
        kind: isRequest ? "property-optional" : "property-required",
        message: `${nameOf(name)} is ${isRequest ? "optional" : "always there"} now.`,
        steps: [...steps, { property: name }],
      });
}

function hasDefault(walk: Walk, schema: Json | undefined): boolean {
  return schema !== undefined && viewSchema(schema, walk.documents.after).annotations.default !== undefined;
}

function addProperty(walk: Walk, steps: readonly Step[], isRequired: boolean, part: Json | undefined): void {
  const message = `${subjectOf(steps)} is new${isRequired ? ", and required" : ""}.`;
  if (part === undefined || part === true)
    walk.changes.push({ level: "compatible", kind: "property-added", message, steps });
  else judgePart(walk, steps, part, { kind: "property-added", message, isMild: false });
}

/** An API that does not refuse what it does not know ignores it: nothing that a validator can show. */
function removeProperty(walk: Walk, steps: readonly Step[], part: Json | undefined): void {
  const isRequest = walk.exchange.direction === "request";
  const message = isRequest
    ? `${subjectOf(steps)} is no longer a property: it is ignored now, or refused.`
    : `${subjectOf(steps)} is no longer described: it may not come any more.`;
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

/** A client has no type for a variant that is new in a response, also where a validator lets it pass. */
function addVariants(
  walk: Walk,
  steps: readonly Step[],
  was: JsonObject,
  is: JsonObject,
  properties: SchemaView["properties"],
): void {
  if (walk.exchange.direction === "request" || pairVariants(walk, was, is) !== undefined) return;
  const variants = (schema: JsonObject) => [...listAt(schema, "oneOf"), ...listAt(schema, "anyOf")];
  const [old, current] = [variants(was), variants(is)];
  const added = current.filter((one) => !old.some((other) => walk.judge.isSame(other, one, walk.documents)));
  const known = listDeclared(was, walk.documents.before);
  const isNew = [...listDeclared(is, walk.documents.after)].some(
    (name) => !known.has(name) && !properties.has(name),
  );
  if (added.length === 0 || !isNew) return;
  walk.changes.push({
    level: "risky",
    kind: "variant-added",
    message: `${subjectOf(steps)} may be of ${added.length === 1 ? "a further variant" : `${added.length} further variants`} now.`,
    steps,
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
  /** Whether properties count that are not declared. Default: false. */
  isOpen?: boolean;
}

/** Judges one difference by looking for a whole body that differs there; true where it is not harmless. */
function judgePart(
  walk: Walk,
  steps: readonly Step[],
  part: Json,
  { kind, message, isMild, isOpen: isUndeclared = false }: Said,
): boolean {
  const { judge, exchange, changes } = walk;
  const verdict = judge.decide({ ...exchange, isOpen: isUndeclared }, wrapSchema(steps, part));
  if (verdict.kind === "harmless") {
    changes.push({ level: "compatible", kind, message, steps });
    return false;
  }
  if (verdict.kind === "unclear") {
    const reason = `Whether that refuses what was accepted cannot be decided: ${verdict.reason}.`;
    changes.push({ level: "risky", kind, message: `${message} ${reason}`, steps });
    return true;
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
  return true;
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

function subjectOf(steps: readonly Step[]): string {
  return steps.length === 0 ? "The body" : `\`${writeSteps(steps)}\``;
}
