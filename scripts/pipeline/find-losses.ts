import { listContributingPages } from "../../src/openapi/contributing-pages.ts";
import type { JsonObject } from "../../src/openapi/json.ts";
import { listOperations } from "../../src/openapi/operations.ts";
import type { Problem } from "../../src/openapi/problem.ts";
import type { PageOutcomes } from "./page-outcomes.ts";

/**
 * Finds what a document lacks that the one before it has, where that may be for a page that could not be used. An
 * operation whose page was removed is no loss: somebody wanted that.
 *
 * @param before The document that would be overwritten.
 */
export function findLosses(before: JsonObject, document: JsonObject, { unused }: PageOutcomes): Problem[] {
  const sources = new Set(listContributingPages(before).map(({ source }) => source));
  const lostPages = unused.filter(({ file }) => sources.has(file));
  if (lostPages.length > 0)
    return lostPages.map(({ file, reason, outcome, pointer }) =>
      fail(
        file,
        pointer,
        `${outcome === "refused" ? reason : `The page has become ${reason}.`} What stands in the output was made from it, and is kept. Correct the page, or fetch it again; if it is to go, remove the file.`,
      ),
    );

  // A page may have come back under another name, and broken.
  const [first] = unused.filter(({ outcome }) => outcome === "refused");
  const now = new Set(listContents(document));
  const lost = listContents(before).filter((content) => !now.has(content));
  if (first === undefined || lost.length === 0) return [];
  const shown = `${lost.slice(0, SHOWN).join(", ")}${lost.length > SHOWN ? ` and ${lost.length - SHOWN} more` : ""}`;
  const message = `${first.reason} The output has ${shown}, which no page here describes, so it is kept. Correct the page, or fetch it again; if it is to go, remove the file.`;
  return [fail(first.file, first.pointer, message)];
}

/** How many lost things are named before the rest are only counted. */
const SHOWN = 3;

/** Operations and models, in words. */
function listContents(document: JsonObject): string[] {
  return [
    ...listOperations(document).map(({ method, path }) => `${method.toUpperCase()} ${path}`),
    ...new Set(listContributingPages(document).flatMap(({ models }) => models)),
  ];
}

function fail(file: string, pointer: string, message: string): Problem {
  return { severity: "error", kind: "unusable-page", file, pointer, message };
}
