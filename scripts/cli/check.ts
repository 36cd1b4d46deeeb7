import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { type CommandContext, EXIT, parseArguments } from "../terminal/command.ts";
import { colorsFor } from "../terminal/report.ts";
import { runTool, type ToolResult } from "../terminal/run-tool.ts";

interface Step {
  name: string;
  run: (root: string) => Promise<ToolResult>;
}

/** Everything that must hold of the project, in the order in which a mistake is cheapest to find. */
const STEPS: Step[] = [
  { name: "lint of the code (biome)", run: (root) => runTool(root, "biome", ["ci", "--error-on-warnings"]) },
  { name: "unused code and dependencies (knip)", run: (root) => runTool(root, "knip", []) },
  {
    name: "imports between the rooms (dependency-cruiser)",
    run: (root) => runTool(root, "depcruise", ["src", "scripts", "test", "generated"]),
  },
  {
    name: "generated files are what spec/ makes",
    run: (root) => runTool(root, "node", ["scripts/run.js", "scripts/cli/generate.ts", "--check"]),
  },
  { name: "lint of the document (redocly)", run: lintDocument },
  { name: "types (tsc)", run: (root) => runTool(root, "tsc", ["-p", "tsconfig.json"]) },
  { name: "build", run: (root) => runTool(root, "node", ["scripts/run.js", "scripts/cli/build.ts"]) },
  { name: "the package as it is published (publint, are-the-types-wrong)", run: checkPackage },
  { name: "tests (vitest)", run: (root) => runTool(root, "vitest", ["run", "--reporter=default"]) },
];

const HELP = `Exit codes: 0 all steps are well · 1 a step has failed; its output is shown · 2 wrong arguments`;

/** `npm test`: all that continuous integration runs. */
export async function main(args: string[], { root }: CommandContext): Promise<number> {
  const program = new Command("check").description(
    "Run every check of the project: lint, drift, types, packaging and tests.",
  );
  const exit = parseArguments(program, args, { help: HELP });
  if (exit !== undefined) return exit;

  const colors = colorsFor(process.stdout);
  const failed: string[] = [];
  for (const { name, run } of STEPS) {
    const started = performance.now();
    const { code, output } = await run(root);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${code === 0 ? colors.green("✓") : colors.red("✗")} ${name} ${colors.dim(`${seconds} s`)}`);
    if (code !== 0) failed.push(name);
    // The tests say how many there were; every other tool is only of interest when it complains.
    if (code !== 0 || name.startsWith("tests")) console.log(output.trimEnd());
  }
  if (failed.length > 0) console.error(`${colors.red("Failed:")} ${failed.join(" · ")}`);
  return failed.length === 0 ? EXIT.ok : EXIT.failed;
}

/** Redocly exits 0 on warnings; on our own document there are none to be. */
async function lintDocument(root: string): Promise<ToolResult> {
  const result = await runTool(root, "redocly", ["lint", "generated/openapi.yaml", "--format=summary"]);
  return /warning/i.test(result.output.replace(/Deprecation warning/i, "")) ? { ...result, code: 1 } : result;
}

async function checkPackage(root: string): Promise<ToolResult> {
  const folder = await mkdtemp(join(tmpdir(), "evolink-openapi-pack-"));
  try {
    const packed = await runTool(root, "npm", ["pack", "--ignore-scripts", "--pack-destination", folder]);
    const [tarball] = await readdir(folder);
    if (packed.code !== 0 || tarball === undefined) return { ...packed, code: 1 };
    const file = join(folder, tarball);
    const results = [
      await runTool(root, "publint", ["--strict", file]),
      await runTool(root, "attw", [
        // What requires the package gets a module of ES, as README says under CommonJS.
        "--ignore-rules",
        "cjs-resolves-to-esm",
        "--exclude-entrypoints",
        "openapi.yaml",
        "diff-report.schema.json",
        "--",
        file,
      ]),
    ];
    return results.find(({ code }) => code !== 0) ?? { code: 0, output: "" };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
