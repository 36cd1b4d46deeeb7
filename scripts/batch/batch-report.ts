import type { StoredError, TaskRecord } from "../../src/durable/record.ts";
import { type colorsFor, escapeControls } from "../terminal/report.ts";
import type { BatchOrder } from "./read-orders.ts";
import type { BatchEnd } from "./run-batch.ts";

/** Where an order stands. `stopped`: a person has to see to it, though trying again costs nothing. */
type OrderState = "done" | "failed" | "uncertain" | "stopped" | "open";

/** One order in the report. */
interface ReportedOrder {
  id: string;
  line: number;
  state: OrderState;
  taskId?: string | undefined;
  /** Others that were made for it, and may have been paid for. */
  otherTaskIds?: string[] | undefined;
  credits?: number | undefined;
  results?: unknown[] | undefined;
  error?: StoredError | undefined;
  context?: unknown;
}

/** What became of a batch so far: the same whoever carried it out. */
export interface BatchReport extends Record<OrderState, number> {
  /** Reserved for all orders together, as far as the API said. */
  credits: number;
  /** Why nobody submits any more. */
  paused?: StoredError | undefined;
  /** Orders that were to be settled and could not be, as nothing about them is in doubt. */
  unsettled?: readonly string[] | undefined;
  orders: ReportedOrder[];
}

/** Makes the report of some orders from what is stored of each. */
export function makeReport(
  orders: readonly BatchOrder[],
  readRecord: (id: string) => TaskRecord | undefined,
  { paused, stopped }: BatchEnd,
  unsettled: readonly string[],
): BatchReport {
  const reported = orders.map(({ id, line, order: { context } }): ReportedOrder => {
    const record = readRecord(id);
    const state = stateOf(record, stopped.has(id));
    const { taskId, otherTaskIds, credits, saved } = record ?? {};
    const error = state === "done" ? undefined : (record?.error ?? stopped.get(id));
    return { id, line, state, taskId, otherTaskIds, credits, results: saved, error, context };
  });
  const count = (state: OrderState) => reported.filter((one) => one.state === state).length;
  return {
    done: count("done"),
    failed: count("failed"),
    uncertain: count("uncertain"),
    stopped: count("stopped"),
    open: count("open"),
    // Without the dust of binary fractions.
    credits: Number(reported.reduce((sum, { credits = 0 }) => sum + credits, 0).toFixed(6)),
    paused,
    ...(unsettled.length > 0 && { unsettled }),
    orders: reported,
  };
}

function stateOf(record: TaskRecord | undefined, isStopped: boolean): OrderState {
  if (record?.state === "saved") return "done";
  if (record?.state === "failed" || record?.state === "uncertain") return record.state;
  return isStopped ? "stopped" : "open";
}

/** How many orders of a kind are shown before the rest are only counted. */
const SHOWN = 20;

/** The report as text for a terminal: what needs a person, and the counts. */
export function formatReport(report: BatchReport, colors: ReturnType<typeof colorsFor>): string {
  const lines = (["failed", "stopped", "uncertain"] as const).flatMap((state) => {
    const found = report.orders.filter((order) => order.state === state);
    const more = found.length - SHOWN;
    return [
      ...found.slice(0, SHOWN).map((order) => formatOrder(order, colors)),
      ...(more > 0 ? [`… and ${more} more ${state}; --json lists all`] : []),
    ];
  });
  const { done, failed, uncertain, stopped, open, credits, paused, unsettled = [] } = report;
  const inNoDoubt = report.orders.filter(({ id }) => unsettled.includes(id));
  const counts = Object.entries({ done, failed, uncertain, stopped, open })
    .filter(([name, count]) => count > 0 || name === "done")
    .map(([name, count]) => `${count} ${name}`);
  return [
    ...lines,
    ...(uncertain > 0
      ? [
          "Uncertain ones are never sent again by themselves: find out, then --settle ID=TASK_ID, =again or =give-up.",
        ]
      : []),
    ...(inNoDoubt.length > 0
      ? [
          escapeControls(
            `Not settled: ${inNoDoubt.map(({ id, state }) => `${id} (${state})`).join(", ")}. Only an order that is uncertain, failed or stopped can be.`,
          ),
        ]
      : []),
    ...(paused ? [`${colors.yellow("paused")} ${escapeControls(paused.message)}`] : []),
    `${counts.join(", ")}; ${credits} credits reserved`,
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function formatOrder(
  { state, line, id, taskId, error }: ReportedOrder,
  colors: ReturnType<typeof colorsFor>,
) {
  const mark = state === "uncertain" ? colors.yellow(state) : colors.red(state);
  const task = taskId === undefined ? "" : ` ${taskId}`;
  return escapeControls(`${mark} line ${line} (${id})${task}: ${error?.message ?? "no reason"}`);
}
