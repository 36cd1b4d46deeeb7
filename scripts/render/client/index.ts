import { StructureKind } from "ts-morph";
import { toIdentifier } from "../../../src/openapi/names/identifier.ts";
import type { TaskCreation } from "../../../src/openapi/tasks/task-operations.ts";
import type { OperationFacts, PageFacts } from "../shared/facts.ts";
import { fileImport, runtimeImport } from "../shared/imports.ts";
import {
  commentText,
  exportedConstant,
  exportedType,
  printSourceFile,
  type Statement,
  typeImport,
  valueImport,
} from "../shared/morph.ts";
import type { RenderInput } from "../shared/render-input.ts";
import { blockText, literalText, propertyText, renderHeader, tableText } from "../shared/source-text.ts";
import { bodyType, modelsType, responsesType, resultType } from "../shared/type-names.ts";
import { hasOwnResponses, listModels } from "./collections.ts";
import { initText, listWritten, renderBinaryTypes, renderRequests } from "./write-requests.ts";

/** Text of `client.ts`: a typed function per operation and per page, over openapi-fetch. */
export function renderClient({ operations, imports, cache }: RenderInput): string {
  const pages = listPageFunctions(operations);
  const names = [...operations.map(({ id }) => toIdentifier(id)), ...pages.map(({ name }) => name)];
  // Nothing is declared that is not used: a project's own compiler may refuse it.
  const models = [...operations.flatMap(renderModels), ...operations.flatMap(renderOwnResponses)];
  const components = models.length + pages.length > 0 ? ["components"] : [];
  const statements = [
    typeImport(runtimeImport("raw", imports), ["FetchClient", "FetchResponse", "RequestOptions"]),
    ...importRuntime(operations, runtimeImport("runtime", imports)),
    typeImport(fileImport("schema", imports), [...components, "operations", "paths"]),
    ...SHARED_TYPES,
    ...renderBinaryTypes(operations),
    ...(pages.length > 0 ? [WITHOUT] : []),
    renderTable(operations),
    ...renderRequests(operations),
    ...models,
    ...operations.flatMap(renderOperation),
    ...pages.map(renderPage),
    exportedConstant(
      `functions: ${blockText(
        "{",
        names.map((name) => `${name}: typeof ${name}`),
        "}",
      )}`,
      blockText("{", names, "}"),
      "Every function of this file, for `createRaw(evolink, { functions })`. Importing it imports them all.",
    ),
  ];
  return `${renderHeader("//", "openapi.yaml")}${printSourceFile("client.ts", statements, cache)}`;
}

const SHARED_TYPES: Statement[] = [
  exportedType(
    "Client",
    "FetchClient<paths>",
    "The openapi-fetch client that every function takes first; `createRaw(evolink)` is one.",
  ),
  exportedType(
    "CallOptions",
    'Omit<RequestOptions<unknown>, "params" | "body" | "parseAs"> & Omit<RequestInit, "body" | "headers" | "method">',
    "What a call may add to a request: `signal`, `headers`, `baseUrl`, `fetch` and the other options of fetch.",
  ),
  {
    kind: StructureKind.TypeAlias,
    name: "Reply",
    isExported: true,
    typeParameters: ["Id extends keyof operations"],
    // Named, so that declarations refer to it: inferred, it would be spelled out for each of the functions.
    type: `Promise<FetchResponse<operations[Id], CallOptions, \`\${string}/\${string}\`>>`,
    docs: ["What the function of an operation resolves with: `data` or `error`, and the `response`."],
  },
];

const WITHOUT: Statement = {
  kind: StructureKind.TypeAlias,
  name: "Without",
  typeParameters: ["T", "K extends PropertyKey"],
  // `Omit` would lose the properties of a type with an index signature.
  type: "T extends readonly unknown[] ? never : T extends object ? { [P in keyof T as P extends K ? never : P]: T[P] } : never",
  docs: ["`Omit` for each object of a union."],
};

function renderTable(operations: readonly OperationFacts[]): Statement {
  const paths = new Map(operations.map(({ id, path }) => [id, path]));
  const table = operations.map(({ id, method, path, server, mediaType, headers, task, named }) => {
    const body = mediaType === undefined || mediaType === "application/json" ? {} : { body: mediaType };
    return [
      toIdentifier(id),
      {
        method,
        path,
        server,
        ...body,
        ...(headers.length > 0 && { headers }),
        ...(task && { task: readMade(task, paths) }),
        ...(named.length > 0 && { named }),
      },
    ] as const;
  });
  const doc =
    "Method, path and server of each operation, where its request names tasks, and where its response has the one that it makes.";
  return exportedConstant("operationTable", `${tableText(table)} as const`, doc);
}

/** Where a response has the task that was made, and the path that asks for it. */
function readMade({ query, created, createdId }: TaskCreation, paths: ReadonlyMap<string, string>) {
  const { envelope } = created;
  return { query: paths.get(query) ?? "", ...(envelope.length > 0 && { envelope }), id: createdId };
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

const replyType = (id: string) => `Reply<${JSON.stringify(id)}>`;

/** What is used of the runtime. */
function importRuntime(operations: readonly OperationFacts[], moduleSpecifier: string): Statement[] {
  if (listWritten(operations).length === 0) return [];
  const types = operations.some(isBinary) ? [typeImport(moduleSpecifier, ["BinaryAs"])] : [];
  return [valueImport(moduleSpecifier, ["toInit"]), ...types];
}

const isBinary = ({ readAs }: OperationFacts) => readAs === "blob";

function renderOperation(operation: OperationFacts): Statement[] {
  const { id, method, path, mediaType, bodyRequired, success, successMediaType } = operation;
  const source = `operations[${JSON.stringify(id)}]`;
  const body =
    mediaType === undefined
      ? []
      : [
          exportedType(
            bodyType(id),
            `NonNullable<${source}["requestBody"]>["content"][${JSON.stringify(mediaType)}]`,
          ),
        ];
  const result =
    success === undefined || successMediaType === undefined
      ? []
      : [
          exportedType(
            resultType(id),
            `${source}["responses"][${/^\d+$/.test(success) ? success : JSON.stringify(success)}]["content"][${JSON.stringify(successMediaType)}]`,
          ),
        ];
  const given = [
    ...parametersGiven(operation, "params"),
    ...(mediaType === undefined
      ? []
      : [{ name: "body", type: bodyType(id), hasQuestionToken: !bodyRequired }]),
  ];
  const init = initText(
    operation,
    given.map(({ name }) => name),
  );
  const call = `client.${method.toUpperCase()}(${JSON.stringify(path)}, ${init})`;
  return [
    ...body,
    ...result,
    {
      kind: StructureKind.Function,
      name: toIdentifier(id),
      isExported: true,
      // What cannot be written is a rejection, as all else that goes wrong.
      ...(operation.request !== undefined && { isAsync: true }),
      docs: [commentText(operation.summary, operation.description, `\`${method.toUpperCase()} ${path}\``)],
      ...(isBinary(operation)
        ? {
            typeParameters: ['As extends BinaryAs = "blob"'],
            parameters: [CLIENT, ...given, { ...OPTIONS, type: "CallOptions & { parseAs?: As }" }],
            returnType: `BinaryReply<${JSON.stringify(id)}, As>`,
            // The compiler cannot compare the two, as `As` is open.
            statements: `return ${call} as never;`,
          }
        : {
            parameters: [CLIENT, ...given, OPTIONS],
            returnType: replyType(id),
            statements: `return ${call};`,
          }),
    },
  ];
}

/** What a function takes for the parameters of its operation. They may be left out where what follows may be too. */
function parametersGiven(
  { id, mediaType, bodyRequired, hasParameters, needsParameters }: OperationFacts,
  name: string,
  isFollowed = mediaType !== undefined && bodyRequired,
) {
  if (!hasParameters) return [];
  const mayLack = !needsParameters && !isFollowed;
  return [{ name, type: `operations[${JSON.stringify(id)}]["parameters"]`, ...(mayLack && EMPTY) }];
}

const EMPTY = { initializer: "{}" };
const CLIENT = { name: "client", type: "Client" };
const OPTIONS = { name: "options", type: "CallOptions", ...EMPTY };

/** What the function of a page that fixes one model is made of. */
interface PageFunction {
  name: string;
  operation: OperationFacts;
  model: string;
  discriminator: string;
  component: string;
  needsModelAlone: boolean;
}

/**
 * The pages that get a function of their own: those that fix one model in a body of the media type that the function of
 * the operation sends. The others are reached by that function.
 */
function listPageFunctions(operations: readonly OperationFacts[]): PageFunction[] {
  const taken = new Set(operations.map(({ id }) => toIdentifier(id)));
  return operations.flatMap((operation) =>
    operation.pages.flatMap(({ name, models, discriminator, component, needsModelAlone }: PageFacts) => {
      const [model, ...others] = models;
      const own = toIdentifier(name);
      if (model === undefined || others.length > 0) return [];
      if (discriminator?.in !== "body" || component === undefined) return [];
      if (taken.has(own) || !operation.bodyComponents.includes(component)) return [];
      taken.add(own);
      return [{ name: own, operation, model, discriminator: discriminator.name, component, needsModelAlone }];
    }),
  );
}

function renderPage({
  name,
  operation,
  model,
  discriminator,
  component,
  needsModelAlone,
}: PageFunction): Statement {
  const called = toIdentifier(operation.id);
  const parameters = parametersGiven(operation, "parameters", !needsModelAlone);
  const type = `Without<components["schemas"][${JSON.stringify(component)}], ${JSON.stringify(discriminator)}>`;
  return {
    kind: StructureKind.Function,
    name,
    isExported: true,
    docs: [commentText(`\`${called}\` with \`${discriminator}\` set to \`${model}\`.`)],
    parameters: [CLIENT, ...parameters, { name: "params", type, ...(needsModelAlone && EMPTY) }, OPTIONS],
    returnType: replyType(operation.id),
    statements: `return ${called}(client, ${operation.hasParameters ? "parameters, " : ""}{ ...params, ${propertyText(discriminator)}: ${literalText(model)} }, options);`,
  };
}
