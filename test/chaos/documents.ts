import { readFile } from "node:fs/promises";
import { ts } from "ts-morph";
import { type Cache, createCache } from "../../scripts/cache.ts";
import { buildDocument } from "../../scripts/pipeline/index.ts";
import { listPageOutcomes } from "../../scripts/pipeline/page-outcomes.ts";
import type { SourceFile } from "../../scripts/pipeline/read/read-page.ts";
import { RenderError, renderFiles } from "../../scripts/render/index.ts";
import { prepareRender } from "../../scripts/render/shared/render-input.ts";
import type { JsonObject } from "../../src/openapi/json.ts";
import type { Problem } from "../../src/openapi/problem.ts";
import { createDraw, type Draw } from "../helpers/draw.ts";
import { loadBaseDocuments } from "./documents/base-documents.ts";
import { mutateDetails } from "./documents/mutate-details.ts";
import { mutateDocument } from "./documents/mutate-document.ts";
import { mutateFamily } from "./documents/mutate-families.ts";
import { writeMutated } from "./documents/mutate-text.ts";
import { startWatchdog } from "./documents/watchdog.ts";
import { type AttackOptions, type ChaosReport, createPromiseCounter } from "./report.ts";

const PROMISES = [
  "threw",
  "wrote what is no code",
  "refused without a reason",
  "problem without a place or words",
  "file without an outcome",
  "took more than 5 s",
  "took more than 1 GB",
] as const;

/** Of processor time, by one document through all stages and renderers. */
const MAX_CPU_MS = 5_000;
const MAX_BYTES = 1024 ** 3;
/** A document that takes this long never ends; on a busy machine one may wait a while. */
const HUNG_MS = 120_000;
/** Rendered files share much; a cache of all would grow without end. */
const DOCUMENTS_PER_CACHE = 100;

/**
 * Sends mutated documents through all stages and all renderers: each has to end in valid files or in named problems, in
 * bounded time and memory.
 */
export async function attackDocuments({ seed, count }: AttackOptions): Promise<ChaosReport> {
  const counter = createPromiseCounter("mutated documents", PROMISES);
  const bases = await loadBaseDocuments(createDraw(`${seed} catalogue`));
  const lintConfig = { path: "redocly.yaml", bytes: await readFile("redocly.yaml") };
  const watchdog = startWatchdog(`Seed ${seed}: document`, HUNG_MS);
  let cache = createCache();
  for (let number = 0; number < count; number += 1) {
    watchdog.enter(number);
    if (number % DOCUMENTS_PER_CACHE === 0) cache = createCache();
    const files = drawFiles(bases, createDraw(`${seed} document ${number}`));
    const started = process.cpuUsage();
    for (const [promise, words] of await runDocument(files, lintConfig, cache))
      counter.break(promise, `document ${number}: ${words}`);
    const { user, system } = process.cpuUsage(started);
    const cpuMs = (user + system) / 1000;
    if (cpuMs > MAX_CPU_MS)
      counter.break("took more than 5 s", `document ${number}: ${Math.round(cpuMs)} ms`);
    const { heapUsed } = process.memoryUsage();
    if (heapUsed > MAX_BYTES) counter.break("took more than 1 GB", `document ${number}: ${heapUsed} bytes`);
  }
  await watchdog.stop();
  return counter.report(count);
}

/**
 * One mutated page, and now and then a second one, which may be about the same operation: one in four is broken where it
 * stands, one as a document, one in details that few documents have, and one as a text.
 */
export function drawFiles(bases: readonly JsonObject[], draw: Draw): SourceFile[] {
  const make = (index: number): SourceFile => {
    const name = `spec/pages/page-${index}`;
    const base = bases[draw(bases.length)] ?? {};
    const kind = draw(4);
    if (kind === 3) return writeMutated(name, base, draw);
    const mutate = [mutateDocument, mutateFamily, mutateDetails][kind] ?? mutateDocument;
    const document = mutate(base, draw);
    return { path: `${name}.json`, bytes: new TextEncoder().encode(JSON.stringify(document)) };
  };
  return draw(4) === 0 ? [make(0), make(1)] : [make(0)];
}

type Broken = readonly [promise: (typeof PROMISES)[number], words: string];

/** Runs some pages through everything, and says which promises were broken. */
export async function runDocument(
  pages: readonly SourceFile[],
  lintConfig: SourceFile,
  cache: Cache,
): Promise<Broken[]> {
  try {
    const sources = { pages, supplement: [], overlays: [], lintConfig };
    const { output, problems, draft } = await buildDocument(sources, { cache });
    const nameless = problems.filter(({ file, message }) => file === "" || message === "");
    const broken = nameless.map(
      (problem): Broken => ["problem without a place or words", JSON.stringify(problem)],
    );
    if (output === undefined) return [...broken, ...ensureReason(problems)];
    const { contributed, unused } = listPageOutcomes(output, draft);
    if (contributed.length + unused.length !== pages.length)
      broken.push(["file without an outcome", JSON.stringify({ contributed, unused })]);
    const files = await renderFiles(prepareRender(output, { inputs: pages, cache }));
    return [...broken, ...[...files].flatMap(([name, text]) => ensureCode(name, text))];
  } catch (error) {
    // A named problem, with its place.
    if (error instanceof RenderError && error.message.includes("#/")) return [];
    return [["threw", String((error as Error)?.stack ?? error).slice(0, 600)]];
  }
}

function ensureReason(problems: readonly Problem[]): Broken[] {
  return problems.some(({ severity }) => severity === "error") ? [] : [["refused without a reason", ""]];
}

/** That a generated file can be read by whoever reads its kind. */
function ensureCode(name: string, text: string): Broken[] {
  if (name.endsWith(".yaml")) return [];
  if (name.endsWith(".json")) {
    JSON.parse(text);
    return [];
  }
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext);
  // Not among the public types, and all that is asked of the compiler here.
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  return parseDiagnostics
    .slice(0, 1)
    .map(
      ({ messageText, start = 0 }): Broken => [
        "wrote what is no code",
        `${name}: ${ts.flattenDiagnosticMessageText(messageText, " ")} at ${text.slice(start - 60, start + 60)}`,
      ],
    );
}
