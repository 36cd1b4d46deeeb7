import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { buildDocument } from "../../scripts/pipeline/index.ts";
import { loadFolder } from "../../scripts/sources/load.ts";
import { defaultCatalogFolder, findCatalogs } from "../conformance/catalogs.ts";
import { formatSpread, summarise } from "./measure.ts";

const READY_ROUNDS = 5;
const LOAD_ROUNDS = 3;
const LOAD_SECONDS = 5;
const CONNECTIONS = 10;
const LONG_STEP = 100_000;

/** Ratios to the Prism CLI, but for the growth of the memory over a million submissions. */
const AIMS = { ready: 0.4, catalog: 0.6, load: 2, growth: 1.1 };

const PATH = "/v1/videos/generations";
const BODY = JSON.stringify({
  model: "gemini-omni-flash-text-to-video",
  prompt: "A marble rolls",
  duration: 6,
});

/** The two sides: a name and the arguments for `node`. */
const SIDES = {
  prism: (spec: string, port: number) => [
    "node_modules/@stoplight/prism-cli/dist/index.js",
    ...["mock", spec, "--port", String(port)],
  ],
  mock: (spec: string, port: number) => [
    "scripts/run.js",
    ...["scripts/cli/mock.ts", "--spec", spec, "--port", String(port)],
  ],
} as const;
type Side = keyof typeof SIDES;
const ORDER: readonly Side[] = ["prism", "mock"];

/**
 * Measures the mock against the Prism CLI on the same documents, in turns in one run: how soon the first submission gets a
 * response after the start, of the committed document and of a whole catalogue, and how many submissions a second get one
 * then.
 *
 * @param isLong Send a million submissions to one mock, too, and look at its memory.
 * @returns whether the medians of all ratios meet their aims.
 */
export async function benchMock(root: string, isLong = false): Promise<boolean> {
  const spec = join(root, "generated", "openapi.yaml");
  const ready = await measureReady(root, spec);
  const readyRatio = report("ready", "ms", ready, `at most ${AIMS.ready}`);
  const passesCatalog = await benchCatalogReady(root);

  const load: Record<Side, number[]> = { prism: [], mock: [] };
  for (let round = 0; round < LOAD_ROUNDS; round++) {
    for (const side of ORDER)
      load[side].push(
        await withServer(
          root,
          side,
          spec,
          async ({ url }) => (await sendLoad(root, url, ["-d", LOAD_SECONDS])).average,
        ),
      );
  }
  const loadRatio = report(`submissions, ${CONNECTIONS} connections`, "/s", load, `at least ${AIMS.load}`);
  const isFlat = isLong ? await withServer(root, "mock", spec, (server) => benchMemory(root, server)) : true;
  return readyRatio <= AIMS.ready && passesCatalog && loadRatio >= AIMS.load && isFlat;
}

async function measureReady(root: string, spec: string): Promise<Record<Side, number[]>> {
  const ready: Record<Side, number[]> = { prism: [], mock: [] };
  for (let round = 0; round < READY_ROUNDS; round++) {
    for (const side of ORDER)
      ready[side].push(await withServer(root, side, spec, async ({ readyMs }) => readyMs));
  }
  return ready;
}

/** The same with the document of the largest catalogue; passed over where there is none. */
async function benchCatalogReady(root: string): Promise<boolean> {
  const catalogs = await Promise.all(
    (await findCatalogs(defaultCatalogFolder(root))).map((folder) => loadFolder(folder)),
  );
  const [largest] = catalogs.sort((one, other) => other.output.length - one.output.length);
  if (largest === undefined) {
    console.log("No catalogue to measure. Set EVOLINK_CATALOG.");
    return true;
  }
  const lintConfig = { path: "redocly.yaml", bytes: await readFile(join(root, "redocly.yaml")) };
  const sources = { pages: largest.output, supplement: [], overlays: [], lintConfig };
  const { draft } = await buildDocument(sources);
  const folder = await mkdtemp(join(tmpdir(), "bench-mock-"));
  try {
    const spec = join(folder, "openapi.json");
    await writeFile(spec, JSON.stringify(draft.document));
    const ready = await measureReady(root, spec);
    const what = `ready with a catalogue of ${largest.output.length} pages`;
    return report(what, "ms", ready, `at most ${AIMS.catalog}`) <= AIMS.catalog;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Sends a million submissions to a mock, and prints the memory of its process at each tenth. */
async function benchMemory(root: string, { url, child }: Running): Promise<boolean> {
  console.log(`memory over ${10 * LONG_STEP} submissions`);
  const residentMb: number[] = [];
  for (let step = 1; step <= 10; step++) {
    await sendLoad(root, url, ["-a", LONG_STEP]);
    const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(child.pid)]);
    residentMb.push(Number(stdout) / 1024);
    console.log(`  after ${String(step * LONG_STEP).padStart(8)}  ${residentMb.at(-1)?.toFixed(0)} MB`);
  }
  // By then it has all that it keeps.
  const [full = 0, last = Number.POSITIVE_INFINITY] = [
    Math.max(...residentMb.slice(0, 3)),
    residentMb.at(-1),
  ];
  console.log(`  growth of the last seven tenths  ${(last / full).toFixed(2)}   aim at most ${AIMS.growth}`);
  return last / full <= AIMS.growth;
}

/** Prints both sides and the ratio round by round, as both sides of a round had the same machine. Returns its median. */
function report(what: string, unit: string, { prism, mock }: Record<Side, number[]>, aim: string): number {
  const ratios = mock.map((value, round) => value / (prism[round] ?? Number.NaN));
  console.log(`${what}, ${mock.length} rounds, median (smallest–largest)`);
  console.log(`  Prism CLI  ${formatSpread(summarise(prism), 0)} ${unit}`);
  console.log(`  mock       ${formatSpread(summarise(mock), 0)} ${unit}`);
  console.log(`  ratio      ${formatSpread(summarise(ratios))}   aim ${aim}`);
  return summarise(ratios).median;
}

interface Running {
  url: string;
  readyMs: number;
  child: ChildProcess;
}

/** Starts a side, waits until it responds to a submission, and stops it when `measure` is done. */
async function withServer<T>(
  root: string,
  side: Side,
  spec: string,
  measure: (running: Running) => Promise<T>,
): Promise<T> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}${PATH}`;
  const startMs = performance.now();
  const child = spawn(process.execPath, SIDES[side](spec, port), { cwd: root, stdio: "ignore" });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  try {
    while (!(await responds(url))) {
      if (child.exitCode !== null) throw new Error(`${side} ended with exit code ${child.exitCode}.`);
      await sleep(10);
    }
    return await measure({ url, readyMs: performance.now() - startMs, child });
  } finally {
    child.kill("SIGTERM");
    await exited;
  }
}

async function responds(url: string): Promise<boolean> {
  try {
    const headers = { authorization: "Bearer bench", "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body: BODY });
    await response.arrayBuffer();
    // Other documents may refuse this body: that is a response, too.
    return response.status < 500;
  } catch {
    return false;
  }
}

/** @param amount how long or how often: `-d SECONDS` or `-a COUNT`. */
async function sendLoad(
  root: string,
  url: string,
  amount: readonly [flag: "-d" | "-a", count: number],
): Promise<{ average: number }> {
  const headers = ["authorization: Bearer bench", "content-type: application/json"].flatMap((header) => [
    "-H",
    header,
  ]);
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(root, "node_modules", "autocannon", "autocannon.js"),
    ...["--json", "--no-progress", "-c", String(CONNECTIONS), ...amount.map(String), "-m", "POST"],
    ...[...headers, "-b", BODY, url],
  ]);
  const result = JSON.parse(stdout) as { requests: { average: number }; non2xx: number; errors: number };
  if (result.non2xx + result.errors > 0)
    throw new Error(`${result.non2xx + result.errors} requests failed under load.`);
  return result.requests;
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
