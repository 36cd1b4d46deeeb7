import { setMaxListeners } from "node:events";
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { type Settlement, settleTask } from "../../src/durable/settle.ts";
import { openTask, UnstoredTaskError } from "../../src/durable/store.ts";
import type { JsonObject } from "../../src/openapi/json.ts";
import { createProgressBar } from "../terminal/progress-bar.ts";
import { type BatchReport, makeReport } from "./batch-report.ts";
import { createDocumentClient } from "./document-client.ts";
import { type Journal, openJournal } from "./journal.ts";
import { changedBody, type QueueTarget, queueOrders } from "./queue-orders.ts";
import type { BatchOrder } from "./read-orders.ts";
import { runBatch } from "./run-batch.ts";
import { saveToFolder } from "./save-to-folder.ts";

/** How to carry out a batch. */
export interface CarryOutOptions {
  /** File of the OpenAPI document. */
  document: string;
  /** Where results are saved. */
  folder: string;
  /** File in which it is stored what was done. */
  journal: string;
  /** Adds the orders to this queue instead. */
  queue: QueueTarget | undefined;
  settle: ReadonlyMap<string, Settlement>;
  concurrency?: number;
  perSecond?: number;
  budget?: number;
  repeatUncertain: boolean;
  signal: AbortSignal;
}

/** All orders are counted each time. */
const SHOW_EVERY_MS = 250;

/**
 * Carries out the orders of a batch over a journal, or adds them to a queue.
 *
 * @throws {Error} an order was submitted with another body than it has now, and has the same id; or one is to be settled
 *   that is not there.
 */
export async function carryOut(
  orders: readonly BatchOrder[],
  options: CarryOutOptions,
): Promise<BatchReport> {
  const { folder, queue, settle, repeatUncertain, signal, concurrency, perSecond, budget } = options;
  const unknown = [...settle.keys()].find((id) => orders.every((order) => order.id !== id));
  if (unknown !== undefined) throw new Error(`There is no order ${unknown} to settle. Nothing was sent.`);
  const document = parse(await readFile(options.document, "utf8")) as JsonObject;
  const { evolink, address } = createDocumentClient(
    document,
    queue === undefined ? {} : { apiKey: "unused" },
  );
  const addressed = orders.map((one) => ({ ...one, order: address(one.order) }));
  if (queue !== undefined) return queueOrders(addressed, queue, settle);

  // Every order that is read or saved at the moment follows it; from eleven on, Node warns of a leak.
  setMaxListeners(0, signal);
  const journal = await openJournal(options.journal);
  const bar = process.stderr.isTTY ? createProgressBar(process.stderr) : undefined;
  let shownAt = 0;
  const unsettled: string[] = [];
  try {
    ensureSameBodies(orders, journal);
    for (const { id, order } of addressed) {
      const settlement = settle.get(id);
      if (settlement === undefined) continue;
      const task = await openTask(journal.store, id, order, () => {});
      if (!(await settleTask(task, settlement, true))) unsettled.push(id);
    }
    const end = await runBatch(addressed, journal, {
      evolink,
      save: saveToFolder(folder),
      limits: { concurrency, perSecond, budget },
      repeatUncertain,
      signal,
      onStep() {
        if (bar === undefined || performance.now() - shownAt < SHOW_EVERY_MS) return;
        shownAt = performance.now();
        bar.show(describeProgress(orders, journal));
      },
    }).catch((error) => {
      throw explainUnstored(error);
    });
    return makeReport(addressed, (id) => journal.records.get(id), end, unsettled);
  } finally {
    bar?.end();
    await journal.close();
  }
}

/** Says how orders get the ids of their tasks that are stored nowhere. Any other error stays as it is. */
function explainUnstored(error: Error): Error {
  const errors = error instanceof AggregateError ? error.errors : [error];
  const unstored = errors.filter((one) => one instanceof UnstoredTaskError);
  if (unstored.length === 0) return error;
  const settled = unstored.map(({ id, taskId }) => `--settle ${id}=${taskId}`).join(" ");
  return new Error(`${error.message}\nOnce that can be written, run it again with ${settled}`, {
    cause: error,
  });
}

/** The body of an order is fixed once it may have been sent. */
function ensureSameBodies(orders: readonly BatchOrder[], { records }: Journal): void {
  for (const { id, line, order } of orders) {
    const sent = records.get(id)?.sent;
    if (sent !== undefined && JSON.stringify(sent) !== JSON.stringify(order.body))
      throw changedBody({ id, line }, "submitted");
  }
}

const OVER = ["saved", "failed", "uncertain"];

function describeProgress(orders: readonly BatchOrder[], { records }: Journal) {
  const states = orders.map(({ id }) => records.get(id)?.state ?? "new");
  const count = (...wanted: string[]) => states.filter((state) => wanted.includes(state)).length;
  const underWay = count("intent", "submitted", "ended");
  return {
    label: `${count("saved")} of ${orders.length} done, ${underWay} under way, ${count("failed", "uncertain")} failed`,
    percent: Math.round((100 * count(...OVER)) / Math.max(1, orders.length)),
    secondsLeft: 0,
  };
}
