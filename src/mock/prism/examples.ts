import { type ContributingPage, readContributingPages } from "../../openapi/contributing-pages.ts";
import { findPageOf } from "../../openapi/examples.ts";
import { isRecord, type JsonObject } from "../../openapi/json.ts";
import { MODEL } from "../../openapi/models.ts";
import type { MediaContent } from "./contents.ts";
import type { PrismOperation } from "./prism-operations.ts";

/** The pages of documentation that an operation was merged from. */
export function listPages({ extensions }: PrismOperation): ContributingPage[] {
  return readContributingPages((extensions ?? {}) as JsonObject);
}

/**
 * The documented example of a response that is meant for a model: of the examples of the model's own pages, the one
 * that names it, or else the first. Where pages have examples and none is the model's, there is none: another model's
 * would be a wrong response. Where no page is known to have any, the first one is everybody's.
 */
export function chooseExample(
  operation: PrismOperation,
  { examples }: MediaContent,
  model?: string,
): unknown | undefined {
  const pages = listPages(operation);
  const pageOf = (name: string) => findPageOf(name, pages);
  const isForAll = model === undefined || !examples.some(({ name }) => pageOf(name));
  const fitting = isForAll ? examples : examples.filter(({ name }) => pageOf(name)?.models.includes(model));
  const naming = fitting.find(({ value }) => isRecord(value) && value[MODEL] === model);
  return (naming ?? fitting[0])?.value;
}
