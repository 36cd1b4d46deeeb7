import { type Json, type JsonObject, objectAt, toText } from "../../../src/openapi/json.ts";
import { listOperations } from "../../../src/openapi/operations.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { componentSchemas } from "../../../src/openapi/references.ts";
import { writeData, writeStructure } from "../../../src/openapi/structure.ts";
import { compareText } from "../../lists.ts";
import { isInLanguage } from "./page/address.ts";

/**
 * Sorts pages by what they publish, then by what it accepts, and by their words last: neither where a page lies nor, as
 * far as pages differ in more than that, its language has a say in the order of anything.
 *
 * @param lang a language whose pages come first, as the first text is the one that is shown. Default: none.
 */
export function sortPages(pages: readonly PageDocument[], lang?: string): PageDocument[] {
  const keys = new Map<PageDocument, string[]>();
  const keyOf = (page: PageDocument, level: number, write: (document: JsonObject) => string): string => {
    const known = keys.get(page) ?? [];
    keys.set(page, known);
    known[level] ??= write(page.document);
    return known[level];
  };
  return pages.toSorted((one, other) => {
    const chosen = Number(isInLanguage(other, lang)) - Number(isInLanguage(one, lang));
    if (chosen !== 0) return chosen;
    for (const [level, write] of KEYS.entries()) {
      const order = compareText(keyOf(one, level, write), keyOf(other, level, write));
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** What pages are compared by, one after the other. */
const KEYS: readonly ((document: JsonObject) => string)[] = [writeOperations, writeSchemas, writeData];

/** The operations of a page, as it calls them. */
function writeOperations(document: JsonObject): string {
  return listOperations(document)
    .map(({ path, method, operation }) => `${toText(operation.operationId)} ${path} ${method}`)
    .join("\n");
}

/** What the schemas of a page accept, those that have no name first. */
function writeSchemas(document: JsonObject): string {
  const content = (holder: Json | undefined) =>
    Object.values(objectAt(holder, "content")).map((media) => objectAt(media).schema ?? null);
  const inPlace = listOperations(document).flatMap(({ operation: { requestBody, responses } }) => [
    ...content(requestBody),
    ...Object.values(objectAt(responses)).flatMap(content),
  ]);
  return [
    ...inPlace,
    ...Object.entries(componentSchemas(document))
      .sort(byName)
      .map(([, schema]) => schema),
  ]
    .map((schema) => writeStructure(schema))
    .join("\n");
}

function byName([one]: [string, Json], [other]: [string, Json]): number {
  return compareText(one, other);
}
