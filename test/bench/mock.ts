import { execFile, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { formatSpread, summarise } from "./measure.ts";

const READY_ROUNDS = 5;
const LOAD_ROUNDS = 3;
const LOAD_SECONDS = 5;
const CONNECTIONS = 10;

/** Ratios to the Prism CLI. */
const AIMS = { ready: 0.4, load: 2 };

const PATH = "/v1/videos/generations";
const BODY = JSON.stringify({
  model: "gemini-omni-flash-text-to-video",
  prompt: "A marble rolls",
  duration: 6,
});

/** The two sides: a name and the arguments for `node`. */
const SIDES = {
  prism: (port: number) => [
    "node_modules/@stoplight/prism-cli/dist/index.js",
    ...["mock", "generated/openapi.yaml", "--port", String(port)],
  ],
  mock: (port: number) => ["scripts/run.js", "scripts/cli/mock.ts", "--port", String(port)],
} as const;
type Side = keyof typeof SIDES;
const ORDER: readonly Side[] = ["prism", "mock"];

/**
 * Measures the mock against the Prism CLI on the same document, in turns in one run: how soon the first submission
 * gets a response after the start, and how many submissions a second get one then.
 *
 * @returns whether the medians of both ratios meet their aims.
 */
export async function benchMock(root: string): Promise<boolean> {
  const ready: Record<Side, number[]> = { prism: [], mock: [] };
  for (let round = 0; round < READY_ROUNDS; round++) {
    for (const side of ORDER)
      ready[side].push(await withServer(root, side, async (_url, readyMs) => readyMs));
  }
  const readyRatio = report("ready", "ms", ready, `at most ${AIMS.ready}`);

  const load: Record<Side, number[]> = { prism: [], mock: [] };
  for (let round = 0; round < LOAD_ROUNDS; round++) {
    for (const side of ORDER) load[side].push(await withServer(root, side, (url) => measureLoad(root, url)));
  }
  const loadRatio = report(`submissions, ${CONNECTIONS} connections`, "/s", load, `at least ${AIMS.load}`);
  return readyRatio <= AIMS.ready && loadRatio >= AIMS.load;
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

/** Starts a side, waits until it responds to a submission, and stops it when `measure` is done. */
async function withServer<T>(
  root: string,
  side: Side,
  measure: (url: string, readyMs: number) => Promise<T>,
): Promise<T> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}${PATH}`;
  const startMs = performance.now();
  const child = spawn(process.execPath, SIDES[side](port), { cwd: root, stdio: "ignore" });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  try {
    while (!(await responds(url))) {
      if (child.exitCode !== null) throw new Error(`${side} ended with exit code ${child.exitCode}.`);
      await sleep(10);
    }
    return await measure(url, performance.now() - startMs);
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
    return response.status === 200;
  } catch {
    return false;
  }
}

async function measureLoad(root: string, url: string): Promise<number> {
  const headers = ["authorization: Bearer bench", "content-type: application/json"].flatMap((header) => [
    "-H",
    header,
  ]);
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(root, "node_modules", "autocannon", "autocannon.js"),
    ...["--json", "--no-progress", "-c", String(CONNECTIONS), "-d", String(LOAD_SECONDS), "-m", "POST"],
    ...[...headers, "-b", BODY, url],
  ]);
  const result = JSON.parse(stdout) as { requests: { average: number }; non2xx: number; errors: number };
  if (result.non2xx + result.errors > 0)
    throw new Error(`${result.non2xx + result.errors} requests failed under load.`);
  return result.requests.average;
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
