import { createHash } from "node:crypto";
import type { TaskOrder } from "../../src/durable/record.ts";
import { isRecord } from "../../src/openapi/json.ts";
import { explainInexact, findInexactNumber } from "../../src/text/inexact-number.ts";

/** One line of a batch. */
export interface BatchOrder {
  /** As the line says, or made of its content: the same in every run, wherever the line stands. */
  id: string;
  /** From 1. */
  line: number;
  order: TaskOrder;
}

/** Fit for the name of a job and of a file. */
const ID = /^[\w.-]{1,100}$/;

const FIELDS = ["id", "body", "context", "collection"];

/**
 * Reads the orders of a batch: one JSON object a line, `{ body, context?, collection?, id? }`. Empty lines are passed over.
 *
 * @throws {Error} names every line that is wrong; then nothing is sent.
 */
export function readOrders(text: string): BatchOrder[] {
  const problems: string[] = [];
  const seen = new Map<string, number>();
  const orders = text.split(/\r?\n/).flatMap((content, index): BatchOrder[] => {
    if (content.trim() === "") return [];
    const line = index + 1;
    try {
      const { id, ...order } = parseOrder(content);
      const own = id ?? createHash("sha256").update(JSON.stringify(order)).digest("hex").slice(0, 20);
      const times = (seen.get(own) ?? 0) + 1;
      seen.set(own, times);
      if (id !== undefined && times > 1) throw new Error(`the id ${JSON.stringify(id)} is another line's`);
      // The same line twice is two orders.
      return [{ id: times === 1 ? own : `${own}-${times}`, line, order }];
    } catch (error) {
      problems.push(`Line ${line}: ${error instanceof Error ? error.message : error}.`);
      return [];
    }
  });
  if (problems.length > 0) throw new Error(`${problems.join("\n")}\nNothing was sent.`);
  return orders;
}

function parseOrder(content: string): TaskOrder & { id?: string } {
  const value: unknown = JSON.parse(content);
  const number = findInexactNumber(content);
  if (number !== undefined) throw new Error(explainInexact(number));
  if (!isRecord(value) || !isRecord(value.body))
    throw new Error('expected an object such as {"body":{"model":"…"}}');
  const { id, collection } = value;
  const unknown = Object.keys(value).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) throw new Error(`${JSON.stringify(unknown)} is none of ${FIELDS.join(", ")}`);
  if (id !== undefined && !(typeof id === "string" && ID.test(id)))
    throw new Error("expected `id` to be 1 to 100 of A-Z a-z 0-9 . _ -");
  if (collection !== undefined && typeof collection !== "string")
    throw new Error("expected `collection` to be text, such as videos");
  return value as unknown as TaskOrder & { id?: string };
}
