import { type JsonObject, listAt } from "../../../src/openapi/json.ts";
import { readProperties } from "../../../src/openapi/json-schema.ts";
import { toIdentifier } from "../../../src/openapi/names/identifier.ts";
import { readComponent } from "../../../src/openapi/references.ts";
import { groupBy } from "../../lists.ts";
import type { OperationFacts, PageFacts } from "../shared/facts.ts";
import { readParameter } from "./parameter-facts.ts";

/** What can be known about each model without asking the API, by id, sorted. */
export function listModelFacts(
  document: JsonObject,
  operations: readonly OperationFacts[],
): [model: string, facts: unknown][] {
  const served = operations.flatMap((operation) =>
    [...new Set(operation.pages.flatMap(({ models }) => models))].map((model) => ({ model, operation })),
  );
  return groupBy(served, ({ model }) => model)
    .map((group): [string, unknown] => {
      const [{ model }] = group;
      const takers = group.map(({ operation }) => operation);
      return [model, readModel(document, model, takers)];
    })
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

/** @param operations Those that take the model. The first in the document is the one that the parameters are of. */
function readModel(document: JsonObject, model: string, operations: readonly OperationFacts[]): unknown {
  const [operation] = operations;
  if (operation === undefined) return {};
  const { component, property } = findRequest(document, model, operation);
  const schema = component === undefined ? {} : readComponent(document, component);
  const required = listAt(schema, "required");
  const parameters = Object.entries(readProperties(schema))
    .filter(([name]) => name !== property)
    .map(([name, own]) => [name, readParameter(document, own, required.includes(name))]);
  return {
    operation: toIdentifier(operation.id),
    operations: operations.map(({ id }) => toIdentifier(id)),
    kind: operation.collection,
    task: operation.task !== undefined,
    parameters: Object.fromEntries(parameters),
  };
}

/**
 * The request that serves a model, and its property that names the model, if it has one. An overview of several models
 * names none; where pages are about one model each, the one with the fewest models and the most parameters counts.
 */
function findRequest(
  document: JsonObject,
  model: string,
  { bodyVariants, pages }: OperationFacts,
): { component: string | undefined; property: string | undefined } {
  const variant = bodyVariants?.variants.find(({ models }) => models.includes(model));
  if (variant !== undefined) return { component: variant.component, property: bodyVariants?.discriminator };
  const size = ({ component = "" }: PageFacts) =>
    Object.keys(readProperties(readComponent(document, component))).length;
  const [page] = pages
    .filter(({ models, component }) => models.includes(model) && component !== undefined)
    .toSorted(
      (one, other) =>
        one.models.length - other.models.length ||
        size(other) - size(one) ||
        ((one.component ?? "") < (other.component ?? "") ? -1 : 1),
    );
  const property = page?.discriminator?.in === "body" ? page.discriminator.name : undefined;
  return { component: page?.component, property };
}
