import { Command } from "commander";
import { EXIT, parseArguments } from "../terminal/command.ts";
import { colorsFor, escapeControls } from "../terminal/report.ts";
import { runInProject } from "../terminal/run-in-project.ts";

const HELP = `Exit codes: 0 listed · 1 the lock file cannot be read · 2 wrong arguments`;

/** `list`: the pages, and where each came from. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command("evolink-openapi list")
    .description("List the pages, where each came from and when, and whether it is still what was fetched.")
    .option("--json", "print JSON: a list of { name, source, fetched, state }", false);
  const exit = parseArguments(program, args, { help: HELP });
  if (exit !== undefined) return exit;

  const { json } = program.opts<{ json: boolean }>();
  return runInProject({ json }, async (config) => {
    const { listPages } = await import("../sources/store/index.ts");
    const pages = await listPages(config);
    if (json) {
      console.log(JSON.stringify(pages, null, 2));
      return EXIT.ok;
    }
    const { dim, yellow } = colorsFor(process.stdout);
    const width = Math.max(0, ...pages.map(({ name }) => name.length));
    for (const { name, source = "", fetched = "", state } of pages) {
      const mark = state === "as fetched" ? "" : `  ${yellow(state)}`;
      console.log(
        `${escapeControls(name).padEnd(width)}  ${fetched.padEnd(10)}${mark}  ${dim(escapeControls(source))}`.trimEnd(),
      );
    }
    if (pages.length === 0) console.log("There are no pages. Add some: evolink-openapi add ADDRESS");
    return EXIT.ok;
  });
}
