import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { loadFolder } from "../../scripts/sources/load.ts";
import { type CommandContext, EXIT, parseArguments } from "../../scripts/terminal/command.ts";
import { colorsFor } from "../../scripts/terminal/report.ts";
import type { CoreSize } from "./catalog/core-size.ts";
import type { CatalogReport } from "./catalog/examine.ts";
import type { TypeReport } from "./catalog/types.ts";
import type { VerdictReport } from "./catalog/verdicts.ts";
import { defaultCatalogFolder, findCatalogs } from "./catalogs.ts";

/** Seeds are drawn below this. */
const SEED_LIMIT = 2 ** 31;

/** `npm run catalog`: merges whole catalogues, which are not kept here, and reports how well that went. */
export async function main(args: string[], { root }: CommandContext): Promise<number> {
  const program = new Command("catalog")
    .description("Merge whole catalogues of pages, and report what they make and where they fall short.")
    .argument(
      "[folder]",
      "a catalogue, or a folder of them by date and language",
      defaultCatalogFolder(root),
    );
  const exit = parseArguments(program, args, {
    help: "Set FUZZ_SEED to repeat a run over the same generated bodies.\n\nExit codes: 0 all is well, or there is no catalogue · 1 a catalogue falls short · 2 wrong arguments",
  });
  if (exit !== undefined) return exit;

  const folder = resolve(String(program.processedArgs[0]));
  const catalogs = await findCatalogs(folder);
  if (catalogs.length === 0) {
    console.log(`No catalogue at ${folder}. Name one, or set EVOLINK_CATALOG.`);
    return EXIT.ok;
  }
  const [{ examineCatalog }, { checkTypes }, { compareCoreSize }, { findMockRefusals }, { compareVerdicts }] =
    await Promise.all([
      import("./catalog/examine.ts"),
      import("./catalog/types.ts"),
      import("./catalog/core-size.ts"),
      import("./catalog/mock.ts"),
      import("./catalog/verdicts.ts"),
    ]);
  const lintConfig = await readFile(join(root, "redocly.yaml"), "utf8");
  const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * SEED_LIMIT));
  let passed = true;
  for (const catalog of catalogs) {
    const { output: files } = await loadFolder(catalog);
    const report = await examineCatalog(files, lintConfig);
    const types = await checkTypes(root, report.document);
    const core = await compareCoreSize(root, report.document);
    const refusals = await findMockRefusals(report.document);
    const verdicts = await compareVerdicts(root, report.document, seed);
    report.failures.push(
      ...types.failures,
      ...core.failures,
      ...refusals.map((refusal) => `The mock refuses an example. ${refusal}`),
      ...verdicts.disagreements.map((one) => `The verdicts differ. ${one}`),
    );
    process.stdout.write(`${formatReport(catalog, report, types, core, verdicts)}\n`);
    passed &&= report.failures.length === 0;
  }
  return passed ? EXIT.ok : EXIT.failed;
}

function formatReport(
  name: string,
  report: CatalogReport,
  types: TypeReport,
  core: CoreSize,
  verdicts: VerdictReport,
): string {
  const { bold, red, green, dim } = colorsFor(process.stdout);
  const {
    contributing,
    pages,
    operations,
    models,
    components,
    mergeMs,
    examples,
    lint,
    diagnoses,
    failures,
  } = report;
  const errors = lint.filter(({ severity }) => severity === "error").length;
  return [
    bold(name),
    `  pages contributing   ${contributing} of ${pages}`,
    `  operations           ${operations}`,
    `  models               ${models}`,
    `  components           ${components.before} before, ${components.after} after`,
    `  merged in            ${Math.round(mergeMs)} ms`,
    `  lint                 ${errors} errors, ${lint.length - errors} warnings${listRules(lint)}`,
    `  request examples     ${examples.right} of ${examples.total} accepted by their own variant alone`,
    `                       and of those, but for failures named below, all by the types and by the mock`,
    `  calls in TypeScript  ${types.calls}: those examples that a function of the client takes, in both forms`,
    `                       ${types.mistaken} with a misspelt parameter or no model, each named by one message of at most ${types.longestMessage} characters`,
    `  core                 ${core.bytes} bytes, with the committed page ${core.committedBytes} (${formatGrowth(core)})`,
    ...examples.refused.map((one) => `    ${dim("the publisher's mistake:")} ${one}`),
    `  generated bodies     ${verdicts.valid} valid and ${verdicts.broken} mutated in one place, of ${verdicts.models} models (FUZZ_SEED=${verdicts.seed})`,
    `                       ${verdicts.forms} of them sent as multipart/form-data`,
    `                       the verdicts of validators, Prism and the mock differ on ${verdicts.disagreements.length} of ${verdicts.requests} requests; ${Math.round(verdicts.ms)} ms`,
    "  problems by kind",
    ...diagnoses.map(
      ({ kind, findings, pages: touched }) => `    ${kind.padEnd(18)} ${findings.length} in ${touched} pages`,
    ),
    ...(failures.length === 0 ? [green("  all is well")] : failures.map((failure) => red(`  ${failure}`))),
    "",
  ].join("\n");
}

function formatGrowth({ bytes, committedBytes }: CoreSize): string {
  const percent = (bytes / committedBytes - 1) * 100;
  return `${percent < 0 ? "" : "+"}${percent.toFixed(1)} %`;
}

function listRules(lint: CatalogReport["lint"]): string {
  const rules = [...new Set(lint.map(({ message }) => /\(rule ([\w-]+)\)/.exec(message)?.[1] ?? "compile"))];
  return rules.length === 0 ? "" : ` (${rules.join(", ")})`;
}
