import {
  type CollectionFunction,
  listCollectionFunctions,
  listModels,
} from "../../../scripts/render/client/collections.ts";
import { literalText, propertyText } from "../../../scripts/render/shared/source-text.ts";
import { readContributingPages } from "../../../src/openapi/contributing-pages.ts";
import { type Example, findPageOf, listExamples } from "../../../src/openapi/examples.ts";
import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import { listOperations } from "../../../src/openapi/operations.ts";
import { componentSchemas } from "../../../src/openapi/references.ts";
import { renderClientFiles } from "../render-client-files.ts";
import { type Complaint, compileModules } from "./compile.ts";

/** What the compiler makes of the examples of a document, and of mistakes in calls. */
export interface TypeReport {
  /** Examples written as calls, once for each form of a call. */
  calls: number;
  /** Calls with a misspelt parameter, in both forms, of every model; and one without a model of every function. */
  mistaken: number;
  /** The longest message about one of them, in characters. */
  longestMessage: number;
  /** What is wrong, in words. */
  failures: string[];
}

/** What a person reads without scrolling. */
const LONGEST_MESSAGE = 400;

/**
 * Compiles every documented JSON request as a value of its body's type, those of the client's functions as calls in
 * both forms too, and for every model a call with a misspelt parameter.
 */
export async function checkTypes(root: string, document: JsonObject): Promise<TypeReport> {
  const { input, files } = renderClientFiles(document);
  const { tasks, immediate } = listCollectionFunctions(input.operations);
  const functions = [...tasks, ...immediate];
  const bodies = listOperations(document).map(
    ({ operation }, index) => [`body-${index}.ts`, renderBodies(operation)] as const,
  );
  const calls = functions.map((one, index) => [`call-${index}.ts`, listCalls(document, one)] as const);
  const mistakes = functions.map(
    (one, index) => [`mistake-${index}.ts`, listMistakes(document, one)] as const,
  );
  const modules = new Map([
    ...bodies,
    ...calls.map(([name, lines]) => [name, renderCalls(lines)] as const),
    ...mistakes.map(([name, lines]) => [name, renderCalls(lines.map(({ call }) => call))] as const),
  ]);
  const complaints = compileModules(root, modules, { files, options: { types: [] } });
  const complaintsOf = (name: string) => complaints.get(name) ?? [];

  const checked = mistakes.flatMap(([name, lines]) =>
    lines.map((mistake, index) => ({
      mistake,
      found: complaintsOf(name).filter(({ line }) => line === index + FIRST_LINE),
    })),
  );
  return {
    calls: calls.reduce((sum, [, lines]) => sum + lines.length, 0),
    mistaken: checked.length,
    longestMessage: Math.max(
      0,
      ...checked.flatMap(({ found }) => found.map(({ message }) => message.length)),
    ),
    failures: [
      ...[...files.keys(), ...bodies.map(([name]) => name), ...calls.map(([name]) => name)].flatMap((name) =>
        complaintsOf(name).map(({ at, message }) => `The types refuse an example. ${at}: ${message}`),
      ),
      ...checked.flatMap(({ mistake, found }) => findUnclear(mistake, found)),
    ],
  };
}

/** A call that must not compile, the text that its one complaint has to point at, and the property that it has to name. */
interface Mistake {
  call: string;
  at: string;
  property: string;
}

function findUnclear({ call, at, property }: Mistake, found: readonly Complaint[]): string[] {
  const [complaint] = found;
  const isClear =
    found.length === 1 &&
    complaint?.at === at &&
    complaint.message.includes(`'${property}'`) &&
    complaint.message.length <= LONGEST_MESSAGE;
  const said = found.map(({ at, message }) => `at ${at}: ${message}`).join("; ") || "nothing";
  return isClear ? [] : [`The compiler is unclear about ${property}. Of ${call} it says ${said}`];
}

/** Line of the first call in its module. */
const FIRST_LINE = 3;

function renderCalls(calls: readonly string[]): string {
  const head = ['import type { Evolink } from "./src/index.ts";', "declare const evolink: Evolink;"];
  return [...head, ...calls.map((call) => `${call};`), "export {};"].join("\n");
}

function renderBodies({ operationId, requestBody }: JsonObject): string {
  const examples = listJsonExamples(requestBody);
  if (examples.length === 0) return "export {};\n";
  return [
    'import type { operations } from "./generated/schema.ts";',
    `type Body = NonNullable<operations[${JSON.stringify(operationId)}]["requestBody"]>["content"]["application/json"];`,
    ...examples.map(({ value }, index) => `export const example${index}: Body = ${literalText(value)};`),
  ].join("\n");
}

/** Each example as a call with a body, and as a call with the model apart. */
export function listCalls(document: JsonObject, one: CollectionFunction): string[] {
  const operation = objectAt(document, "paths", one.operation.path, "post");
  const pages = readContributingPages(operation);
  return listJsonExamples(operation.requestBody).flatMap(({ name = "", value }) => {
    if (!isObject(value)) return [];
    const page = findPageOf(name, pages);
    const { model = page?.models[0] ?? null, ...params } = value;
    // These functions return whole responses.
    if (params.stream === true) params.stream = false;
    return renderForms(one, model, literalText(params));
  });
}

/** For every model, calls that misspell the first of its parameters; and one call without a model. */
function listMistakes(document: JsonObject, one: CollectionFunction): Mistake[] {
  const models = [...listModels(one.operation)];
  const misspelt = models.flatMap(([model, component]) => {
    const { properties } = objectAt(componentSchemas(document), component);
    const name = `${Object.keys(objectAt(properties)).find((name) => name !== MODEL)}x`;
    const params = `{ ${propertyText(name)}: 1 }`;
    return renderForms(one, model, params).map((call) => ({ call, at: name, property: name }));
  });
  const without = { call: `${functionText(one)}({})`, at: "{}", property: MODEL };
  return models.length === 0 ? [] : [...misspelt, without];
}

function functionText({ collection, name }: CollectionFunction): string {
  return `evolink[${literalText(collection)}][${literalText(name)}]`;
}

/** A call in both of its forms. */
function renderForms(one: CollectionFunction, model: Json, params: string): string[] {
  const call = functionText(one);
  const body = params.replace("{", `{ model: ${literalText(model)},`);
  return [`${call}(${body})`, `${call}(${literalText(model)}, ${params})`];
}

function listJsonExamples(requestBody: Json | undefined): Example[] {
  return listExamples(objectAt(requestBody, "content", "application/json"));
}
