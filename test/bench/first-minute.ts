import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { preparePages } from "../../scripts/pipeline/prepare-pages.ts";
import { startPageServer } from "../helpers/page-server.ts";
import { formatSpread, measureProcesses, type Spread, summarise } from "./measure.ts";

const run = promisify(execFile);
const ROUNDS = 5;
const PAGE = "gemini-omni-flash-text-to-video";

/** One way from three published pages to a client. */
interface Way {
  name: string;
  /** What npm installs. */
  packages: string[];
  /** What a person has to do by hand before, and is not timed. */
  byHand: string[];
  files?: Record<string, string>;
  /** The commands, as arguments of Node in the project's folder. */
  commands: string[][];
}

/** What a way takes. */
interface Taken {
  steps: number;
  packages: number;
  megabytes: number;
  seconds: Spread;
}

/**
 * Measures the first minute side by side: from an installed tool to a client of the same three pages. This package reads
 * the pages where they are published; the others are given the documents in them, which someone has to take out.
 *
 * @returns whether it takes two steps, less time than @hey-api/openapi-ts, and fewer packages than either.
 */
export async function benchFirstMinute(root: string): Promise<boolean> {
  // @hey-api/openapi-ts needs more than the oldest Node that is supported here.
  const node = join(root, "test/integration/node_modules/node-24/bin/node");
  if (!existsSync(node)) {
    console.log("A newer Node is not installed: npm ci --prefix test/integration.");
    return true;
  }
  const folder = await mkdtemp(join(tmpdir(), "evolink-openapi-bench-"));
  const page = await readFile(join(root, "spec/pages", `${PAGE}.md`), "utf8");
  const pages = [1, 2, 3].map(
    (number) => [`/${number}.md`, page.replaceAll(PAGE, `${PAGE}-${number}`)] as const,
  );
  const server = await startPageServer(Object.fromEntries(pages));
  try {
    const documents = await Promise.all(pages.map(([path, text]) => writeDocument(folder, path, text)));
    const tarball = await pack(root, folder);
    const ways = listWays(
      tarball,
      documents,
      pages.map(([path]) => server.url + path),
    );
    const taken: Taken[] = [];
    for (const way of ways) taken.push(await install(join(folder, way.name.replace(/\W/g, "")), way));
    const seconds: number[][] = ways.map(() => []);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [index, { name, commands }] of ways.entries()) {
        const cwd = join(folder, name.replace(/\W/g, ""));
        for (const made of ["spec", "evolink", "client", "node_modules/.cache"])
          await rm(join(cwd, made), { recursive: true, force: true });
        seconds[index]?.push((await measureProcesses(commands, cwd, node)).seconds);
      }
    const all = taken.map((one, index) => ({ ...one, seconds: summarise(seconds[index] ?? []) }));
    console.log(`${ROUNDS} rounds, whole processes after installation: median (smallest–largest)`);
    for (const [index, { steps, packages, megabytes, seconds: spread }] of all.entries())
      console.log(
        `  ${ways[index]?.name.padEnd(20)} ${steps} steps   ${formatSpread(spread)} s   ${packages} packages   ${megabytes.toFixed(0)} MB`,
      );
    const [own, hey, configured, typescript] = all;
    if (own === undefined || hey === undefined || configured === undefined || typescript === undefined)
      return false;
    const passed =
      own.steps <= 2 &&
      own.seconds.median < Math.min(hey.seconds.median, configured.seconds.median) &&
      own.packages < Math.min(hey.packages, typescript.packages);
    console.log(`${passed ? "ok" : "MISSED"}: two steps, less time than hey-api, fewer packages than either`);
    return passed;
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function listWays(tarball: string, documents: readonly string[], urls: readonly string[]): Way[] {
  const extract = ["take the documents out of the pages"];
  const hey = ["@hey-api/openapi-ts@0.99.0", "typescript@5.9.3"];
  const run = "node_modules/@hey-api/openapi-ts/bin/run.js";
  const outputs = documents.map((input, index) => ({ input, output: `client/${index}` }));
  return [
    {
      name: "evolink-openapi",
      packages: [tarball],
      byHand: [],
      commands: [
        ["node_modules/evolink-openapi/dist/bin.js", "add", ...urls],
        ["node_modules/evolink-openapi/dist/bin.js", "generate"],
      ],
    },
    {
      name: "@hey-api/openapi-ts",
      packages: hey,
      byHand: extract,
      commands: documents.map((input, index) => [run, "--input", input, "--output", `client/${index}`]),
    },
    {
      name: "… as one run",
      packages: hey,
      byHand: [...extract, "write a configuration that lists them"],
      files: { "openapi-ts.config.mjs": `export default ${JSON.stringify(outputs)};` },
      commands: [[run, "--file", "openapi-ts.config.mjs"]],
    },
    {
      name: "openapi-typescript",
      packages: ["openapi-typescript@7.13.0", "openapi-fetch@0.17.0", "typescript@5.9.3"],
      byHand: extract,
      commands: documents.map((file, index) => [
        "node_modules/openapi-typescript/bin/cli.js",
        ...[file, "--output", `client/${index}.ts`],
      ]),
    },
  ];
}

async function writeDocument(folder: string, path: string, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const [page] = preparePages([{ path, bytes }]).output.pages;
  const file = join(folder, `${path.replace(/\W/g, "")}.yaml`);
  await writeFile(file, stringify(page?.document));
  return file;
}

async function pack(root: string, folder: string): Promise<string> {
  await run("npm", ["run", "build"], { cwd: root });
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: root });
  return join(folder, (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "");
}

async function install(folder: string, { packages, byHand, files = {}, commands }: Way): Promise<Taken> {
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "app", type: "module" }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...packages], { cwd: folder });
  const lock = JSON.parse(await readFile(join(folder, "node_modules/.package-lock.json"), "utf8"));
  const installed = await readdir(join(folder, "node_modules"), { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    installed
      .filter((file) => file.isFile())
      .map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  );
  return {
    steps: byHand.length + commands.length,
    packages: Object.keys(lock.packages).length,
    megabytes: sizes.reduce((sum, size) => sum + size, 0) / 1e6,
    seconds: summarise([]),
  };
}
