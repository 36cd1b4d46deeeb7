import { buildDocument } from "../../../scripts/pipeline/index.ts";
import type { SourceFile } from "../../../scripts/pipeline/read/read-page.ts";
import { type Diagnosis, diagnose } from "../../../scripts/terminal/diagnose.ts";
import { listContributingPages } from "../../../src/openapi/contributing-pages.ts";
import { type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { listOperations } from "../../../src/openapi/operations.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { componentSchemas } from "../../../src/openapi/references.ts";
import { checkRequestExamples, type ExampleReport } from "./examples.ts";

/** The outcome of a whole catalogue. */
export interface CatalogReport {
  pages: number;
  contributing: number;
  operations: number;
  models: number;
  components: { before: number; after: number };
  mergeMs: number;
  diagnoses: Diagnosis[];
  lint: Problem[];
  examples: ExampleReport;
  /** The merged document, without the examples that are wrong. */
  document: JsonObject;
  /** What is wrong, in words; empty when nothing is. */
  failures: string[];
}

/** Merges a whole catalogue without any overlay, and measures the outcome. */
export async function examineCatalog(
  files: readonly SourceFile[],
  lintConfig: string,
): Promise<CatalogReport> {
  let mergeMs = 0;
  const config = { path: "redocly.yaml", bytes: new TextEncoder().encode(lintConfig) };
  const sources = { pages: files, supplement: [], overlays: [], lintConfig: config };
  const { draft, problems } = await buildDocument(sources, {
    onStage: (stage, durationMs) => {
      if (stage === "merge") mergeMs = durationMs;
    },
  });
  const { pages, merged, document } = draft;
  const examples = checkRequestExamples(merged);
  const isOfLint = ({ kind }: Problem) => kind === undefined;

  const served = listContributingPages(document);
  const contributing = new Set(served.map(({ source }) => source)).size;
  const count = (name: string) =>
    pages.reduce((sum, page) => sum + Object.keys(objectAt(page.document, "components", name)).length, 0);
  const wrong = problems.filter(
    ({ kind, pointer }) => kind === "wrong-example" && pointer.includes("/requestBody/"),
  ).length;
  const errors = problems.filter(({ severity }) => severity === "error");
  return {
    pages: files.length,
    contributing,
    operations: listOperations(document).length,
    models: new Set(served.flatMap(({ models }) => models)).size,
    components: {
      before: count("schemas"),
      after: Object.keys(componentSchemas(document)).length,
    },
    mergeMs,
    diagnoses: diagnose(problems.filter((problem) => !isOfLint(problem))),
    lint: problems.filter(isOfLint),
    examples,
    document,
    failures: [
      ...(contributing < files.length ? [`${files.length - contributing} pages do not contribute`] : []),
      ...errors.map(({ file, pointer, message }) => `${file} ${pointer}: ${message}`),
      ...examples.ambiguous.map((one) => `An example is accepted by a variant it is not meant for. ${one}`),
      ...(examples.refused.length === wrong
        ? []
        : [`${examples.refused.length} examples are refused, ${wrong} are reported`]),
    ],
  };
}
