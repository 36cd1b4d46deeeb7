import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cache, createCache } from "../../../scripts/cache.ts";
import { compareDocuments } from "../../../scripts/diff/compare/compare-documents.ts";
import { moderniseDocument } from "../../../scripts/diff/sides/modernise.ts";
import { buildDocument } from "../../../scripts/pipeline/index.ts";
import type { SourceFile } from "../../../scripts/pipeline/read/read-page.ts";
import { type Mock, startMock } from "../../../src/mock/index.ts";
import { isObject, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { findPreferredMedia } from "../../../src/openapi/media-types.ts";
import { listOperations, type OperationEntry } from "../../../src/openapi/operations.ts";
import { extractDocument } from "../../../src/openapi/parse/parse-document.ts";
import { createDraw } from "../../helpers/draw.ts";
import { drawFiles } from "../documents.ts";
import { type AttackOptions, type ChaosReport, createPromiseCounter } from "../report.ts";
import { loadBaseDocuments } from "./base-documents.ts";
import { startWatchdog } from "./watchdog.ts";

const PROMISES = ["the mock does not start", "a call fails or gets a 5xx", "comparing threw"] as const;

/** Of one call. */
const CALL_MS = 5_000;
const HUNG_MS = 120_000;
const DOCUMENTS_PER_CACHE = 100;

/**
 * Mutates documents, and serves what `generate` makes of them: the mock starts, and no call fails but as documented.
 * Compares each, as it was written, with the one before it.
 */
export async function attackServedDocuments({ seed, count }: AttackOptions): Promise<ChaosReport> {
  const counter = createPromiseCounter("mutated documents served and compared", PROMISES);
  const bases = await loadBaseDocuments(createDraw(`${seed} catalogue`));
  const folder = await mkdtemp(join(tmpdir(), "evolink-chaos-"));
  const watchdog = startWatchdog(`Seed ${seed}: document`, HUNG_MS);
  let cache = createCache();
  let before: JsonObject = bases[0] ?? {};
  for (let number = 0; number < count; number += 1) {
    watchdog.enter(number);
    if (number % DOCUMENTS_PER_CACHE === 0) cache = createCache();
    const files = drawFiles(bases, createDraw(`${seed} document ${number}`));
    const tell = (promise: (typeof PROMISES)[number]) => (words: string) =>
      counter.break(promise, `document ${number}: ${words}`);
    const after = readDocument(files[0]);
    if (after !== undefined) {
      compareBothWays(before, after, tell("comparing threw"));
      before = after;
    }
    const spec = join(folder, "openapi.json");
    const document = await build(files, cache);
    if (document === undefined) continue;
    await writeFile(spec, JSON.stringify(document));
    const mock = await startMock({ listen: false, streamMs: 0, seed, spec }).catch(
      (error) => void tell("the mock does not start")(explain(error)),
    );
    if (mock === undefined) continue;
    // `fetch` refuses to trace.
    for (const entry of listOperations(document).filter(({ method }) => method !== "trace"))
      await callOperation(mock, entry, tell("a call fails or gets a 5xx"));
    await mock.close();
  }
  await watchdog.stop();
  await rm(folder, { recursive: true, force: true });
  return counter.report(count);
}

/** The document of a file, as it is written; undefined where its text was broken. */
function readDocument(file: SourceFile | undefined): JsonObject | undefined {
  if (file === undefined || !file.path.endsWith(".json")) return undefined;
  const text = new TextDecoder().decode(file.bytes);
  return extractDocument({ file: file.path, format: "json", line: 1, text }).output?.document;
}

async function build(pages: SourceFile[], cache: Cache): Promise<JsonObject | undefined> {
  const lintConfig = { path: "redocly.yaml", bytes: await readFile("redocly.yaml") };
  // What it throws is counted by the attack of documents.
  const built = await buildDocument({ pages, supplement: [], overlays: [], lintConfig }, { cache }).catch(
    () => undefined,
  );
  return built?.output;
}

function compareBothWays(before: JsonObject, after: JsonObject, tell: (words: string) => void): void {
  try {
    const [old, current] = [moderniseDocument(before), moderniseDocument(after)];
    compareDocuments(old, current);
    compareDocuments(current, old);
    const [same] = compareDocuments(current, structuredClone(current));
    if (same !== undefined) tell(`it differs from itself: ${same.message}`);
  } catch (error) {
    tell(explain(error));
  }
}

/** Calls an operation with its example and without content: each is accepted, or refused as documented. */
async function callOperation(
  mock: Mock,
  { method, path, operation }: OperationEntry,
  tell: (words: string) => void,
): Promise<void> {
  const preferred = findPreferredMedia(operation.requestBody);
  const [first] = Object.values(objectAt(preferred?.media, "examples"));
  const example = preferred?.media.example ?? (isObject(first) ? first.value : undefined) ?? {};
  const url = `http://mock.test${path.replace(/\{[^}]*\}/g, "x")}`;
  for (const body of [example, {}]) {
    const hasBody = preferred !== undefined && method !== "get" && method !== "head";
    try {
      const response = await mock.fetch(url, {
        method: method.toUpperCase(),
        headers: {
          authorization: "Bearer key",
          ...(hasBody && { "content-type": preferred.mediaType }),
        },
        ...(hasBody && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(CALL_MS),
      });
      const text = await response.text();
      // Some schemas have no value, which the mock says.
      if (response.status >= 500 && !text.includes("mock_contradicts_document"))
        tell(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    } catch (error) {
      tell(`${method} ${path}: ${explain(error)}`);
    }
  }
}

function explain(error: unknown): string {
  const { problems, stack } = Object(error) as { problems?: { message: string }[]; stack?: string };
  return String(problems?.[0]?.message ?? stack ?? error).slice(0, 600);
}
