import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../../scripts/terminal/run-tool.ts";
import type { Json } from "../../src/openapi/json.ts";
import { decideCase, defaultCasesFolder, readContainmentCases } from "../conformance/diff-cases/cases.ts";
import {
  levelOf,
  makeDocument,
  type RatedCase,
  readRatedCases,
} from "../conformance/diff-cases/netcracker.ts";

/** Cases of one suite at most in which its verdict is not shared; the tests list them, each with its reason. */
const MAX_NOT_SHARED = 5;

/** What a tool says of a change, and what is true of it. */
type Verdict = "breaking" | "fine" | "undecided";

/** One change for both tools; who holds what of it. */
interface Subject {
  before: Json;
  after: Json;
  side: RatedCase["side"];
  isBreaking: boolean;
  ours: Verdict;
}

/** Counts by what is true and what is said. */
type Matrix = Record<"breaking" | "fine", Record<Verdict | "not read", number>>;

/**
 * Judges other people's cases with `diff` and with `redocly diff`, and prints what each gets right.
 *
 * @returns whether ours calls nothing compatible or breaking that is not, but for the cases listed in the tests.
 */
export async function benchDiff(root: string): Promise<boolean | undefined> {
  const folder = defaultCasesFolder(root);
  const contained = readContainmentCases(folder).map((one): Subject => {
    const { kind } = decideCase(one);
    const ours = kind === "included" ? "fine" : kind === "undecided" ? "undecided" : "breaking";
    return { before: one.a, after: one.b, side: "request", isBreaking: !one.subset, ours };
  });
  const rated = readRatedCases(folder).map((one): Subject => {
    const level = levelOf(one);
    const ours = level === "risky" ? "undecided" : level === "breaking" ? "breaking" : "fine";
    return { ...one, isBreaking: one.verdict === "breaking", ours };
  });
  if (contained.length + rated.length === 0) {
    console.log("No cases to judge. Set DIFF_CASES.");
    return undefined;
  }
  let isRight = true;
  for (const [title, subjects] of [
    ["IBM jsonsubschema", contained],
    ["Netcracker, requests", rated.filter(({ side }) => side === "request")],
    ["Netcracker, responses", rated.filter(({ side }) => side === "response")],
  ] as const) {
    const ours = count(
      subjects,
      subjects.map(({ ours: verdict }) => verdict),
    );
    console.log(`\n${title}: ${subjects.length}`);
    print("diff", ours);
    print("redocly diff", count(subjects, await askRedocly(root, subjects)));
    isRight &&= ours.breaking.fine + ours.fine.breaking <= MAX_NOT_SHARED;
  }
  return isRight;
}

function count(subjects: readonly Subject[], verdicts: readonly (Verdict | "not read")[]): Matrix {
  const empty = () => ({ breaking: 0, fine: 0, undecided: 0, "not read": 0 });
  const matrix: Matrix = { breaking: empty(), fine: empty() };
  for (const [index, { isBreaking }] of subjects.entries())
    matrix[isBreaking ? "breaking" : "fine"][verdicts[index] ?? "not read"] += 1;
  return matrix;
}

function print(tool: string, { breaking, fine }: Matrix): void {
  const row = (name: string, said: Matrix["fine"]) =>
    `  ${tool.padEnd(13)} ${name.padEnd(9)} said breaking ${said.breaking}, fine ${said.fine}, undecided ${said.undecided}${said["not read"] > 0 ? `, not read ${said["not read"]}` : ""}`;
  console.log(`${row("breaking:", breaking)}\n${row("fine:", fine)}`);
  console.log(`  ${tool.padEnd(13)} false compatible ${breaking.fine}, false breaking ${fine.breaking}`);
}

/** More cases than this in a document, and one that stops the tool would take too many with it. */
const BATCH = 25;

/** Puts many cases into one document, each an operation: a process for each would take minutes. */
async function askRedocly(root: string, subjects: readonly Subject[]): Promise<(Verdict | "not read")[]> {
  const verdicts: (Verdict | "not read")[] = [];
  for (let from = 0; from < subjects.length; from += BATCH)
    verdicts.push(...(await askBatch(root, subjects.slice(from, from + BATCH))));
  return verdicts;
}

async function askBatch(root: string, subjects: readonly Subject[]): Promise<(Verdict | "not read")[]> {
  const folder = await mkdtemp(join(tmpdir(), "evolink-openapi-diff-"));
  try {
    for (const key of ["before", "after"] as const) {
      const entries = subjects.map((subject, index) => {
        const { paths } = makeDocument(subject[key], subject.side, "application/json");
        return [`/c${index}`, Object.values(Object(paths))[0]];
      });
      const document = {
        openapi: "3.1.0",
        info: { title: "Cases", version: "1" },
        paths: Object.fromEntries(entries),
      };
      await writeFile(join(folder, `${key}.json`), JSON.stringify(document));
    }
    // Without a configuration of its own the tool has no rule on.
    const config = join(folder, "redocly.yaml");
    await writeFile(config, "extends: [diff-recommended]\n");
    const [before, after, output] = ["before", "after", "report"].map((name) => join(folder, `${name}.json`));
    const args = [
      "diff",
      before ?? "",
      after ?? "",
      "--format=json",
      "--fail-on=none",
      `--output=${output}`,
      `--config=${config}`,
    ];
    await runTool(root, "redocly", args);
    const report = JSON.parse(await readFile(output ?? "", "utf8")) as {
      changes: { path: string; impact: string }[];
    };
    return subjects.map((_, index) => {
      const own = report.changes.filter(({ path }) => path.startsWith(`#/paths/~1c${index}/`));
      return own.some(({ impact }) => impact === "major") ? "breaking" : "fine";
    });
  } catch {
    if (subjects.length === 1) return ["not read"];
    const half = Math.ceil(subjects.length / 2);
    return [
      ...(await askBatch(root, subjects.slice(0, half))),
      ...(await askBatch(root, subjects.slice(half))),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
