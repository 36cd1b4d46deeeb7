import { type Json, type JsonObject, listAt } from "../../../src/openapi/json.ts";
import { readFixedValues, readProperties } from "../../../src/openapi/json-schema.ts";
import { readComponent, resolveComponent } from "../../../src/openapi/references.ts";
import type { OperationFacts, PageFacts } from "../shared/facts.ts";
import { toIdentifier } from "../shared/identifier.ts";

/** What can be known about each model without asking the API, by id, sorted. */
export function listModelFacts(
  document: JsonObject,
  operations: readonly OperationFacts[],
): [model: string, facts: unknown][] {
  const models = new Map<string, unknown>();
  for (const operation of operations) {
    for (const page of operation.pages) {
      for (const model of page.models)
        if (!models.has(model)) models.set(model, readModel(document, operation, page));
    }
  }
  return [...models].sort(([one], [other]) => (one < other ? -1 : 1));
}

function readModel(document: JsonObject, operation: OperationFacts, page: PageFacts): unknown {
  const schema = page.component === undefined ? {} : readComponent(document, page.component);
  const required = listAt(schema, "required");
  const parameters = Object.entries(readProperties(schema))
    .filter(([name]) => !(page.discriminator?.in === "body" && page.discriminator.name === name))
    .map(([name, property]) => [name, readParameter(document, property, required.includes(name))]);
  return {
    operation: toIdentifier(operation.id),
    kind: operation.collection,
    task: operation.task !== undefined,
    parameters: Object.fromEntries(parameters),
  };
}

const LIMITS = ["minimum", "maximum", "maxLength", "maxItems", "format"] as const;

function readParameter(document: JsonObject, property: Json, required: boolean): unknown {
  const schema = resolveComponent(document, property);
  const branches = [schema, ...["oneOf", "anyOf"].flatMap((keyword) => listAt(schema, keyword))].map(
    (branch) => resolveComponent(document, branch),
  );
  const types = [
    ...new Set(branches.flatMap(({ type }) => (type === undefined ? [] : [type].flat().map(String)))),
  ];
  const choices = branches.flatMap((branch) => readFixedValues(branch) ?? []);
  const limits = LIMITS.flatMap((key) => {
    const value = branches.map((branch) => branch[key]).find((found) => found !== undefined);
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    types,
    required,
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(choices.length === 0 ? {} : { choices }),
    ...Object.fromEntries(limits),
  };
}
