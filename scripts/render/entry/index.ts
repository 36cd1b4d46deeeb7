import { StructureKind } from "ts-morph";
import packageJson from "../../../package.json" with { type: "json" };
import {
  type CollectionFunctions,
  hasOwnResponses,
  listCollectionFunctions,
  listModels,
} from "../client/collections.ts";
import { listWritten } from "../client/write-requests.ts";
import type { OperationFacts } from "../shared/facts.ts";
import { fileImport, runtimeImport } from "../shared/imports.ts";
import type { KeyPlace } from "../shared/key-place.ts";
import {
  constant,
  exportedType,
  printSourceFile,
  type Statement,
  typeExport,
  typeImport,
  valueImport,
} from "../shared/morph.ts";
import type { RenderInput } from "../shared/render-input.ts";
import { blockText, literalText, propertyText, renderHeader } from "../shared/source-text.ts";
import { bodyType, modelsType, responsesType, resultType } from "../shared/type-names.ts";
import { listCollections, type RenderedCollection, taskType } from "./collections.ts";
import { listServerFacts } from "./servers.ts";
import { queryName, renderQuery } from "./task-query.ts";
import { listUsed, MAKERS, RUNTIME_TYPES } from "./used-names.ts";

/** The format in which this file tells the runtime of the document; the runtime refuses another. */
const FORMAT = 1;

/** Text of `index.ts`: `createEvolink` for exactly these pages, and all their types. */
export function renderEntry({ document, operations, imports, cache }: RenderInput): string {
  const functions = listCollectionFunctions(operations);
  const collections = listCollections(functions);
  const isWritten = listWritten(operations).length > 0;
  const statements = [
    constant("document", renderDocument(operations), "What the runtime is told of the document."),
    ...functions.queries.map((query) =>
      constant(
        queryName(query.operation),
        renderQuery(document, query),
        `What is known of the tasks that \`${query.operation.id}\` reads.`,
      ),
    ),
    ...renderTaskTypes(functions),
    renderInterface(collections),
    ...renderServerVariables(operations),
    renderCreate(collections, isWritten, hasVariables(operations)),
  ];
  const used = listUsed(statements);
  const pick = (names: readonly string[]) => names.filter((name) => used.has(name));
  const [runtime, client, schema] = [
    runtimeImport("runtime", imports),
    fileImport("client", imports),
    fileImport("schema", imports),
  ];
  const types = listTypes(operations);
  const text = printSourceFile(
    "index.ts",
    [
      valueImport(runtime, pick(MAKERS)),
      typeImport(runtime, pick(RUNTIME_TYPES)),
      ...[pick(types)].filter((names) => names.length > 0).map((names) => typeImport(client, names)),
      ...(isWritten ? [valueImport(client, ["requests"])] : []),
      typeImport(schema, pick(["operations", "paths"])),
      { kind: StructureKind.ExportDeclaration, moduleSpecifier: runtime },
      ...[types].filter((names) => names.length > 0).map((names) => typeExport(client, names)),
      typeExport(fileImport("models", imports), ["ModelId"]),
      typeExport(schema, ["components", "operations", "paths"]),
      ...statements,
    ],
    cache,
  );
  return `${renderHeader("//", "openapi.yaml")}${text}`;
}

/** The types of `client.ts` that have names of their own. */
function listTypes(operations: readonly OperationFacts[]): string[] {
  return operations
    .flatMap((operation) => [
      ...(operation.mediaType === undefined ? [] : [bodyType(operation.id)]),
      ...(operation.successMediaType === undefined ? [] : [resultType(operation.id)]),
      ...(listModels(operation).size === 0 ? [] : [modelsType(operation.id)]),
      ...(hasOwnResponses(operation) ? [responsesType(operation.id)] : []),
    ])
    .sort();
}

function renderDocument(operations: readonly OperationFacts[]): string {
  const entries = listServerFacts(operations).map(({ start, url, key, variables }) => {
    const facts = [
      `start: ${literalText(start)}`,
      `url: ${literalText(url)}`,
      ...(key ? [`key: ${renderKey(key)}`] : []),
      ...(variables ? [`variables: ${literalText(variables)}`] : []),
    ];
    return `{ ${facts.join(", ")} }`;
  });
  const servers = blockText("[", entries, "]").replaceAll("\n", "\n  ");
  const madeBy = literalText(`${packageJson.name} ${packageJson.version}`);
  return `{\n  format: ${FORMAT},\n  madeBy: ${madeBy},\n  servers: ${servers},\n} as const satisfies DocumentFacts`;
}

function renderKey([where, name, prefix]: KeyPlace): string {
  return where === "query"
    ? `inQuery(${literalText(name)})`
    : `inHeader(${literalText(name)}, ${literalText(prefix)})`;
}

/** The types of tasks. A document without tasks has those of the runtime. */
function renderTaskTypes({ queries, tasks }: CollectionFunctions): Statement[] {
  return [
    ...queries
      .filter(({ inTasks }) => inTasks)
      .flatMap(({ operation, task }) => [
        exportedType("Task", taskType(operation, task, task.queried), "A task as `tasks.get` reads it."),
        exportedType("CompletedTask", "CompletedTaskOf<Task>", "A task that has ended well."),
      ]),
    ...(tasks.length === 0 ? [] : renderSubmittedTasks(tasks)),
  ];
}

function renderSubmittedTasks(tasks: CollectionFunctions["tasks"]): Statement[] {
  return [
    {
      kind: StructureKind.Interface,
      name: "SubmittedTasks",
      isExported: true,
      docs: ["The task of each collection as its submission returns it."],
      properties: tasks.flatMap(({ collection, operation }) =>
        operation.task === undefined
          ? []
          : [
              {
                name: propertyText(collection),
                type: taskType(operation, operation.task, operation.task.created),
              },
            ],
      ),
    },
    {
      kind: StructureKind.TypeAlias,
      name: "SubmittedTask",
      isExported: true,
      typeParameters: ["Collection extends keyof SubmittedTasks"],
      type: "SubmittedTasks[Collection]",
      docs: ["A task as its submission returns it: with the credits it reserved."],
    },
  ];
}

function renderInterface(collections: readonly RenderedCollection[]): Statement {
  return {
    kind: StructureKind.Interface,
    name: "Evolink",
    isExported: true,
    extends: ["Client<paths>"],
    docs: ["The client of these pages. What they can create has its collection."],
    properties: collections.map(({ name, type, docs }) => ({
      name: propertyText(name),
      type,
      isReadonly: true,
      docs,
    })),
  };
}

const hasVariables = (operations: readonly OperationFacts[]) =>
  operations.some(({ serverVariables }) => serverVariables !== undefined);

/** What may be chosen of the addresses of the servers. */
function renderServerVariables(operations: readonly OperationFacts[]): Statement[] {
  if (!hasVariables(operations)) return [];
  const found = new Map<string, Set<string>>();
  for (const { variables = {} } of listServerFacts(operations))
    for (const [name, variable] of Object.entries(variables)) {
      const values = (variable.enum ?? []).map(literalText);
      const types = found.get(name) ?? new Set();
      found.set(name, types);
      for (const type of values.length === 0 ? ["string"] : values) types.add(type);
    }
  return [
    {
      kind: StructureKind.Interface,
      name: "ServerVariables",
      isExported: true,
      docs: ["The variables in the addresses of the servers. Default: those of the document."],
      properties: [...found].map(([name, types]) => ({
        name: propertyText(name),
        type: [...types, "undefined"].join(" | "),
        hasQuestionToken: true,
      })),
    },
  ];
}

function renderCreate(
  collections: readonly RenderedCollection[],
  isWritten: boolean,
  isVariable: boolean,
): Statement {
  const connection = `connect(${isVariable ? "fillServers(document, serverVariables)" : "document"}, options)`;
  return {
    kind: StructureKind.Function,
    name: "createEvolink",
    isExported: true,
    parameters: [
      isVariable
        ? {
            name: "{ serverVariables, ...options }",
            type: "EvolinkOptions & { serverVariables?: ServerVariables | undefined }",
            initializer: "{}",
          }
        : { name: "options", type: "EvolinkOptions", initializer: "{}" },
    ],
    returnType: "Evolink",
    docs: [
      [
        "Makes a client.",
        "",
        "The key is kept where nothing that prints, inspects, serialises or clones the client can reach it.",
        "",
        "@throws {ValidationError} an unknown option, a bad value, no key, or a key in a browser.",
        "",
        "@example",
        "const evolink = createEvolink({ apiKey: process.env.MY_KEY });",
      ].join("\n"),
    ],
    statements: [
      `const connection = ${isWritten ? `withRequests(${connection}, requests)` : connection};`,
      "return createClient<Evolink>(connection, {",
      ...collections.map(({ name, made }) => `  ${propertyText(name)}: ${made},`),
      "});",
    ].join("\n"),
  };
}
