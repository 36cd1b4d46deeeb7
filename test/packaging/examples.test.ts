import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEvolink } from "../../src/index.ts";
import { type Mock, startMock } from "../../src/mock/index.ts";
import { TEXT_PAGES } from "../helpers/catalogs/text-pages.ts";
import { newerNode } from "../helpers/integration.ts";
import { BODY } from "../helpers/mock.ts";
import { nameOf, readExamples } from "../helpers/readme.ts";
import { findPort, startRedis, type TestRedis } from "../helpers/redis.ts";

const run = promisify(execFile);
const FILES = ["README.md", "README.ja.md", "COMING-FROM.md", "TEN-THOUSAND.md", "llms.txt"];
const TIMEOUT_MS = 240_000;

/** The task that the examples name. */
const TASK_ID = "task-unified-1757169743-7cvnl5zw";

/** What does not end by itself. */
const SERVER = /\.listen\(|new (Queue|Worker|BullMQAdapter)\(|setupServer\(/;

/** What some of them print, each found by a part of its text. */
const PRINTED = new Map([
  ["marble.mp4", /marble\.mp4: \d{4,} bytes/],
  ["duration: 99", /^duration must be an integer from 3 to 10 or "auto", got 99$/m],
  ["openResult(task", /^stored clip\.mp4: \d{4,} bytes$/m],
  ["new Worker(", /^stored p-17-0\.mp4: \d{4,} bytes$/m],
  ["gpt-5.2", /content: 'A mistral\.'[\s\S]*A mistral\.[\s\S]*candidates/],
]);

const isAsked = Boolean(process.env.RUN_EXAMPLES);
const node = isAsked ? newerNode() : undefined;
if (isAsked && !node)
  throw new Error("Run npm ci --prefix test/integration: the examples need what it installs.");
if (!isAsked) console.warn("Skipped: the examples are run with RUN_EXAMPLES=1, and npm's registry.");

const examples = FILES.flatMap((file) => {
  const texts = readExamples("typescript", file);
  const all = [...["ts", "js"].flatMap((language) => readExamples(language, file)), texts.join("\n")];
  return all.filter(Boolean).map((code, index) => ({ file, index, code }));
});

/** What the texts say to install, in the versions that they say. */
const told = new Set(
  FILES.flatMap((file) => [...readFileSync(file, "utf8").matchAll(/npm install ([^`\n#(]*)/g)]).flatMap(
    ([, names = ""]) => names.trim().split(/\s+/),
  ),
);

/** What the examples import. */
const imported = examples.flatMap(({ code }) =>
  [...code.matchAll(/from "((?:@[^/"]+\/)?[^./"@][^/"]*)/g)].map(([, name = ""]) => name),
);

/** All of these, for npm. */
const packages = [
  ...told,
  ...imported.filter((name) => ![...told].some((one) => one.startsWith(`${name}@`))),
].filter((name) => !isBuiltin(name) && name !== "evolink-openapi");

let app: string;
let mock: Mock;
let redis: TestRedis;
let environment: Record<string, string>;

beforeAll(async () => {
  if (!node) return;
  app = await mkdtemp(join(tmpdir(), "examples-"));
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", app]);
  const tarball = (await readdir(app)).find((name) => name.endsWith(".tgz")) ?? "";
  await writeFile(join(app, "package.json"), JSON.stringify({ name: "app", type: "module" }));
  await run("npm", ["install", "--no-audit", "--no-fund", `./${tarball}`, "tsx", ...packages], { cwd: app });
  await cp("spec/pages", join(app, "spec/pages"), { recursive: true });
  await cp("spec/supplement", join(app, "spec/supplement"), { recursive: true });
  for (const { file, document } of TEXT_PAGES)
    await writeFile(join(app, "spec/pages", file.replace(".md", ".json")), JSON.stringify(document));
  await run("npx", ["evolink-openapi", "generate"], { cwd: app });
  const spec = join(app, "evolink/openapi.yaml");
  const state = join(app, "state.json");
  const before = await startMock({ spec, stateFile: state });
  const { id } = await createEvolink({ apiKey: "any", baseUrl: before.url }).videos.create(BODY);
  await before.close();
  await writeFile(state, (await readFile(state, "utf8")).replaceAll(id, TASK_ID));
  mock = await startMock({ spec, stateFile: state, taskSeconds: 1 });
  redis = await startRedis();
  environment = {
    EVOLINK_API_KEY: "any",
    EVOLINK_BASE_URL: mock.url,
    CALLBACK_SECRET: "a secret that nobody can guess",
    PORT: "0",
    TASK_ID,
    REDIS_PORT: `${redis.port}`,
  };
}, TIMEOUT_MS);

afterAll(async () => {
  if (!node) return;
  await mock.close();
  await redis.stop();
  await rm(app, { recursive: true, force: true });
});

/** Runs an example in a folder of its own. */
async function runExample({ file, index, code }: (typeof examples)[number]) {
  const folder = join(app, `${file}-${index}`);
  const name = nameOf(code) ?? "example.ts";
  await cp(join(app, "evolink"), join(folder, "evolink"), { recursive: true });
  await cp("test/packaging/run-example.mjs", join(folder, "run-example.mjs"));
  await mkdir(join(folder, "lib"));
  await writeFile(join(folder, "lib/evolink.ts"), examples.find((one) => nameOf(one.code))?.code ?? "");
  // Ports of our own.
  const ported = code
    .replaceAll('host: "127.0.0.1"', `host: "127.0.0.1", port: ${redis.port}`)
    .replace("listen(3000)", `listen(${await findPort()})`);
  await writeFile(join(folder, name), ported);
  const isServer = SERVER.test(code) ? { IS_SERVER: "1" } : {};
  const env = { ...process.env, ...environment, ...isServer };
  return run(node ?? "", ["--import", "tsx", "run-example.mjs", name], {
    cwd: folder,
    env,
    timeout: 60_000,
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code: code ?? "it did not end", stdout, stderr }),
  );
}

describe.runIf(node)("an example of the documentation", { timeout: TIMEOUT_MS }, () => {
  it.each(examples)(
    "runs as it is written, with what it imports installed: $file, $index",
    async (example) => {
      const { stdout, ...ended } = await runExample(example);
      expect({ example: example.code, ...ended }).toEqual({ example: example.code, code: 0, stderr: "" });
      for (const [part, printed] of PRINTED) if (example.code.includes(part)) expect(stdout).toMatch(printed);
    },
  );
});
