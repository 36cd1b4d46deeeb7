import type { ContributingPage } from "./contributing-pages.ts";
import { childOf, type Json, type JsonObject, objectAt } from "./json.ts";

/** One documented example of a media type, parameter or header. */
export interface Example {
  /** Its key in `examples`; the one under `example` has none. */
  name?: string;
  value: Json;
}

/** The examples that say their value: that of `example` first, then those of `examples`. */
export function listExamples(holder: JsonObject): Example[] {
  const { example, examples } = holder;
  const named = Object.entries(objectAt(examples)).flatMap(([name, one]) => {
    const value = childOf(one, "value");
    return value === undefined ? [] : [{ name, value }];
  });
  return example === undefined ? named : [{ value: example }, ...named];
}

/** The name given to the example under `example`, which has none. */
const UNNAMED = "example";

/** The name that an example of a page has in the merged document: `createVideo.first`. */
export function nameExample(operationId: string, name = UNNAMED): string {
  return `${operationId}.${name}`;
}

/** The page that an example belongs to, by its name. Of several names that it starts with the longest counts. */
export function findPageOf(name: string, pages: readonly ContributingPage[]): ContributingPage | undefined {
  return pages
    .filter(({ operationId }) => name.startsWith(`${operationId}.`))
    .reduce<ContributingPage | undefined>(
      (longest, page) =>
        longest === undefined || page.operationId.length > longest.operationId.length ? page : longest,
      undefined,
    );
}

/** The keys under which a page itself has an example that the merged document calls `createVideo.first`. */
export function readPublishedKeys(name: string, { operationId }: ContributingPage): string[] {
  const own = name.slice(operationId.length + 1);
  return own === UNNAMED ? ["example"] : ["examples", own];
}
