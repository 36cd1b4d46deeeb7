import { StructureKind } from "ts-morph";
import { isJson } from "../../../src/openapi/media-types.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import type { OperationFacts } from "../shared/facts.ts";
import { bodyType, modelsType, responsesType, resultType, toIdentifier } from "../shared/identifier.ts";
import { exportedConstant, type Statement } from "../shared/morph.ts";
import { listText, literalText, tableText } from "../shared/source-text.ts";

/** One function of the client: `evolink.videos.create`. */
export interface CollectionFunction {
  collection: string;
  name: string;
  operation: OperationFacts;
}

/** The functions of the client: those that create a task, and those that respond at once. */
export interface CollectionFunctions {
  tasks: CollectionFunction[];
  immediate: CollectionFunction[];
}

/** What the client has besides its collections, and what every object has. */
const CLIENT_NAMES = new Set(["tasks", "baseUrl", "raw", ...Object.getOwnPropertyNames(Object.prototype)]);

/** What no custom method may be called. With a `then`, a collection would be taken for a promise. */
const FUNCTION_NAMES = new Set([
  "create",
  "generate",
  "then",
  ...Object.getOwnPropertyNames(Object.prototype),
]);

/**
 * Names a function for each operation that takes a JSON body by POST and creates a task, or that takes a model and
 * responds at once.
 *
 * The first segment of the path is the collection, and the custom method that it ends in the function, otherwise
 * `create`; so a new path renames nothing, unless it has the same two names. Then a task comes first, and of several
 * the path that sorts first. A name that is taken by something else gets an underscore.
 */
export function listCollectionFunctions(operations: readonly OperationFacts[]): CollectionFunctions {
  const posts = operations
    .filter(({ method, mediaType }) => method === "post" && isJson(mediaType ?? ""))
    .filter(fillsPath)
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const taken = new Set<string>();
  const nameAll = (some: OperationFacts[], nameOf: (operation: OperationFacts) => string) =>
    some.flatMap((operation): CollectionFunction[] => {
      const collection = avoid(CLIENT_NAMES, toIdentifier(operation.collection));
      const name = nameOf(operation);
      const key = `${collection}.${name}`;
      if (taken.has(key)) return [];
      taken.add(key);
      return [{ collection, name, operation }];
    });
  return {
    tasks: nameAll(
      posts.filter(({ createsTask }) => createsTask),
      () => "create",
    ),
    immediate: nameAll(
      posts.filter((operation) => !operation.createsTask && findDiscriminator(operation) !== undefined),
      ({ customMethod }) =>
        customMethod === undefined ? "create" : avoid(FUNCTION_NAMES, toIdentifier(customMethod)),
    ),
  };
}

const avoid = (taken: ReadonlySet<string>, name: string) => (taken.has(name) ? `${name}_` : name);

const findDiscriminator = ({ pages }: OperationFacts) =>
  pages.map(({ discriminator }) => discriminator).find((found) => found !== undefined);

/** Whether the path has no parameter but the model, as a call names nothing else. */
function fillsPath(operation: OperationFacts): boolean {
  const parameters = operation.path.match(/\{[^{}\s]+\}/g) ?? [];
  return (
    parameters.length === 0 ||
    (parameters.join() === `{${MODEL}}` && findDiscriminator(operation)?.in === "path")
  );
}

/** The two tables of paths that the client makes its collections of, and the types of their bodies and responses. */
export function renderCollections({ tasks, immediate }: CollectionFunctions): Statement[] {
  const names = [...new Set(immediate.map(({ collection }) => collection))];
  const grouped = names.map(
    (name) => [name, immediate.filter(({ collection }) => collection === name)] as const,
  );
  return [
    ...[...tasks, ...immediate].flatMap(({ operation }) => renderModels(operation)),
    ...immediate.flatMap(({ operation }) => renderOwnResponses(operation)),
    exportedConstant(
      "taskCollections",
      `${tableText(tasks.map(({ collection, operation }) => [collection, operation.path]))} as const`,
      "Where tasks are created, all by POST, under the collection that the path names.",
    ),
    exportedConstant(
      "responseCollections",
      `${tableText(
        grouped.map(([name, functions]) => [
          name,
          Object.fromEntries(functions.map(({ name: own, operation }) => [own, operation.path])),
        ]),
      )} as const`,
      "Where models respond at once, all by POST, under the collection and the custom method that the path names.",
    ),
    exportedConstant(
      "optionalBodies",
      `${listText([...tasks, ...immediate].flatMap(({ operation }) => (operation.bodyRequired ? [] : [operation.path])))} as const`,
      "The paths of these collections that may be called without a body.",
    ),
    {
      kind: StructureKind.Interface,
      name: "TaskCollections",
      isExported: true,
      docs: ["What the functions of `taskCollections` take and give."],
      properties: tasks.map(({ collection, operation }) => ({
        name: JSON.stringify(collection),
        type: listTypes(operation, "task"),
      })),
    },
    {
      kind: StructureKind.Interface,
      name: "ResponseCollections",
      isExported: true,
      docs: ["What the functions of `responseCollections` take and give."],
      properties: grouped.map(([name, functions]) => ({
        name: JSON.stringify(name),
        type: `{ ${functions
          .map(({ name: own, operation }) => `${JSON.stringify(own)}: ${listTypes(operation, "response")}`)
          .join("; ")} }`,
      })),
    },
  ];
}

/** Types of what a function takes and gives. */
function listTypes(operation: OperationFacts, response: string): string {
  const { id, successMediaType, bodyRequired } = operation;
  const inPath = findDiscriminator(operation)?.in === "path";
  const types = {
    models: listModels(operation).size === 0 ? "object" : modelsType(id),
    body: inPath
      ? `{ ${MODEL}: string } & ${bodyType(id)}`
      : `${bodyType(id)}${bodyRequired ? "" : " | void"}`,
    [response]: successMediaType === undefined ? "object" : resultType(id),
    ...(hasOwnResponses(operation) && { responses: responsesType(id) }),
  };
  return `{ ${Object.entries(types)
    .map(([name, type]) => `${name}: ${type}`)
    .join("; ")} }`;
}

/** Whether models differ in their response, and a call says which one it is. */
const hasOwnResponses = (operation: OperationFacts) =>
  !operation.createsTask && operation.ownResponses.length > 0 && listModels(operation).size > 0;

function renderOwnResponses(operation: OperationFacts): Statement[] {
  if (!hasOwnResponses(operation)) return [];
  const statement: Statement = {
    kind: StructureKind.Interface,
    name: responsesType(operation.id),
    isExported: true,
    docs: [
      `What those models of \`${toIdentifier(operation.id)}\` respond that have a page of their own for it.`,
    ],
    properties: operation.ownResponses.map(([model, component]) => ({
      name: literalText(model),
      type: `components["schemas"][${JSON.stringify(component)}]`,
    })),
  };
  return [statement];
}

function renderModels(operation: OperationFacts): Statement[] {
  const models = [...listModels(operation)];
  return models.length === 0
    ? []
    : [
        {
          kind: StructureKind.Interface,
          name: modelsType(operation.id),
          isExported: true,
          docs: [`What each model of \`${toIdentifier(operation.id)}\` takes.`],
          properties: models.map(([model, component]) => ({
            name: literalText(model),
            type: `components["schemas"][${JSON.stringify(component)}]`,
          })),
        },
      ];
}

/** The component schema of each model's request. None where the document does not tell the models' requests apart. */
export function listModels({ bodyVariants, pages }: OperationFacts): Map<string, string> {
  const variants =
    bodyVariants?.variants ??
    pages.flatMap(({ component, models, discriminator }) =>
      component !== undefined && discriminator?.in === "path" ? [{ component, models }] : [],
    );
  return new Map(variants.flatMap(({ component, models }) => models.map((model) => [model, component])));
}
