import { listExamples } from "../examples.ts";
import { type Json, type JsonObject, objectAt, toText } from "../json.ts";
import { readFixedValues } from "../json-schema.ts";
import { findPreferredMedia } from "../media-types.ts";
import { listOperations, listParameters, listResponses, type OperationEntry } from "../operations.ts";
import { resolveFully } from "../references.ts";
import { findTaskPlace, type TaskPlace } from "./envelope.ts";

/** The id of an operation, or else its method and path. */
export const nameOperation = ({ method, path, operation: { operationId } }: OperationEntry) =>
  operationId === undefined ? `${method} ${path}` : toText(operationId);

/** What an operation responds with when it succeeds, and how it is asked. */
export interface ReadResponse extends TaskPlace {
  id: string;
  method: string;
  path: string;
  /** Whether it is a GET that needs one parameter, in its path, and no other. */
  isQuery: boolean;
  /** The last parameter of its path; empty when there is none. */
  parameter: string;
  /** Whether that may be any text. */
  takesText: boolean;
  /** The texts of the properties that have fixed values. */
  states: Map<string, readonly Json[]>;
  /** The documented responses. */
  examples: readonly Json[];
  /** What it is sent. */
  requestBody: Json | undefined;
}

/** Reads what all operations of a document respond with. */
export const listTaskResponses = (document: JsonObject): ReadResponse[] =>
  listOperations(document).map((entry) => readResponse(document, entry));

function readResponse(document: JsonObject, entry: OperationEntry): ReadResponse {
  const { method, path, operation } = entry;
  const given = listResponses(operation)
    .filter(([status]) => status.startsWith("2"))
    .map(([, response]) => findPreferredMedia(resolveFully(document, response)));
  const { envelope, properties } = findTaskPlace(document, { allOf: given.map((one) => one?.schema ?? {}) });
  const examples = given.flatMap((one) => listExamples(one?.media ?? {}).map(({ value }) => value));
  const inPath = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
  const parameters = listParameters(document, entry);
  const others = parameters.filter(({ in: place, required }) => place !== "path" && required === true);
  const parameter = inPath.at(-1) ?? "";
  const own = parameters.find(({ in: place, name }) => place === "path" && name === parameter);
  const asked = resolveFully(document, own?.schema);
  return {
    id: nameOperation(entry),
    method,
    path,
    isQuery: method === "get" && inPath.length === 1 && others.length === 0,
    parameter,
    takesText: holdsText(asked) && readFixedValues(asked) === undefined,
    envelope,
    properties,
    states: new Map(
      Object.entries(properties).flatMap(([name, property]) => {
        const texts = readFixedValues(property)?.filter((value) => typeof value === "string");
        return texts === undefined ? [] : [[name, texts]];
      }),
    ),
    examples,
    requestBody: operation.requestBody,
  };
}

/** What the documented ids of a response start with. Undefined without an example, and where ids start with nothing common. */
export function readIdStart({ properties }: ReadResponse, parameter: string): string | undefined {
  const property = objectAt(properties[findIdName(properties, parameter) ?? ""]);
  const example = property.example ?? objectAt(property.examples)[0];
  return typeof example === "string" ? startOfId(example) : undefined;
}

/**
 * What all ids of a form start with: `task-unified-` of `task-unified-1757169743-7cvnl5zw`. Undefined where no sign ends
 * the start: then it may be drawn, as all of a UUID is.
 */
export const startOfId = (example: string): string | undefined => /^\D*[^A-Za-z0-9]/.exec(example)?.[0];

/** The property that a query's path parameter takes: of its name, or `id`, or one that is called like an id. Text comes first. */
export function findIdName(properties: JsonObject, parameter: string): string | undefined {
  const ways = [
    (name: string) => name === parameter,
    (name: string) => name === "id",
    (name: string) => plain(name) === plain(parameter),
  ];
  const isCalledId = (name: string) => /(?:^|[_-])id$|Id$|ID$|[Uu][Uu][Ii][Dd]$/.test(name);
  const all = Object.keys(properties);
  const texts = all.filter((name) => holdsText(objectAt(properties[name])));
  const find = (names: readonly string[]) =>
    ways.map((fits) => names.find(fits)).find((name) => name !== undefined);
  return find(texts) ?? texts.find(isCalledId) ?? find(all) ?? all.find(isCalledId);
}

/** Whether an id of that name can be what a parameter takes: one of them is just `id`, or both are called the same. */
export const isCalledLike = (name: string, parameter: string) =>
  [name, parameter].some((one) => plain(one) === "id") || plain(name) === plain(parameter);

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

export const holdsText = ({ type }: JsonObject) => type === undefined || [type].flat().includes("string");
