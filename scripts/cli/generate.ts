import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import type { Problem } from "../../src/openapi/problem.ts";
import { CONFIG_NAME, readConfig } from "../config/read-config.ts";
import type { ChangeSummary } from "../diff/describe-changes.ts";
import { guardOutput } from "../files/guard-output.ts";
import { DOCUMENT } from "../files/last-document.ts";
import { type Drift, findDrift, isClean, writeFiles } from "../files/output.ts";
import { openSession, type Session } from "../files/session.ts";
import { findFreshStamp, hashInputs, writeStamp } from "../files/stamp.ts";
import { watchFolders } from "../files/watch.ts";
import { listPageOutcomes } from "../pipeline/page-outcomes.ts";
import { type ImportStyle, readEnding } from "../render/shared/imports.ts";
import {
  chooseFolders,
  foldersOf,
  loadSources,
  type NamedFolders,
  type SourceFolders,
} from "../sources/sources.ts";
import { type CommandContext, EXIT, parseArguments } from "../terminal/command.ts";
import { explainFailure } from "../terminal/explain-failure.ts";
import { formatNew, listProblems, summariseProblems } from "../terminal/format-problems.ts";
import { formatPageCounts } from "../terminal/page-counts.ts";
import { colorsFor } from "../terminal/report.ts";

const HELP = `Where pages, supplements, overlays and the generated folder are is said by the nearest ${CONFIG_NAME}; an option goes
before it, and without either it is spec/ and evolink/. Supplements and overlays are about the project's own pages: with
--pages they are used when they are named.
A file that describes no API is passed over, a page that cannot be used is refused; both are counted. Nothing is written
after any other error, nor where the output has something of a page that cannot be used any more.

Exit codes: 0 all is well · 1 a problem in the input, or drift with --check · 2 wrong arguments`;

interface Options extends SourceFolders {
  out: string;
  imports: ImportStyle;
  check: boolean;
  dryRun: boolean;
  watch: boolean;
}

interface Flags extends NamedFolders {
  out?: string;
  importEnding?: string;
  importFrom?: string;
  check: boolean;
  dryRun: boolean;
  watch: boolean;
  json: boolean;
  verbose: boolean;
}

/** `generate`: pages to the generated folder. */
export async function main(args: string[], context: CommandContext): Promise<number> {
  const program = new Command("evolink-openapi generate")
    .description("Turn pages into the OpenAPI document, types, client, validators and model facts.")
    .option("--check", "write nothing; fail when a file is stale, missing or extra", false)
    .option("--dry-run", "write nothing; say what would be written", false)
    .addOption(
      // A watch that does not end would have nothing to tell of what it compared.
      new Option("--watch", "go on, and generate again on every change").default(false).conflicts("check"),
    )
    .option("--pages <folder>", "folder of pages (.md, .mdx, .yaml, .yml, .json)")
    .option("--supplement <folder>", "folder of documents for operations that have no page")
    .option("--overlays <folder>", "folder of Overlay documents")
    .option("--lint-config <file>", "Redocly configuration")
    .option("--out <folder>", "folder to write into")
    .option("--verbose", "list each warning with its place, not only how many there are of a kind", false)
    .option(
      "--json",
      "print JSON: { ok, summary, files, problems, changed }, on one line for each run",
      false,
    )
    .addOption(
      new Option(
        "--import-ending <ending>",
        "how generated files end the names of those they import",
      ).choices([".js", ".ts", "none"]),
    )
    .addOption(new Option("--import-from <specifier>", "where they find this package").hideHelp());
  const exit = parseArguments(program, args, { help: HELP });
  if (exit !== undefined) return exit;

  const { check, dryRun, watch, json, verbose, out, importEnding, importFrom, ...named } =
    program.opts<Flags>();
  return explainFailure({ json }, async () => {
    const print = createPrinter({ json, verbose });
    const { output: config, problems } = await readConfig();
    if (config === undefined) return print(fail(problems));
    const options: Options = {
      ...chooseFolders(foldersOf(config, context.root), named),
      out: out === undefined ? config.out : resolve(out),
      imports: {
        ending: importEnding === undefined ? config.imports.ending : readEnding(importEnding),
        // Where the configuration finds it is seen from the folder that it names.
        from: importFrom ?? (out === undefined ? config.imports.from : packageJson.name),
      },
      check,
      dryRun,
      watch,
    };
    const session = openSession(context.caches, options.out, context.toolchain);
    const run = async () => print(await runOnce(options, context, session));
    const runAndSave = async () => {
      const code = await run();
      session.save();
      return code;
    };
    if (!watch) return runAndSave();
    const watched = [options.pages, options.supplement, options.overlays, options.lintConfig];
    await watchFolders(
      watched.filter((path) => path !== undefined),
      // What the first run took long for is worth saving at once: a watch may be killed.
      { runFirst: runAndSave, runAgain: run },
    );
    session.save();
    return EXIT.ok;
  });
}

async function runOnce(
  options: Options,
  { root, toolchain, caches }: CommandContext,
  session: Session,
): Promise<RunResult> {
  const started = performance.now();
  const loaded = await loadSources(options);
  const { output: sources } = loaded;
  if (sources === undefined) return fail(loaded.problems);
  const inputs = [
    ...sources.pages,
    ...sources.supplement,
    ...sources.overlays,
    sources.lintConfig,
    ...(sources.lock === undefined ? [] : [sources.lock]),
  ];

  const lists = [sources.pages, sources.supplement, sources.overlays].map(({ length }) => length);
  const { imports } = options;
  const key = hashInputs([toolchain, ...lists, JSON.stringify([imports, sources.lang])].join(), inputs);
  const known = await findFreshStamp(caches, options.out, key);
  if (known !== undefined) {
    return succeed("Nothing has changed", started, { problems: known.warnings, counts: known.counts });
  }

  // Loaded here, because a run in which nothing changed needs none of it.
  const { buildDocument } = await import("../pipeline/index.ts");
  const { RenderError, renderFiles } = await import("../render/index.ts");
  const { prepareRender } = await import("../render/shared/render-input.ts");
  const cache = session.startRun();
  const { output: document, problems: found, draft } = await buildDocument(sources, { cache });
  const problems = [...loaded.problems, ...found];
  const outcomes = listPageOutcomes(document ?? draft.merged, draft);
  const losses = await guardOutput(options.out, document ?? draft.merged, outcomes);
  if (document === undefined || losses.length > 0) {
    const isLoss = ({ file, kind }: Problem) =>
      kind === "unusable-page" && losses.some((loss) => loss.file === file);
    return fail([...problems.filter((problem) => !isLoss(problem)), ...losses]);
  }
  const used = inputs.filter(({ path }) => outcomes.unused.every(({ file }) => file !== path));
  const input = prepareRender(document, { inputs: used, tools: pickTools(), root, imports, cache });
  const files = await renderFiles(input).catch((error: unknown) => {
    if (error instanceof RenderError) return error;
    throw error;
  });
  if (files instanceof RenderError) return fail([...problems, files.problem]);
  const counts = formatPageCounts(outcomes.contributed.length, outcomes.unused);

  const drift = await findDrift(options.out, files).catch((error: Error) => error);
  if (drift instanceof Error) return fail([...problems, notWritten(options.out, drift)]);
  const names = [...drift.missing, ...drift.stale];
  if (options.check && !isClean(drift)) return failOnDrift(drift, problems);
  const before = drift.stale.includes(DOCUMENT) ? await session.readLastDocument() : undefined;
  if (!options.check && !options.dryRun) {
    try {
      await writeFiles(options.out, files, names);
    } catch (error) {
      return fail([...problems, notWritten(options.out, error)]);
    }
  }
  const isWritten = !options.check && !options.dryRun && names.includes(DOCUMENT);
  session.keep(cache, isWritten ? { text: files.get(DOCUMENT) ?? "", document } : undefined);
  if (drift.extra.length === 0) writeStamp(caches, options.out, key, files, { warnings: problems, counts });
  const extra = drift.extra.map((name) => extraFile(options.out, name));
  const verb = options.dryRun ? "Would write" : "Wrote";
  const what = names.length === 0 ? "Nothing has changed" : `${verb} ${names.join(", ")}`;
  const result = succeed(what, started, { files: names, problems: [...problems, ...extra], counts });
  if (before === undefined) return result;
  // After the files are in place: whoever watches waits for them alone.
  const { summariseChanges } = await import("../diff/describe-changes.ts");
  return { ...result, changed: summariseChanges(before, document) };
}

/** The packages whose version can change what is generated. */
const TOOLS = [
  "@redocly/openapi-core",
  "ajv",
  "ajv-formats",
  "esbuild",
  "js-yaml",
  "jsonpath-rfc9535",
  "markdown-it",
  "openapi-fetch",
  "openapi-typescript",
  "ts-morph",
  "yaml",
];

function pickTools(): Record<string, string> {
  const versions: Record<string, string> = { ...packageJson.dependencies, ...packageJson.devDependencies };
  return Object.fromEntries(TOOLS.map((name) => [name, versions[name] ?? "unknown"]));
}

function extraFile(folder: string, name: string): Problem {
  const message = "No run of generate makes this file. Delete it, or keep it elsewhere.";
  return { severity: "warning", file: join(folder, name), pointer: "", message };
}

function notWritten(folder: string, error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  return { severity: "error", file: folder, pointer: "", message };
}

/** What a run came to. */
interface RunResult {
  ok: boolean;
  /** A line, or a few, for people. */
  summary: string;
  /** Those that were written, or would be. */
  files: readonly string[];
  problems: readonly Problem[];
  /** How the document differs from the one that was there, where it does. */
  changed?: ChangeSummary;
  /** What became of the pages, as text. */
  counts: string;
}

function succeed(what: string, started: number, result: Partial<RunResult>): RunResult {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  return { ok: true, files: [], problems: [], counts: "", ...result, summary: `${what} (${seconds} s)` };
}

/** Makes what prints what runs come to, for people or for programs. It returns the exit code. */
function createPrinter({ json, verbose }: Pick<Flags, "json" | "verbose">): (result: RunResult) => number {
  const list = verbose ? listProblems : summariseProblems;
  let shown: readonly string[] = [];
  return ({ counts, ...result }) => {
    const { ok, summary, problems, changed } = result;
    if (json) console.log(JSON.stringify(result));
    else {
      const texts = list(ok ? withoutRefused(problems) : problems, colorsFor(process.stderr));
      // Whoever watches has read what the last run said; an error is said until it is gone.
      process.stderr.write(ok ? formatNew(texts, shown) : texts.join(""));
      shown = texts;
      if (ok) console.log(`${colorsFor(process.stdout).green("✓")} ${summary}`);
      else console.error(summary);
      process.stdout.write(counts);
      if (changed !== undefined) console.log(`  ${changed.text}`);
    }
    return ok ? EXIT.ok : EXIT.failed;
  };
}

/** Refused pages stand among the counts of a good run, with their reasons. */
function withoutRefused(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ kind }) => kind !== "unusable-page");
}

function fail(problems: readonly Problem[]): RunResult {
  const count = problems.filter(({ severity }) => severity === "error").length;
  const summary = `${count} error${count === 1 ? "" : "s"}. Nothing was written.`;
  return { ok: false, summary, files: [], problems, counts: "" };
}

function failOnDrift(drift: Drift, problems: readonly Problem[]): RunResult {
  const kinds = Object.entries(drift) as [keyof Drift, string[]][];
  const lines = kinds.flatMap(([kind, names]) => names.map((name) => `${kind} ${name}`));
  const advice = "What is generated is not what the sources make. Generate it again, and delete extra files.";
  const summary = [...lines, advice].join("\n");
  return { ok: false, summary, files: [...drift.missing, ...drift.stale], problems, counts: "" };
}
