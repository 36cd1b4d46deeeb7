import { nameExample } from "../../../../src/openapi/examples.ts";
import { type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { writeData } from "../../../../src/openapi/structure.ts";
import type { PageOperation } from "./page-operation.ts";
import { readExamples } from "./page-parts.ts";

/** A page, under the name of its function, and what it says of a media type. */
export interface PageMedia {
  page: PageOperation;
  name: string;
  media: JsonObject;
}

/** The documented examples of all pages, under names that say which function they are for. Nothing where there is none. */
export function joinExamples(used: readonly PageMedia[]): JsonObject {
  const examples = used.flatMap(listExamples);
  return examples.length === 0 ? {} : { examples: keepAll(examples) };
}

/**
 * The examples of the first page that has any, as they stand there; those of all pages where others show something else.
 * For failures: most pages show the same, and would show it once each.
 */
export function joinFailureExamples(used: readonly PageMedia[]): JsonObject {
  const shown = used.map(listExamples).filter((examples) => examples.length > 0);
  const distinct = new Map(
    shown
      .flat()
      .toReversed()
      .map((one) => [writeShown(one[1]), one]),
  );
  const [first = []] = shown;
  if (distinct.size > new Set(first.map(([, example]) => writeShown(example))).size)
    return { examples: keepAll([...distinct.values()].reverse()) };
  const published = used.map(({ page, media }) => readExamples(page.schemas, media));
  return published.find((examples) => Object.keys(examples).length > 0) ?? {};
}

/** What an example shows, whatever is said of it. */
function writeShown(example: Json): string {
  const { value = null, externalValue = null } = objectAt(example);
  return writeData([value, externalValue]);
}

function listExamples({ page, name: functionName, media }: PageMedia): [string, Json][] {
  const { example } = media;
  const { examples } = readExamples(page.schemas, media);
  const named = Object.entries(objectAt(examples)).map(([name, one]): [string, Json] => [
    nameExample(functionName, name),
    one,
  ]);
  return example === undefined ? named : [[nameExample(functionName), { value: example }], ...named];
}

/** Pages about one thing may show different examples under one name: those after the first are numbered. */
function keepAll(examples: readonly [string, Json][]): JsonObject {
  const kept = new Map<string, Json>();
  for (const [name, example] of examples) {
    const names = [name, ...examples.map((_, index) => `${name}.${index + 2}`)];
    const isSame = (one: string) => writeShown(kept.get(one) ?? null) === writeShown(example);
    const free = names.find((one) => !kept.has(one) || isSame(one));
    if (free !== undefined && !kept.has(free)) kept.set(free, example);
  }
  return Object.fromEntries(kept);
}
