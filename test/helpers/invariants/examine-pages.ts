import { readFileSync } from "node:fs";
import {
  type BuiltDocument,
  buildDocument,
  type Draft,
  runStages,
  STAGES,
} from "../../../scripts/pipeline/index.ts";
import { mergeDocuments } from "../../../scripts/pipeline/merge/index.ts";
import type { SourceFile } from "../../../scripts/pipeline/read/read-page.ts";
import { listContributingPages } from "../../../src/openapi/contributing-pages.ts";
import type { JsonObject } from "../../../src/openapi/json.ts";
import { listOperations } from "../../../src/openapi/operations.ts";
import type { Problem } from "../../../src/openapi/problem.ts";

import type { Draw } from "../draw.ts";
import { checkValues } from "./check-values.ts";

const LINT = { path: "redocly.yaml", bytes: readFileSync("redocly.yaml") };
const NOTHING_ELSE = { supplement: [], overlays: [], lintConfig: LINT };

/** What became of some pages. */
export interface Outcome {
  document: JsonObject;
  problems: Problem[];
  /** The invariants that do not hold, in words. */
  broken: string[];
  /** How many bodies of requests and responses were validated against the merged document. */
  validated: number;
}

/** Runs all stages on pages, and lists the invariants that do not hold for the document. */
export async function examinePages(files: readonly SourceFile[], draw: Draw): Promise<Outcome> {
  const { draft, problems } = await buildUsable(files);
  const reversed = mergeDocuments(draft.pages.toReversed()).output;
  const disorder =
    JSON.stringify(reversed) === JSON.stringify(draft.merged) ? [] : ["The order of the pages matters"];
  const examined = await examineDocument(files, draft, problems, draw);
  return { document: draft.document, problems, ...examined, broken: [...disorder, ...examined.broken] };
}

/** Runs all stages on the pages; those that cannot be used are left out. */
export function buildUsable(files: readonly SourceFile[]): Promise<BuiltDocument> {
  return buildDocument({ pages: files, ...NOTHING_ELSE });
}

/** The stages that check the merged document. */
const CHECKS = STAGES.slice(STAGES.findIndex(({ name }) => name === "overlay") + 1);

/** Lists the invariants that do not hold for a document merged from some pages. */
export async function examineDocument(
  files: readonly SourceFile[],
  draft: Draft,
  problems: readonly Problem[],
  draw: Draw,
): Promise<Pick<Outcome, "broken" | "validated">> {
  const { pages, document } = draft;
  const checked = await runStages(CHECKS, draft, { pages: files, ...NOTHING_ELSE });
  const broken = [
    ...checked.problems.filter(({ severity }) => severity === "error").map(describe),
    ...findUnreported(files, document, problems),
    ...findDuplicateNames(document),
  ];
  // What cannot be compiled cannot validate either.
  return broken.length > 0 ? { broken, validated: 0 } : checkValues(pages, document, problems, draw);
}

const describe = ({ file, pointer, message }: Problem) => `${file} ${pointer}: ${message}`;

/** Each page contributes, or a problem says why not. */
function findUnreported(
  files: readonly SourceFile[],
  document: JsonObject,
  problems: readonly Problem[],
): string[] {
  const served = new Set(listContributingPages(document).map(({ source }) => source));
  const refused = new Set(
    problems
      .filter(({ kind }) => kind === "unusable-page" || kind === "no-operation")
      .map(({ file }) => file),
  );
  return [
    ...files
      .filter(({ path }) => !served.has(path) && !refused.has(path))
      .map(({ path }) => `${path} does not contribute, and no problem says why`),
    ...problems
      .filter(({ message, file }) => message === "" || file === "")
      .map((problem) => `A problem lacks its file or its message: ${describe(problem)}`),
  ];
}

/** Each operation has a name of its own. */
function findDuplicateNames(document: JsonObject): string[] {
  const ids = listOperations(document).map(({ operation }) => String(operation.operationId));
  return ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map((id) => `Two operations have the name ${id}`);
}
