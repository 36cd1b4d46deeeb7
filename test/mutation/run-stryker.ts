import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPlaceFinder } from "./place.ts";

/** One change to the source, and whether a test went red. */
export interface Mutant {
  file: string;
  /** From 1. */
  line: number;
  /** The declarations around it: `createSend.exchange`. */
  place: string;
  /** `a < b → a <= b`, white space made one space. */
  change: string;
  isKilled: boolean;
  /** Killed by a limit of time: of a test, or of all of them. */
  isEndless: boolean;
}

export interface MutationRun {
  /** Folder that the globs start from. */
  root: string;
  /** Globs of the sources; `file:from-to` are some of its lines. */
  mutate: readonly string[];
  tests: readonly string[];
  /** File with the results of an earlier run, of which those that neither source nor test has changed are taken over. */
  earlier?: string | undefined;
  /** Whether its progress is shown. Default: yes. */
  isShown?: boolean;
}

/** What is read of Stryker's report, in the format of mutation-testing-elements. */
interface Report {
  files: Record<string, { source: string; mutants: ReportedMutant[] }>;
}

type Position = { line: number; column: number };

interface ReportedMutant {
  status: string;
  /** Whether it is in what a module does when it is loaded. */
  static?: boolean;
  testsCompleted?: number;
  /** Why it counts as killed: the message of the test that failed. */
  statusReason?: string;
  replacement?: string;
  location: { start: Position; end: Position };
}

/**
 * Mutates sources and runs the tests that reach each mutant, in a copy of the project below the system's temporary
 * folder. Ctrl-C ends it and removes the copy; then nothing is returned.
 *
 * @throws when Stryker fails, for example because the tests fail before anything is mutated.
 */
export async function runStryker({
  root,
  mutate,
  tests,
  earlier,
  isShown = true,
}: MutationRun): Promise<Mutant[] | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "evolink-openapi-mutation-"));
  // The child gets the terminal's signal too, and ends; this process stays to remove the copy.
  let isInterrupted = false;
  const interrupt = () => {
    isInterrupted = true;
  };
  process.on("SIGINT", interrupt);
  try {
    const report = join(folder, "report.json");
    const config = join(folder, "stryker.config.json");
    const options = {
      mutate,
      tempDirName: join(folder, "copy"),
      testRunner: "vitest",
      vitest: { configFile: "test/mutation/vitest.config.ts", related: false },
      plugins: ["@stryker-mutator/vitest-runner", join(root, "test/mutation/ignore-prose.js")],
      ignorers: ["prose"],
      ignorePatterns: ["dist", "out"],
      concurrency: 1,
      warnings: { slow: false },
      // The tests of a room take a minute or two; on a machine with other work to do, several times that.
      dryRunTimeoutMinutes: 15,
      // A test that waits for ever ends by vitest's own limit of time. A loop that never ends has 1.5 times as long as the
      // tests took, and this, which no machine with other work to do needs for the rest.
      timeoutMS: 30_000,
      reporters: ["json", ...(isShown ? ["progress"] : [])],
      jsonReporter: { fileName: report },
      ...(earlier === undefined ? {} : { incremental: true, incrementalFile: earlier }),
      allowConsoleColors: false,
      logLevel: "warn",
    };
    await writeFile(config, JSON.stringify(options));
    const stryker = join(root, "node_modules/@stryker-mutator/core/bin/stryker.js");
    const child = spawn(process.execPath, [stryker, "run", config], {
      cwd: root,
      env: { ...process.env, MUTATION_TESTS: JSON.stringify(tests) },
      stdio: isShown ? "inherit" : ["ignore", "ignore", "inherit"],
    });
    const [code] = await once(child, "close");
    if (isInterrupted) return undefined;
    if (code !== 0) throw new Error(`Stryker ended with ${code}. Run the tests first: each has to pass.`);
    return readReport(JSON.parse(await readFile(report, "utf8")));
  } finally {
    process.off("SIGINT", interrupt);
    await rm(folder, { recursive: true, force: true });
  }
}

/** A mutant in which a test waits for ever is killed. One that does not compile, or is no rule, counts for nothing. */
function readReport({ files }: Report): Mutant[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split("\n");
    const findPlace = createPlaceFinder(source);
    return mutants.flatMap((mutant) => {
      const { status, statusReason = "", replacement = "", location } = mutant;
      const { start, end } = location;
      // With a module that cannot be loaded no test begins, which Stryker takes for no test that fails.
      const isUnloadable = mutant.static === true && mutant.testsCompleted === 0;
      const isEndless = status === "Timeout" || /^(Test|Hook) timed out/.test(statusReason);
      const isKilled = status === "Killed" || isEndless || isUnloadable;
      if (!isKilled && status !== "Survived" && status !== "NoCoverage") return [];
      const own = lines.slice(start.line - 1, end.line);
      const last = own.length - 1;
      own[last] = (own[last] ?? "").slice(0, end.column - 1);
      own[0] = (own[0] ?? "").slice(start.column - 1);
      return [
        {
          file,
          line: start.line,
          place: findPlace(start),
          change: `${shorten(own.join(" "))} → ${shorten(replacement)}`,
          isKilled,
          isEndless,
        },
      ];
    });
  });
}

/** How much of a long piece of code names it. */
const SHOWN = 90;

function shorten(code: string): string {
  const plain = code.replace(/\s+/g, " ").trim();
  return plain.length <= SHOWN ? plain : `${plain.slice(0, SHOWN / 2)} … ${plain.slice(-SHOWN / 2)}`;
}
