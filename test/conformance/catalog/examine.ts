import { type Diagnosis, diagnose } from "../../../scripts/doctor/diagnose.ts";
import { removeWrongExamples } from "../../../scripts/pipeline/check/examples.ts";
import { lintOpenapi } from "../../../scripts/pipeline/check/lint.ts";
import { findUncompilableSchemas } from "../../../scripts/pipeline/check/uncompilable.ts";
import { mergeDocuments } from "../../../scripts/pipeline/merge/index.ts";
import { preparePages } from "../../../scripts/pipeline/prepare.ts";
import type { SourceFile } from "../../../scripts/pipeline/read/read-page.ts";
import { type JsonObject, listOperations, objectAt } from "../../../src/openapi/document.ts";
import type { Problem, Staged } from "../../../src/openapi/problem.ts";
import { type ExampleReport, judgeExamples, listPages } from "./examples.ts";

/** What became of a whole catalogue. */
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
  /** What must not be, in words; empty when all is well. */
  failures: string[];
}

/** Merges a whole catalogue without any overlay, and measures the outcome. */
export async function examineCatalog(
  files: readonly SourceFile[],
  lintConfig: string,
): Promise<CatalogReport> {
  const problems: Problem[] = [];
  const collect = <T>({ output, problems: found }: Staged<T>): T => {
    problems.push(...found);
    return output;
  };
  const pages = collect(preparePages(files));
  const started = performance.now();
  const merged = collect(mergeDocuments(pages));
  const mergeMs = performance.now() - started;

  const examples = judgeExamples(merged);
  const cleaned = removeWrongExamples("openapi.yaml", merged);
  const document = collect(cleaned);
  const lint = [
    ...findUncompilableSchemas("openapi.yaml", document),
    ...(await lintOpenapi("openapi.yaml", document, lintConfig)),
  ];

  const served = listPages(document);
  const contributing = new Set(served.map(({ source }) => source)).size;
  const count = (name: string) =>
    pages.reduce((sum, page) => sum + Object.keys(objectAt(page.document, "components", name)).length, 0);
  const wrong = cleaned.problems.filter(({ pointer }) => pointer.includes("/requestBody/")).length;
  const errors = [...problems, ...lint].filter(({ severity }) => severity === "error");
  return {
    pages: files.length,
    contributing,
    operations: listOperations(document).length,
    models: new Set(served.flatMap(({ models }) => (Array.isArray(models) ? models : []))).size,
    components: {
      before: count("schemas"),
      after: Object.keys(objectAt(document, "components", "schemas")).length,
    },
    mergeMs,
    diagnoses: diagnose(problems),
    lint,
    examples,
    document,
    failures: [
      ...(contributing < files.length ? [`${files.length - contributing} pages do not contribute`] : []),
      ...errors.map(({ file, pointer, message }) => `${file} ${pointer}: ${message}`),
      ...examples.ambiguous.map((one) => `An example is accepted by a member it is not meant for. ${one}`),
      ...(examples.refused.length === wrong
        ? []
        : [`${examples.refused.length} examples are refused, ${wrong} are reported`]),
    ],
  };
}
