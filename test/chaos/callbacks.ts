import { type CallbackHandler, createCallbacks } from "../../src/callback/index.ts";
import type { Draw } from "../helpers/draw.ts";
import { createDraw } from "../helpers/draw.ts";
import { forgeUrl } from "./faults/forgeries.ts";
import { type AttackOptions, type ChaosReport, createPromiseCounter } from "./report.ts";

const PROMISES = [
  "handled a task twice",
  "took a forged URL",
  "acknowledged what was not handled",
  "hung",
  "rejected unhandled",
] as const;

/** How many tasks the callbacks are about: each is delivered many times. */
const TASKS = 50;
const HUNG_MS = 20_000;
const BASE = "https://example.com/hooks/evolink?from=evolink";

/** Delivers forged, repeated, altered and expired callbacks, many at a time, over a store that is slow or fails. */
export async function attackCallbacks({ seed, count }: AttackOptions): Promise<ChaosReport> {
  const counter = createPromiseCounter("callbacks", PROMISES);
  const draw = createDraw(`${seed} callbacks`);
  const onUnhandled = (reason: unknown) => counter.break("rejected unhandled", String(reason));
  process.on("unhandledRejection", onUnhandled);

  const handled = new Map<string, number>();
  const store = createFlakyStore(draw);
  const callbacks = createCallbacks({
    secret: `a secret nobody can guess ${seed}`,
    evolink: { tasks: { get: async (id: string) => readTask(id, draw) } },
  });
  const handler = callbacks.handler({
    seen: store,
    onError() {},
    async onTask({ id, status }) {
      await wait(draw(3));
      if (draw(20) === 0) throw new Error("no room");
      const key = `${id}:${status}`;
      handled.set(key, (handled.get(key) ?? 0) + 1);
    },
  });
  const good = await callbacks.url(BASE, { context: { order: 17 } });
  const other = await callbacks.url(BASE, { context: { order: 18 } });

  const attack = async (number: number): Promise<void> => {
    const forged = draw(2) === 0 ? forgeUrl(good, other, draw) : undefined;
    const url = forged ?? good;
    const id = `task-unified-${draw(TASKS)}-a`;
    const status = await deliver(handler, url, pickBody(id, draw));
    if (status === undefined) counter.break("hung", `${number} ${url}`);
    if (forged !== undefined && status === 200) counter.break("took a forged URL", url);
    // 200 is said of the body's own task alone.
    if (status === 200 && (handled.get(`${id}:completed`) ?? 0) === 0 && !store.isDone(`${id}:completed`))
      counter.break("acknowledged what was not handled", id);
  };
  for (let sent = 0; sent < count; ) {
    const together = Math.min(count - sent, 50);
    await Promise.all(Array.from({ length: together }, (_, index) => attack(sent + index)));
    sent += together;
  }
  for (const [key, times] of handled)
    if (times > 1) counter.break("handled a task twice", `${key}, ${times} times`);
  process.off("unhandledRejection", onUnhandled);
  return counter.report(count);
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The API: mostly well, now and then away, or of another mind. */
async function readTask(id: string, draw: Draw): Promise<{ id: string; status: string }> {
  await wait(draw(3));
  if (draw(15) === 0) throw new Error("the API is away");
  if (draw(30) === 0) return { id: "task-unified-99-z", status: "completed" };
  return { id, status: draw(10) === 0 ? "processing" : "completed" };
}

function pickBody(id: string, draw: Draw): string {
  const bodies = [`{"id":"${id}","status":"failed"}`, `{"id":"${id}"}`, `{"id":"${id}","results":[{}]}`];
  const bad = ["", "{", "[]", "null", '{"id":7}', '{"id":"../x"}', `{"id":"${"x".repeat(200)}"}`, "\0"];
  return draw(8) === 0 ? (bad[draw(bad.length)] ?? "") : (bodies[draw(bodies.length)] ?? "");
}

/** The status of a response, or nothing when none comes. */
async function deliver(handler: CallbackHandler, url: string, body: string): Promise<number | undefined> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body };
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, HUNG_MS, undefined);
  });
  const response = await Promise.race([handler(new Request(url, init)), hung]);
  clearTimeout(timer);
  return response?.status;
}

/** A store as the documentation asks for one, over a connection that is slow and fails before it has done anything. */
function createFlakyStore(draw: Draw) {
  const busy = new Set<string>();
  const done = new Set<string>();
  return {
    isDone: (key: string) => done.has(key),
    async claim(key: string): Promise<"claimed" | "busy" | "done"> {
      await wait(draw(3));
      if (draw(20) === 0) throw new Error("the store is away");
      if (done.has(key)) return "done";
      if (busy.has(key)) return "busy";
      busy.add(key);
      return "claimed";
    },
    async settle(key: string, isHandled: boolean): Promise<void> {
      await wait(draw(3));
      busy.delete(key);
      if (isHandled) done.add(key);
    },
  };
}
