import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Command } from "commander";
import { type CommandContext, EXIT, parseArguments } from "../terminal/command.ts";
import { colorsFor } from "../terminal/report.ts";
import { runTool, type ToolResult } from "../terminal/run-tool.ts";

/** The oldest Node that is supported, and the newest of each line since that is. */
const NODES = ["20.20", "22", "24", "26"];

/** The oldest TypeScript that compiles what is generated, and each since. */
const TYPESCRIPTS = ["5.4", "5.5", "5.6", "5.7", "5.8", "5.9", "6.0", "7.0"];

const HELP = `Installs each Node and each TypeScript from npm into a temporary folder: this needs the network, which \`npm test\` does not.

Exit codes: 0 everything passes on all of them · 1 something fails; its output is shown · 2 wrong arguments`;

/** `npm run check:release`: the main job and the test command on every Node that is supported. */
export async function main(args: string[], { root }: CommandContext): Promise<number> {
  const program = new Command("check:release")
    .description(
      "Run npm start and npm test on every supported Node, compile with every supported TypeScript, and run the examples of the documentation.",
    )
    .option("--node <version...>", "which ones", NODES)
    .option("--script <name...>", "which npm scripts", ["start", "test"])
    .option("--typescript <version...>", "which ones", TYPESCRIPTS);
  const exit = parseArguments(program, args, { help: HELP });
  if (exit !== undefined) return exit;

  const {
    node: versions,
    script: scripts,
    typescript,
  } = program.opts<Record<"node" | "script" | "typescript", string[]>>();
  const folder = await mkdtemp(join(tmpdir(), "evolink-openapi-release-"));
  const colors = colorsFor(process.stdout);
  let code: number = EXIT.ok;
  const report = (name: string, result: ToolResult) => {
    console.log(`${result.code === 0 ? colors.green("✓") : colors.red("✗")} ${name}`);
    if (result.code === 0) return;
    console.log(result.output.trimEnd());
    code = EXIT.failed;
  };
  try {
    // Without them, most of what is tried with others' programs would be skipped.
    report("the runtimes and clients of others, installed", await installOthers(root));
    for (const version of versions) {
      const bin = await installNode(root, join(folder, version), version);
      for (const script of scripts)
        report(
          `Node ${version}, npm run ${script}`,
          await runScript(root, bin, script, join(folder, version, "out")),
        );
    }
    report(`TypeScript ${typescript.join(", ")}`, await compileWithEach(root, folder, typescript));
    report("the examples of the documentation, run as they are written", await runExamples(root));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return code;
}

/**
 * Installs the package that holds the program: `node` itself fetches it in a script, and npm may run none.
 * @returns the folder that holds the program.
 */
async function installNode(root: string, folder: string, version: string): Promise<string> {
  const { platform, arch } = process;
  const prefix = platform === "darwin" && arch === "arm64" ? "node-bin" : "node";
  const packed = `node@npm:${prefix}-${platform}-${arch}@${version}`;
  const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, packed];
  const { code, output } = await runTool(root, "npm", install);
  if (code !== 0) throw new Error(`Node ${version} cannot be installed:\n${output}`);
  return join(folder, "node_modules", "node", "bin");
}

/** Installs what the tests try this with, from its own lock file. */
const installOthers = (root: string): Promise<ToolResult> =>
  runTool(root, "npm", ["ci", "--no-audit", "--no-fund", "--prefix", join("test", "integration")]);

/** Runs an npm script with a Node first on the path, so that every program it starts has it too. */
function runScript(root: string, bin: string, script: string, out: string): Promise<ToolResult> {
  const rest = script === "start" ? ["--", "--out", out] : [];
  const path = `${bin}${delimiter}${process.env.PATH}`;
  return runTool(root, "env", [`PATH=${path}`, "npm", "run", script, ...rest]);
}

/** Compiles what the packed package generates with each of these compilers. */
async function compileWithEach(
  root: string,
  folder: string,
  versions: readonly string[],
): Promise<ToolResult> {
  const compilers = versions.map((version) => `typescript-${version}@npm:typescript@${version}`);
  const built = await runTool(root, "npm", ["run", "build"]);
  if (built.code !== 0) return built;
  const install = ["install", "--no-audit", "--no-fund", "--prefix", folder, ...compilers];
  const installed = await runTool(root, "npm", install);
  if (installed.code !== 0) return installed;
  const variable = `TYPESCRIPT_FOLDER=${join(folder, "node_modules")}`;
  return runTool(root, "env", [variable, "npx", "vitest", "run", "test/integration/typescript.test.ts"]);
}

/** Runs them from the package that `compileWithEach` has built, with what they import installed from npm. */
const runExamples = (root: string): Promise<ToolResult> =>
  runTool(root, "env", ["RUN_EXAMPLES=1", "npx", "vitest", "run", "test/packaging/examples.test.ts"]);
