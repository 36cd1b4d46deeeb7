import { listContributingPages } from "../../src/openapi/contributing-pages.ts";
import type { JsonObject } from "../../src/openapi/json.ts";
import { listWebhooks } from "../../src/openapi/operations.ts";
import type { PageDocument } from "../../src/openapi/parse/parse-document.ts";
import type { UnusedFile } from "./prepare-pages.ts";

/** What became of every file of the pages. */
export interface PageOutcomes {
  /** Files that the document has operations of. */
  contributed: string[];
  /** The others, each with its reason. */
  unused: readonly UnusedFile[];
}

/**
 * Sorts the files of the pages by what the document has of them.
 *
 * @param document As it is written.
 */
export function listPageOutcomes(
  document: JsonObject,
  { pages, unused }: { pages: readonly PageDocument[]; unused: readonly UnusedFile[] },
): PageOutcomes {
  const sources = new Set(listContributingPages(document).map(({ source }) => source));
  const files = [...new Set(pages.map(({ file }) => file))];
  // A webhook does not say where it is from.
  for (const { file, document: own } of pages) if (listWebhooks(own).length > 0) sources.add(file);
  const idle = files
    .filter((file) => !sources.has(file))
    .map((file): UnusedFile => ({ file, outcome: "refused", reason: NO_OPERATION, pointer: "#/paths" }));
  return { contributed: files.filter((file) => sources.has(file)), unused: [...unused, ...idle] };
}

const NO_OPERATION = "The page describes no operation. Add one under `paths`, or remove the page.";
