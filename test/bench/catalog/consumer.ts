import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { listCollectionFunctions } from "../../../scripts/render/client/collections.ts";
import { listOperationFacts } from "../../../scripts/render/shared/facts.ts";
import { runTool } from "../../../scripts/terminal/run-tool.ts";
import { listCalls } from "../../conformance/catalog/types.ts";

/** What the compiler spends on a program. */
interface Cost {
  seconds: number;
  instantiations: number;
}

/** What it spends on an application that uses the package. */
export interface ConsumerCost {
  /** With the declarations of all libraries checked too: `skipLibCheck` is false. */
  all: Cost;
  /** The same of a program that does nothing but import openapi-fetch, which the package cannot do without. */
  openapiFetch: Cost;
  /** Without: `skipLibCheck` is true. */
  own: Cost;
}

const PACKAGE = "node_modules/evolink-openapi";

/**
 * Compiles an application against the package as it would be published with some pages: it submits to every collection
 * of tasks in both forms, waits, and asks a model that responds at once.
 *
 * @param folder Where application and package are written: inside the project, whose packages they import.
 */
export async function measureConsumer(root: string, pages: string, folder: string): Promise<ConsumerCost> {
  const document = await declarePackage(root, pages, folder);
  await writeFile(join(folder, "application.ts"), renderApplication(document));
  // Without one of its own, the name of the package would be that of this project.
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(folder, "openapi-fetch.ts"), 'export { default } from "openapi-fetch";');
  return {
    all: await measureCompiler(root, folder, "application.ts", false),
    openapiFetch: await measureCompiler(root, folder, "openapi-fetch.ts", false),
    own: await measureCompiler(root, folder, "application.ts", true),
  };
}

/** `1.20 s and 20,000 instantiations …` */
export function formatConsumer({ all, openapiFetch, own }: ConsumerCost): string {
  const show = ({ seconds, instantiations }: Cost) =>
    `${seconds.toFixed(2)} s and ${instantiations.toLocaleString("en")} instantiations`;
  return `${show(own)}; with skipLibCheck off ${show(all)}, of openapi-fetch alone ${show(openapiFetch)}`;
}

async function measureCompiler(
  root: string,
  folder: string,
  file: string,
  skipLibCheck: boolean,
): Promise<Cost> {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck,
    module: "NodeNext",
    target: "ES2022",
    types: [],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: [file] }));
  const output = await run(root, "tsc", ["-p", folder, "--extendedDiagnostics"]);
  const figure = (name: string) =>
    Number(new RegExp(`${name}:\\s+([\\d.]+)`).exec(output)?.[1] ?? Number.NaN);
  return { seconds: figure("Total time"), instantiations: figure("Instantiations") };
}

/** Writes the declarations of the package where Node looks for it. Returns the text of its document. */
async function declarePackage(root: string, pages: string, folder: string): Promise<string> {
  const [sources, none] = [join(folder, "sources"), join(folder, "none")];
  const generated = join(sources, "generated");
  for (const made of [join(folder, PACKAGE), none, sources]) await mkdir(made, { recursive: true });
  // With our supplement, which has the query of tasks; without our overlays, which fit our own page.
  const supplement = join(root, "spec", "supplement");
  const options = ["--pages", pages, "--supplement", supplement, "--overlays", none, "--out", generated];
  options.push("--import-from", "../src", "--import-ending", ".ts");
  await run(root, "node", ["scripts/run.js", "scripts/cli/generate.ts", ...options]);
  await cp(join(root, "src"), join(sources, "src"), { recursive: true });
  await cp(join(root, "package.json"), join(folder, PACKAGE, "package.json"));
  const compilerOptions = { rootDir: ".", outDir: `../${PACKAGE}/dist`, emitDeclarationOnly: true };
  const settings = {
    extends: join(root, "tsconfig.build.json"),
    compilerOptions,
    include: ["src/index.ts"],
  };
  await writeFile(join(sources, "tsconfig.json"), JSON.stringify(settings));
  await run(root, "tsc", ["-p", sources]);
  return readFile(join(generated, "openapi.yaml"), "utf8");
}

/** The application. What there is to call, and with what, the document tells. */
function renderApplication(text: string): string {
  const document = parse(text, { maxAliasCount: -1 });
  const { tasks, immediate } = listCollectionFunctions(listOperationFacts(document));
  const callBoth = (some: typeof tasks) => some.flatMap((one) => listCalls(document, one).slice(0, 2));
  const submissions = callBoth(tasks).map((call) => `results.push(...(await wait((await ${call}).id)));`);
  const questions = callBoth(immediate)
    .slice(0, 2)
    .map((call) => `console.log(await ${call});`);
  return [
    'import { createEvolink } from "evolink-openapi";',
    'const evolink = createEvolink({ apiKey: "any" });',
    "const wait = async (id: string): Promise<string[]> => (await evolink.tasks.wait(id)).results;",
    "export async function main(): Promise<string[]> {",
    "const results: string[] = [];",
    ...submissions,
    ...questions,
    "return results;",
    "}",
  ].join("\n");
}

async function run(root: string, tool: string, options: readonly string[]): Promise<string> {
  const { code, output } = await runTool(root, tool, options);
  if (code !== 0)
    throw new Error(`${[tool, ...options].join(" ")} ended with ${code}:\n${output.slice(0, 2000)}`);
  return output;
}
