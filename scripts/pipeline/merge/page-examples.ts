import { type JsonObject, objectAt } from "../openapi.ts";
import type { PageOperation } from "./page-operation.ts";

/** A page, under the name of its function, and what it says of a media type. */
export interface PageMedia {
  page: PageOperation;
  name: string;
  media: JsonObject;
}

/** The documented examples of all pages, each under a name that no other page uses. Nothing where there is none. */
export function joinExamples(used: readonly PageMedia[]): JsonObject {
  const examples = used.flatMap(readExamples);
  return examples.length === 0 ? {} : { examples: Object.fromEntries(examples) };
}

function readExamples({ page, name: functionName, media }: PageMedia): [string, JsonObject][] {
  const named = Object.entries(objectAt(media, "examples")).flatMap(
    ([name, value]): [string, JsonObject][] => {
      const example = page.schemas.resolve(value);
      return example === undefined ? [] : [[name, example]];
    },
  );
  const all: [string, JsonObject][] =
    media.example === undefined ? named : [["example", { value: media.example }], ...named];
  return all.map(([name, example]) => [`${functionName}.${name}`, example]);
}
