import { Command } from "commander";
import { parseArguments } from "../terminal/command.ts";
import { printReports, showPageProgress } from "../terminal/page-reports.ts";
import { runInProject } from "../terminal/run-in-project.ts";

const HELP = `A page is Markdown with an OpenAPI document in a fenced block, or such a document in YAML or JSON. An index (llms.txt,
docs.json, a site map) or a folder stands for all of its pages that describe an API.

What is stored is what was published, byte for byte; the lock file says where it came from. Pages that are there already
are brought up to date. Eight are fetched at a time, each in three tries; 10 s of silence or 10 MiB end one;
a file may have 16 MiB. No address with a key is stored.

Examples:
  evolink-openapi add https://docs.example.com/en/videos/kite.md
  evolink-openapi add https://docs.example.com/llms.txt --lang en --match "**/video-series/**" "**/task-management/**"
  evolink-openapi add ../documentation

Exit codes: 0 every page is stored · 1 some are not, each with its reason; the others are · 2 wrong arguments ·
130 Ctrl-C; nothing was written`;

interface Flags {
  lang?: string;
  match: string[];
  accept: boolean;
  dryRun: boolean;
  json: boolean;
}

/** `add`: fetches pages, and locks them. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command("evolink-openapi add")
    .description("Fetch pages into the folder of pages, and lock them.")
    .argument("<source...>", "addresses, files or folders: of pages, or of what lists pages")
    .option("--lang <code>", "of an index, take pages in this language (en, ja, zh-CN)")
    .option("--match <glob...>", "of an index, take pages whose path matches", [])
    .option(
      "--accept",
      "take a page also where it moved, documents other operations, or was edited here",
      false,
    )
    .option("--dry-run", "fetch and report, but write nothing", false)
    .option("--json", "print JSON: { pages, passedOver, notes }", false);
  const exit = parseArguments(program, args, { help: HELP });
  if (exit !== undefined) return exit;

  const { json, ...flags } = program.opts<Flags>();
  return runInProject({ json }, async (config, signal) => {
    // Nobody who asks for help needs a client of HTTP.
    const { addPages, parseLocation, today, useFetcher } = await import("../sources/store/index.ts");
    const roots = program.args.map((source) => parseLocation(source));
    const { reports, ...more } = await useFetcher((fetcher) =>
      showPageProgress((onProgress) => {
        const lang = flags.lang ?? config.lang;
        return addPages(roots, config, { ...flags, lang, fetcher, signal, today: today(), onProgress });
      }),
    );
    return printReports(reports, { json, dryRun: flags.dryRun, ...more });
  });
}
