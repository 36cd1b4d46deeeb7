import type { SourceFile } from "ts-morph";
import { VariableDeclarationKind } from "ts-morph";
import type { JsonObject } from "../pipeline/openapi.ts";
import { listOperationFacts, type OperationFacts, type PageFacts } from "./facts.ts";
import { type Origin, renderHeader } from "./header.ts";
import { toIdentifier, upperFirst } from "./identifier.ts";
import { commentText, literalText, printSourceFile, tableText } from "./morph.ts";

/** Text of `client.ts`: a typed function per operation and per page, over openapi-fetch. */
export function renderClient(document: JsonObject, origin: Origin): string {
  const operations = listOperationFacts(document);
  const text = printSourceFile("client.ts", (file) => {
    file.addImportDeclaration({ moduleSpecifier: "openapi-fetch", namedImports: ["Client as FetchClient", "RequestOptions"], isTypeOnly: true });
    file.addImportDeclaration({ moduleSpecifier: "./schema.ts", namedImports: ["components", "operations", "paths"], isTypeOnly: true });
    addSharedTypes(file);
    addTables(file, operations);
    for (const operation of operations) addOperation(file, operation);
    const pages = operations.flatMap((operation) => operation.pages.flatMap((page) => addPage(file, operation, page)));
    addRecord(file, [...operations.map(({ id }) => toIdentifier(id)), ...pages]);
  });
  return `${renderHeader(origin, "//")}${text}`;
}

function addSharedTypes(file: SourceFile): void {
  file.addTypeAlias({
    name: "Client",
    isExported: true,
    type: "FetchClient<paths>",
    docs: ["The openapi-fetch client that every function takes first; `evolink.raw` is one."],
  });
  file.addTypeAlias({
    name: "CallOptions",
    isExported: true,
    type: 'Omit<RequestOptions<unknown>, "params" | "body" | "parseAs"> & Omit<RequestInit, "body" | "headers" | "method">',
    docs: ["What a call may add to a request: `signal`, `headers`, `baseUrl`, `fetch` and the other options of fetch."],
  });
  file.addTypeAlias({
    name: "Without",
    typeParameters: ["T", "K extends PropertyKey"],
    type: "T extends unknown ? Omit<T, K> : never",
    docs: ["Omit, member by member of a union."],
  });
}

function addTables(file: SourceFile, operations: readonly OperationFacts[]): void {
  const table = operations.map(({ id, method, path, server }) => [toIdentifier(id), { method, path, server }]);
  addConstant(file, "operationTable", Object.fromEntries(table), "Method, path and server of each operation.");
  const collections = listCollections(operations);
  addConstant(
    file,
    "taskCollections",
    Object.fromEntries([...collections].map(([name, { id }]) => [name, toIdentifier(id)])),
    "Operations that create a task, under the collection that their path names.",
  );
  file.addInterface({
    name: "TaskCollections",
    isExported: true,
    docs: ["Request bodies and answers of `taskCollections`."],
    properties: [...collections].map(([name, { id }]) => ({
      name: JSON.stringify(name),
      type: `{ body: ${bodyType(id)}; task: ${resultType(id)} }`,
    })),
  });
}

/** The operation that creates in each collection; of several, the one whose path sorts first. */
function listCollections(operations: readonly OperationFacts[]): Map<string, OperationFacts> {
  const creating = operations.filter(({ createsTask, mediaType }) => createsTask && mediaType !== undefined);
  const sorted = creating.toSorted((one, other) => (one.path < other.path ? 1 : -1));
  return new Map(sorted.map((operation) => [toIdentifier(operation.collection), operation]));
}

const bodyType = (id: string) => `${upperFirst(toIdentifier(id))}Body`;
const resultType = (id: string) => `${upperFirst(toIdentifier(id))}Result`;

function addOperation(file: SourceFile, operation: OperationFacts): void {
  const { id, method, path, mediaType, success, successMediaType } = operation;
  const source = `operations[${JSON.stringify(id)}]`;
  if (mediaType !== undefined) {
    file.addTypeAlias({
      name: bodyType(id),
      isExported: true,
      type: `NonNullable<${source}["requestBody"]>["content"][${JSON.stringify(mediaType)}]`,
    });
  }
  if (success !== undefined && successMediaType !== undefined) {
    file.addTypeAlias({
      name: resultType(id),
      isExported: true,
      type: `${source}["responses"][${success}]["content"][${JSON.stringify(successMediaType)}]`,
    });
  }
  const parts = [
    ...(operation.hasParameters ? ["params"] : []),
    ...(mediaType === undefined ? [] : ["body"]),
  ];
  file.addFunction({
    name: toIdentifier(id),
    isExported: true,
    docs: [commentText(operation.summary, operation.description, `\`${method.toUpperCase()} ${path}\``)],
    parameters: [
      { name: "client", type: "Client" },
      ...(operation.hasParameters ? [{ name: "params", type: `${source}["parameters"]` }] : []),
      ...(mediaType === undefined ? [] : [{ name: "body", type: bodyType(id) }]),
      { name: "options", type: "CallOptions", initializer: "{}" },
    ],
    statements: `return client.${method.toUpperCase()}(${JSON.stringify(path)}, { ...options${parts.map((part) => `, ${part}`).join("")} });`,
  });
}

/** Adds the function of a page that fixes one model, and returns its name. Other pages are their operation. */
function addPage(file: SourceFile, operation: OperationFacts, page: PageFacts): string[] {
  const name = toIdentifier(page.name);
  const [model, ...others] = page.models;
  if (model === undefined || others.length > 0 || page.tag?.in !== "body" || page.member === undefined) return [];
  if (file.getFunction(name) !== undefined) return [];
  const member = `components["schemas"][${JSON.stringify(page.member)}]`;
  file.addFunction({
    name,
    isExported: true,
    docs: [commentText(`\`${toIdentifier(operation.id)}\` with \`${page.tag.name}\` set to \`${model}\`.`)],
    parameters: [
      { name: "client", type: "Client" },
      { name: "params", type: `Without<${member}, ${JSON.stringify(page.tag.name)}>` },
      { name: "options", type: "CallOptions", initializer: "{}" },
    ],
    statements: `return ${toIdentifier(operation.id)}(client, { ...params, ${literalText({ [page.tag.name]: model }).slice(2, -2)} }, options);`,
  });
  return [name];
}

function addRecord(file: SourceFile, names: readonly string[]): void {
  file.addVariableStatement({
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    docs: ["Every function of this file, to hang on a client with `bindFunctions`. Importing it imports them all."],
    declarations: [{ name: "functions", initializer: `{\n${names.map((name) => `${name},\n`).join("")}}` }],
  });
  file.addTypeAlias({
    name: "BoundFunctions",
    isExported: true,
    typeParameters: ["Functions"],
    type: "{ [Name in keyof Functions]: Functions[Name] extends (client: Client, ...rest: infer Rest) => infer Result ? (...rest: Rest) => Result : never }",
    docs: ["Functions without their first parameter, the client."],
  });
  file.addFunction({
    name: "bindFunctions",
    isExported: true,
    typeParameters: ["Functions extends Record<string, (client: Client, ...rest: never[]) => unknown>"],
    parameters: [
      { name: "client", type: "Client" },
      { name: "unbound", type: "Functions" },
    ],
    returnType: "BoundFunctions<Functions>",
    docs: ["Functions that call through one client: `bindFunctions(client, functions)`."],
    statements: `const bound = Object.entries(unbound).map(([name, call]) => [name, (...rest: never[]) => call(client, ...rest)]);
return Object.fromEntries(bound) as BoundFunctions<Functions>;`,
  });
}

function addConstant(file: SourceFile, name: string, value: object, doc: string): void {
  file.addVariableStatement({
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    docs: [doc],
    declarations: [{ name, initializer: `${tableText(value)} as const` }],
  });
}
