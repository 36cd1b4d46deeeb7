import { type Json, type JsonObject, toText } from "../../../src/openapi/json.ts";
import { readProperties, readProperty } from "../../../src/openapi/json-schema.ts";
import { findModelProperty, MODEL, readModels } from "../../../src/openapi/models.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { readComponentName } from "../../../src/openapi/references.ts";
import { isAnnotation, writeStructure } from "../../../src/openapi/structure.ts";
import { createLastResults } from "../../last-results.ts";
import { compareText } from "../../lists.ts";
import { listFlags } from "./annotations/list-flags.ts";
import { extendByModels } from "./names/model-name.ts";
import { nameSubject } from "./names/operation-id.ts";
import { fingerprint, joinPascal, splitWords } from "./names/words.ts";
import type { PageOperation } from "./page/page-operation.ts";
import type { Components } from "./schemas/components.ts";
import { flattenAllOf } from "./schemas/intersect.ts";

/** The request schema of one page, before it is known which of the page's models it is kept for. */
interface Candidate {
  page: PageOperation;
  /** Published name of the component, or one made from the operation's. */
  name: string;
  schema: JsonObject;
  models: string[];
  structure: string;
}

/** The request schema of an operation, and the component that each page's models have come to. */
export interface JoinedRequest {
  schema: JsonObject;
  /** Pointers to the variants that serve a page. One, unless other pages are more specific about some of its models. */
  variantsOf(page: PageOperation): string[];
}

/**
 * Makes one schema of what all pages say of an operation's request in one media type.
 *
 * Each model belongs to one variant: that of the page with the fewest models, and of those to the one that says most.
 * A variant accepts its own models alone, so at most one variant accepts a body. Where there is but one, it stays as its
 * page has it: nothing is to be told apart.
 */
export function joinRequests(
  operationId: string,
  mediaType: string,
  pages: readonly { page: PageOperation; schema: Json | undefined }[],
  components: Components,
  report: (problem: Problem) => void,
): JoinedRequest {
  const candidates = pages.flatMap(({ page, schema }) => {
    const found = readCandidates(operationId, page, schema);
    return found.length === 1 && pages.length === 1
      ? found.map((candidate) => keepReference(candidate, schema))
      : found;
  });
  const winners = chooseWinners(candidates);
  reportLosers(candidates, winners, report);

  const distinct = new Set(
    [...new Set(winners.values())].map(({ structure, models }) => `${structure} ${models}`),
  );
  const isAlone = distinct.size === 1;
  const allModels = [...new Set(candidates.flatMap(({ models }) => models))];
  const references = new Map<Candidate | undefined, JsonObject>();
  for (const candidate of candidates) {
    const own = candidate.models.filter((model) => winners.get(model) === candidate);
    const open = winners.get(candidate.page.selector);
    // What has the structure of the winner adds its words to it.
    const isOpen = candidate.models.length === 0 && candidate.structure === open?.structure;
    if (own.length === 0 && !isOpen) continue;
    const add: Add = (name, schema) => {
      const { document, models } = candidate.page;
      return components.add(name, schema, [{ document, models, place: `as ${mediaType}` }]);
    };
    references.set(candidate, addVariant(operationId, candidate, own, allModels, add, isAlone));
  }

  const variants = [
    ...new Map([...references.values()].map((reference) => [String(reference.$ref), reference])).values(),
  ];
  const [only] = variants;
  const isByPath = candidates.some(isToldByPath);
  const sorted = variants.sort((one, other) => compareText(String(one.$ref), String(other.$ref)));
  return {
    schema: variants.length === 1 && only !== undefined ? only : { [isByPath ? "anyOf" : "oneOf"]: sorted },
    variantsOf: (page) => {
      const own = candidates.filter((candidate) => candidate.page === page);
      const serving = own.flatMap((one) => listServed(one).map((model) => winners.get(model)));
      return [...new Set(serving.map((winner) => String(references.get(winner)?.$ref)))];
    },
  };
}

/** A body that is itself a union is read as its branches, unless its own properties have the model. */
function readCandidates(operationId: string, page: PageOperation, value: Json | undefined): Candidate[] {
  const { read } = page.schemas;
  const schema = flattenBody(read(value) ?? {}, read);
  const fallback = `${nameSubject(operationId)}Request`;
  const name = toComponentName(readComponentName(value) ?? fallback) || fallback;
  const property = findModelProperty(schema, read);
  const { oneOf, anyOf, ...common } = schema;
  const branches = [oneOf, anyOf].find(Array.isArray) ?? [];
  if (property === undefined && branches.some((branch) => findModelProperty(read(branch) ?? {}, read))) {
    const isBare = Object.keys(common).every(
      (key) => isAnnotation(key) || key === "discriminator" || key === "type",
    );
    return branches.flatMap((branch) =>
      readCandidates(operationId, page, isBare ? branch : { allOf: [common, branch] }),
    );
  }
  const models = page.isModelInPath ? page.models : readModels(property ?? {}, read);
  const shared = page.schemas.share(schema);
  return [{ page, name, schema: shared, models, structure: writeStructure(shared) }];
}

/** Of a page that documents several operations, a body without models is what it refers to, which others may share. */
function keepReference(candidate: Candidate, value: Json | undefined): Candidate {
  const { page, models } = candidate;
  const reference =
    page.hasOtherOperations && models.length === 0 ? page.schemas.keepReference(value) : undefined;
  if (reference === undefined) return candidate;
  const schema = page.schemas.share(reference);
  return { ...candidate, schema, structure: writeStructure(schema) };
}

/** A body put together of parts as one object, where that is plain: its parameters are then all in one place. */
function flattenBody(schema: JsonObject, read: PageOperation["schemas"]["read"]): JsonObject {
  if (!Array.isArray(schema.allOf)) return schema;
  const parts = schema.allOf.map((part) => flattenBody(read(part) ?? {}, read));
  const flat = flattenAllOf({ ...schema, allOf: parts });
  return flat.allOf === undefined ? flat : schema;
}

/** A published name as it is, where OpenAPI allows it as the name of a component; else its words, if it has any. */
function toComponentName(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : joinPascal(splitWords(name));
}

/** Its models; or else what follows its path, undefined where that is nothing. */
function listServed({ models, page }: Candidate): (string | undefined)[] {
  return models.length === 0 ? [page.selector] : models;
}

/** Whether nothing in the body tells which variant it is of. */
function isToldByPath({ page, models }: Candidate): boolean {
  return page.isModelInPath || (models.length === 0 && page.selector !== undefined);
}

/** The candidate of each model, and of what follows a path; under `undefined` the one for any other request. */
function chooseWinners(candidates: readonly Candidate[]): Map<string | undefined, Candidate> {
  const winners = new Map<string | undefined, Candidate>();
  for (const candidate of candidates) {
    for (const model of listServed(candidate)) {
      const rival = winners.get(model);
      if (rival === undefined || compareSpecificity(candidate, rival) < 0) winners.set(model, candidate);
    }
  }
  return winners;
}

/** Negative when `one` is more specific: fewer models, then more parameters, then more said of them. */
function compareSpecificity(one: Candidate, other: Candidate): number {
  return (
    one.models.length - other.models.length ||
    countParameters(other) - countParameters(one) ||
    other.structure.length - one.structure.length ||
    compareText(one.structure, other.structure)
  );
}

function countParameters({ schema }: Candidate): number {
  return Object.keys(readProperties(schema)).length;
}

/** Adds a component made of a candidate, and returns the reference to it. */
type Add = (name: string, schema: JsonObject) => JsonObject;

const findLastVariant = createLastResults<JsonObject>();

function addVariant(
  operationId: string,
  candidate: Candidate,
  own: readonly string[],
  allModels: readonly string[],
  add: Add,
  isAlone: boolean,
): JsonObject {
  const { name, schema, models, structure } = candidate;
  if (isToldByPath(candidate)) return add(`${name}_${fingerprint(structure)}`, schema);
  if (models.length === 0) {
    const open = findLastVariant([schema, excludeModels, allModels.join()], () =>
      excludeModels(schema, allModels),
    );
    return add(`${nameSubject(operationId)}Request`, open);
  }
  const kept = isAlone
    ? schema
    : findLastVariant([schema, fixModels, own.join()], () => fixModels(schema, own));
  return add(extendByModels(name, models), kept);
}

/** Makes a schema accept some models and no others. */
function fixModels(schema: JsonObject, models: readonly string[]): JsonObject {
  const properties = readProperties(schema);
  const published = readProperty(schema, MODEL);
  const kept = Object.entries(published).filter(([keyword, value]) => {
    if (keyword === "example" || keyword === "default") return models.includes(toText(value));
    return isAnnotation(keyword) && keyword !== "examples";
  });
  const required = Array.isArray(schema.required) ? schema.required : [];
  return {
    ...schema,
    type: "object",
    required: required.includes(MODEL) ? required : [MODEL, ...required],
    properties: {
      ...properties,
      [MODEL]: { type: "string", ...Object.fromEntries(kept), enum: [...models] },
    },
  };
}

/** Makes a schema of a page that names no model refuse those that other pages name. */
function excludeModels(schema: JsonObject, models: readonly string[]): JsonObject {
  if (models.length === 0) return schema;
  return {
    ...schema,
    not: { type: "object", required: [MODEL], properties: { [MODEL]: { enum: [...models] } } },
  };
}

function reportLosers(
  candidates: readonly Candidate[],
  winners: ReadonlyMap<string | undefined, Candidate>,
  report: (problem: Problem) => void,
): void {
  for (const candidate of candidates) {
    const lost = new Map<Candidate, string[]>();
    for (const model of listServed(candidate)) {
      const winner = winners.get(model);
      if (winner === undefined || winner === candidate) continue;
      lost.set(winner, [...(lost.get(winner) ?? []), model ?? "requests without a model"]);
    }
    for (const [winner, models] of lost) {
      const difference = describeDifference(candidate, winner);
      if (difference === "") continue;
      report({
        severity: "warning",
        kind: "duplicate-model",
        file: candidate.page.source,
        pointer: `${candidate.page.pointer}/requestBody`,
        message: `${models.join(", ")}: ${winner.page.source} is more specific, and is followed. ${difference}`,
      });
    }
  }
}

/** Empty where the winner says all that the loser says, except words: those are counted for the whole page. */
function describeDifference(loser: Candidate, winner: Candidate): string {
  const here = readProperties(loser.schema);
  const there = readProperties(winner.schema);
  const only = (one: JsonObject, other: JsonObject) =>
    Object.keys(one).filter((key) => !Object.hasOwn(other, key));
  const differing = Object.keys(here).filter(
    (key) =>
      key !== MODEL &&
      Object.hasOwn(there, key) &&
      writeStructure(here[key] ?? null) !== writeStructure(there[key] ?? null),
  );
  const whole = [...new Set([loser, winner].flatMap(({ schema }) => Object.keys(schema)))].filter(
    (keyword) =>
      !DESCRIBED.has(keyword) &&
      !isAnnotation(keyword) &&
      writeStructure({ [keyword]: loser.schema[keyword] ?? null }) !==
        writeStructure({ [keyword]: winner.schema[keyword] ?? null }),
  );
  const flags = ({ schema, page }: Candidate) => listFlags(schema, page.schemas.shared);
  const kept = new Set(flags(winner));
  const parts = [
    ["Only there", only(there, here)],
    ["Only here", only(here, there)],
    ["Different", differing],
    ["Different of the body as a whole", whole],
    ["Said only here", flags(loser).filter((flag) => !kept.has(flag))],
  ] as const;
  const said = parts.flatMap(([what, names]) =>
    names.length === 0 ? [] : [`${what}: ${names.join(", ")}.`],
  );
  if (said.length > 0) return said.join(" ");
  return loser.structure === winner.structure ? "" : "They differ in what is required only.";
}

/** Keywords whose differences are told property by property, or in a sentence of their own. */
const DESCRIBED = new Set(["properties", "required"]);
