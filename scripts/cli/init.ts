import { join, relative } from "node:path";
import { Command } from "commander";
import { makeFolder } from "../../src/files/make-folder.ts";
import { CONFIG_NAME, findConfig, resolveConfig } from "../config/read-config.ts";
import { replaceFiles } from "../files/output.ts";
import { findPackageManager } from "../init/package-manager.ts";
import { chooseConfig, planFiles } from "../init/plan-files.ts";
import { EXIT, parseArguments } from "../terminal/command.ts";
import { colorsFor, escapeControls } from "../terminal/report.ts";
import { runInProject } from "../terminal/run-in-project.ts";

const HELP = `Asks nothing, overwrites nothing, and may be run again. It writes ${CONFIG_NAME}, which says where pages and the generated
folder are, both folders, and two lines of .gitattributes: pages keep their bytes, and what is generated is marked as such.

Exit codes: 0 the files are there · 1 a file cannot be written · 2 wrong arguments`;

interface Flags {
  github: boolean;
  dryRun: boolean;
  json: boolean;
}

/** `init`: a configuration and folders for the current project. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command("evolink-openapi init")
    .description("Set up the current project: a configuration, and folders.")
    .option("--github", "also a workflow that updates weekly and opens a pull request", false)
    .option("--dry-run", "report, but write nothing", false)
    .option("--json", "print JSON: { files, next }", false);
  const exit = parseArguments(program, args, { help: HELP });
  if (exit !== undefined) return exit;

  const { github, dryRun, json } = program.opts<Flags>();
  return runInProject({ json }, async (found) => {
    const { folder } = found;
    const config = findConfig(folder) === undefined ? resolveConfig(chooseConfig(folder), folder) : found;
    const files = await planFiles(config, { github });
    const texts = files.flatMap(({ path, text }) =>
      text === undefined ? [] : [[join(folder, path), text] as const],
    );
    if (!dryRun) {
      for (const at of [config.pages, config.out]) await makeFolder(at);
      await replaceFiles(new Map(texts));
    }
    const { exec } = findPackageManager(folder);
    const next = [
      `${exec} evolink-openapi add https://docs.evolink.ai/llms.txt --lang en --match "**/video-series/**" "**/task-management/**"`,
      `${exec} evolink-openapi generate`,
    ];
    if (json) {
      const reports = files.map(({ text: _, ...file }) => file);
      console.log(JSON.stringify({ files: reports, next }, null, 2));
      return EXIT.ok;
    }
    const { green, yellow, dim } = colorsFor(process.stdout);
    const place = relative(process.cwd(), folder);
    for (const { path, status, message } of files) {
      const mark = status === "kept" ? yellow("!") : green("✓");
      console.log(
        `${mark} ${status.padEnd(13)}  ${escapeControls(join(place, path))}${message === undefined ? "" : `\n    ${message}`}`,
      );
    }
    console.log(`\nNext:\n${next.map((line) => `  ${line}`).join("\n")}`);
    if (dryRun) console.log(dim("Nothing was written."));
    return EXIT.ok;
  });
}
