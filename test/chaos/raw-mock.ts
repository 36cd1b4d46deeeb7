import { startMock } from "../../src/mock/index.ts";
import { createDraw } from "../helpers/draw.ts";
import { drawRequest, sendRaw } from "./faults/raw-requests.ts";
import { type AttackOptions, type ChaosReport, createPromiseCounter } from "./report.ts";

const PROMISES = ["responded 500", "stopped responding", "kept a credential", "rejected unhandled"] as const;
const ALIVE_WITHIN_MS = 5_000;
const CREDENTIAL = "sk-secret-0123456789";

/** Sends bytes that are hardly HTTP to a mock, and asks it now and then whether it still lives. */
export async function attackMock({ seed, count }: AttackOptions): Promise<ChaosReport> {
  const counter = createPromiseCounter("raw requests at the mock", PROMISES);
  const draw = createDraw(`${seed} mock`);
  const onUnhandled = (reason: unknown) => counter.break("rejected unhandled", String(reason));
  process.on("unhandledRejection", onUnhandled);
  const mock = await startMock({
    seed,
    log: (line) => {
      if (/ 500 | failed: /.test(line)) counter.break("responded 500", line.slice(0, 300));
    },
  });
  for (let sent = 0; sent < count; sent += 20) {
    const requests = Array.from({ length: Math.min(20, count - sent) }, () => drawRequest(draw));
    await Promise.all(requests.map((request) => sendRaw(mock.port, request)));
    const signal = AbortSignal.timeout(ALIVE_WITHIN_MS);
    const headers = { authorization: `Bearer ${CREDENTIAL}`, "x-any-token": CREDENTIAL, cookie: CREDENTIAL };
    const alive = await fetch(`${mock.url}/v1/tasks/task-unified-1-a`, { headers, signal }).catch(
      () => undefined,
    );
    if (alive?.status !== 404)
      counter.break("stopped responding", `after ${sent} requests: ${alive?.status}`);
  }
  if (JSON.stringify(mock.requests()).includes(CREDENTIAL))
    counter.break("kept a credential", "in the journal");
  await mock.close();
  process.off("unhandledRejection", onUnhandled);
  return counter.report(count);
}
