import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import type { Settlement } from "../../src/durable/settle.ts";
import { makeFolder } from "../../src/files/make-folder.ts";
import { formatReport } from "../batch/batch-report.ts";
import { carryOut } from "../batch/carry-out.ts";
import { readOrders } from "../batch/read-orders.ts";
import { type CommandContext, EXIT, parseArguments } from "../terminal/command.ts";
import { printFailure } from "../terminal/print-failure.ts";
import { colorsFor, escapeControls } from "../terminal/report.ts";
import { EXIT_INTERRUPTED, runInProject } from "../terminal/run-in-project.ts";

const HELP = `Each line of FILE is an order: {"body":{"model":"…","prompt":"…"},"context":…,"id":"…"}; all but body may be left out.
What has been done is in the journal next to it. Run it again to go on, also after Ctrl-C or a crash: nothing is
submitted twice by itself. The API key comes from EVOLINK_API_KEY.

Exit codes: 0 every order is done · 1 some are not, each with its reason · 2 wrong arguments · 130 Ctrl-C; run it again`;

/** What one types. */
interface Flags {
  out?: string;
  journal?: string;
  spec?: string;
  concurrency?: number;
  perSecond?: number;
  budget?: number;
  repeatUncertain: boolean;
  settle: Map<string, Settlement>;
  redis?: string;
  queue: string;
  json: boolean;
}

/** `evolink-openapi batch FILE`: carries out many orders, durably. */
export async function main(args: readonly string[], { root }: CommandContext): Promise<number> {
  const program = new Command("evolink-openapi batch")
    .description("Submit many orders, wait for them and save their results; stop and go on at any time.")
    .argument("<file>", "the orders, one JSON object a line")
    .option("--out <folder>", "where results are saved (default: FILE without its extension)")
    .option("--journal <file>", "where it is stored what was done (default: FILE.journal)")
    .option(
      "--spec <file>",
      "OpenAPI document of the API (default: the generated one, or else the package's own)",
    )
    .option("--concurrency <n>", "tasks of one model under way (default: 50)", readNumber)
    .option("--per-second <n>", "submissions of one model a second (default: 1)", readNumber)
    .option("--budget <credits>", "submit no more before this would be passed", readNumber)
    .option("--repeat-uncertain", "repeat an uncertain submission, once, with the same key", false)
    .option(
      "--settle <id=what>",
      "settle an uncertain or failed order: TASK_ID, again, give-up",
      readSettlement,
      new Map(),
    )
    .option("--redis <url>", "add the orders to a BullMQ queue instead, for workers to carry out")
    .option("--queue <name>", "name of that queue", "evolink")
    .option("--json", "print the report as JSON", false);
  const exit = parseArguments(program, args, { help: HELP });
  if (exit !== undefined) return exit;

  const { out, journal, spec, redis, queue, json, ...options } = program.opts<Flags>();
  const [file = ""] = program.args.map((path) => resolve(path));
  return runInProject({ json }, async (config, signal) => {
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      throw new Error(
        error.code === "ENOENT" ? `There is no file ${file}.` : `Cannot read ${file}: ${error.message}.`,
      );
    });
    const orders = readOrders(text);
    const generated = join(config.out, "openapi.yaml");
    const folder = resolve(out ?? file.replace(/\.[^./\\]+$/, ""));
    if (redis === undefined) await makeFolder(folder);
    const report = await carryOut(orders, {
      ...options,
      document: resolve(spec ?? (existsSync(generated) ? generated : join(root, "generated/openapi.yaml"))),
      folder,
      journal: resolve(journal ?? `${file}.journal`),
      queue: redis === undefined ? undefined : { url: redis, name: queue },
      signal,
    }).catch((error) => {
      if (!signal.aborted) throw error;
      // It may name a task that is stored nowhere.
      const message = `Stopped. ${error.message}`;
      printFailure(json, message);
      console.error(escapeControls(message));
    });
    if (report === undefined) return EXIT.failed;
    if (json) console.log(JSON.stringify(report, null, 2));
    else process.stdout.write(formatReport(report, colorsFor(process.stdout)));
    if (signal.aborted) {
      console.error("Stopped. Run the same command again to go on.");
      return EXIT_INTERRUPTED;
    }
    const isWell = report.done + (redis === undefined ? 0 : report.open) === orders.length;
    return isWell ? EXIT.ok : EXIT.failed;
  });
}

function readNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !(number > 0)) throw new InvalidArgumentError("Expected a number above 0.");
  return number;
}

function readSettlement(text: string, settlements: Map<string, Settlement>): Map<string, Settlement> {
  const [, id, what] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (id === undefined || what === undefined)
    throw new InvalidArgumentError("Expected ID=TASK_ID, ID=again or ID=give-up.");
  const settlement: Settlement =
    what === "again" ? { submitAgain: true } : what === "give-up" ? { giveUp: true } : { taskId: what };
  return new Map(settlements).set(id, settlement);
}
