import type { Json } from "../../../src/openapi/json.ts";
import type { Step } from "./steps.ts";
import { listDeclared, type SchemaView, viewSchema } from "./view.ts";
import { judgePart, subjectOf, type Walk } from "./walk.ts";

/**
 * Compares the properties of two objects: which there are, and which are required.
 *
 * @param compare Compares the schemas of a property that both have.
 */
export function compareProperties(
  walk: Walk,
  steps: readonly Step[],
  old: SchemaView,
  current: SchemaView,
  compare: (steps: readonly Step[], was: Json, is: Json) => void,
): void {
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
    if (was !== undefined && is !== undefined) compare(inside, was, is);
    const [had, has] = [
      was !== undefined || declared[0].has(name),
      is !== undefined || declared[1].has(name),
    ];
    const further = reader.rest.additionalProperties ?? reader.rest.unevaluatedProperties ?? true;
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
