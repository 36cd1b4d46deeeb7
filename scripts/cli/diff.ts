import { appendFile, readFile } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { Command, Option } from "commander";
import { readConfig } from "../config/read-config.ts";
import { type Change, isAtLeast, LEVELS, type Level, worstLevel } from "../diff/change.ts";
import { compareDocuments } from "../diff/compare/compare-documents.ts";
import { formatGithub } from "../diff/report/format-github.ts";
import { formatJson } from "../diff/report/format-json.ts";
import { formatMarkdown } from "../diff/report/format-markdown.ts";
import { formatText } from "../diff/report/format-text.ts";
import { ignoreChanges } from "../diff/report/ignore-changes.ts";
import { KnownPages, loadSide, type Side } from "../diff/sides/load-side.ts";
import { SideError } from "../diff/sides/side-files.ts";
import { EXIT, parseArguments } from "../terminal/command.ts";
import { explainFailure } from "../terminal/explain-failure.ts";
import { formatProblems } from "../terminal/format-problems.ts";
import { colorsFor, widthOf } from "../terminal/report.ts";

const HELP = `A side is a document, a page, a folder of pages or of generated files, or a git revision: HEAD~1, HEAD~1:spec/pages.

Levels: breaking (a value that worked is refused, or one comes that was not described) · risky (cannot be decided; a
default, or words about price, limits or deprecation) · compatible · documentation

Exit codes: 0 nothing at or above --fail-on · 1 something is · 2 wrong arguments, or a side that cannot be compared`;

interface Options {
  since?: string;
  format: "text" | "json" | "markdown" | "github";
  failOn: Level;
  ignore?: string;
  all: boolean;
  types: boolean;
}

/** `evolink-openapi diff OLD NEW`: what a change breaks, with a value that proves it. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command("evolink-openapi diff")
    .description("Judge the difference of two documents: what breaks whom, with a value that proves it.")
    .argument("[old]", "the old side")
    .argument("[new]", "the new side")
    .option("--since <revision>", "compare the document of a git revision with the one here")
    .addOption(
      new Option("--format <format>", "how to report")
        .choices(["text", "json", "markdown", "github"])
        .default("text"),
    )
    .addOption(new Option("--json", "the same as --format json").implies({ format: "json" }))
    .addOption(
      new Option("--fail-on <level>", "the level from which to exit 1").choices(LEVELS).default("breaking"),
    )
    .option("--ignore <file>", "YAML list of accepted changes, each with a reason and an expiry date")
    .option("--all", "tell compatible changes and documentation one by one, too", false)
    .option("--types", "tell breaking changes of bodies as the compiler sees them, too", false);
  const exit = parseArguments(program, args, { help: HELP });
  if (exit !== undefined) return exit;

  const options = program.opts<Options>();
  return explainFailure({ json: options.format === "json", exit: EXIT.usage }, async () => {
    const { before, after } = await loadSides(program.args, options);
    return report(before, after, options);
  });
}

async function loadSides(
  [old, current]: readonly string[],
  { since }: Options,
): Promise<{ before: Side; after: Side }> {
  const cwd = process.cwd();
  const known = new KnownPages();
  const generated = await findGenerated(cwd);
  // With --since the only other argument is the new side.
  const names = since === undefined ? [old, current] : [since, old ?? afterPath(since, generated)];
  const [first, second] = names;
  if (first === undefined || second === undefined || (since !== undefined && current !== undefined))
    throw new SideError(
      "Name two sides: diff OLD NEW, or diff --since REVISION [NEW]. --help says what a side may be.",
    );
  const before = await loadSide(first, cwd, { known, generated });
  const after = await loadSide(second, cwd, { known, generated });
  ensureComparable(before, after);
  for (const { label, problems } of [before, after])
    if (problems.length > 0)
      console.error(`${label}: left out:\n${formatProblems(problems, colorsFor(process.stderr))}`);
  return { before, after };
}

/** The folder of what the project generates, as it is named from the working directory. */
async function findGenerated(cwd: string): Promise<string> {
  const { output, problems } = await readConfig(cwd);
  if (output === undefined) throw new SideError(problems.map(({ message }) => message).join("\n"));
  return relative(cwd, output.out).split(sep).join("/");
}

/** The same place here as in a revision: `HEAD~1:spec/pages` is compared with `spec/pages`. */
function afterPath(since: string, generated: string): string {
  const colon = since.indexOf(":");
  return colon < 0 ? generated : since.slice(colon + 1);
}

function ensureComparable(before: Side, after: Side): void {
  const [old, current] = [before, after].map(({ document }) => Object.keys(Object(document.paths)));
  const shape = (path: string) => path.replace(/\{[^}]*\}/g, "{}");
  const known = new Set((old ?? []).map(shape));
  if (known.size === 0 || (current ?? []).length === 0)
    throw new SideError(`${known.size === 0 ? before.label : after.label} describes no operation.`);
  if (!(current ?? []).some((path) => known.has(shape(path))))
    throw new SideError(
      `${before.label} and ${after.label} have no path in common. Are they documents of the same API?`,
    );
}

async function report(before: Side, after: Side, options: Options): Promise<number> {
  const { ignore, format, failOn, all, types } = options;
  const compared = compareDocuments(before.document, after.document);
  const found = types ? await addTypes(before, after, compared) : compared;
  const today = new Date().toISOString().slice(0, 10);
  const { changes, ignored, warnings } =
    ignore === undefined
      ? { changes: found, ignored: 0, warnings: [] }
      : ignoreChanges(found, await readIgnored(ignore), ignore, today);
  for (const warning of warnings) console.error(`warning: ${warning}`);
  const least = all ? "documentation" : "risky";
  process.stdout.write(
    format === "json"
      ? formatJson(changes, { before: before.label, after: after.label, ignored })
      : await write(changes, format, least),
  );
  if (ignored > 0 && format === "text") console.log(`${ignored} ignored by ${ignore}`);
  const worst = worstLevel(changes);
  return worst !== undefined && isAtLeast(worst, failOn) ? EXIT.failed : EXIT.ok;
}

/** The compiler is loaded only for this; the published package does not bring it. */
async function addTypes(before: Side, after: Side, changes: readonly Change[]): Promise<Change[]> {
  try {
    const { describeTypes } = await import("../diff/describe-types.ts");
    return describeTypes(before.document, after.document, changes);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")) throw error;
    throw new SideError("--types needs the compiler: npm install --save-dev ts-morph openapi-typescript");
  }
}

async function write(
  changes: readonly Change[],
  format: "text" | "markdown" | "github",
  least: Level,
): Promise<string> {
  if (format === "markdown") return formatMarkdown(changes, least);
  if (format === "text") {
    const width = widthOf(process.stdout);
    return formatText(changes, { colors: colorsFor(process.stdout), width, least });
  }
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (summary) await appendFile(summary, formatMarkdown(changes, least));
  return formatGithub(changes, least);
}

async function readIgnored(file: string): Promise<string> {
  try {
    return await readFile(resolve(file), "utf8");
  } catch (error) {
    throw new SideError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
