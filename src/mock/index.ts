import { explainOldNode } from "./base/node-version.js";
import { type MockOptions, resolveOptions } from "./base/options.ts";
import type { Mock } from "./run.ts";

export { type Clock, createManualClock, type ManualClock } from "./base/clock.ts";
export type { FaultName, FaultProbabilities } from "./base/faults.ts";
export type { MockFetch, MockOptions } from "./base/options.ts";
export type { RecordedRequest } from "./base/request-log.ts";
export { BrokenDocumentError } from "./prism/load-errors.ts";
export type { Mock } from "./run.ts";
export type { Scenario } from "./tasks/scenario.ts";
export type { TaskSnapshot } from "./tasks/task-life.ts";

/**
 * Starts a mock of EvoLink on this machine: the same checks and responses as the document says, tasks that progress,
 * results that play, callbacks that arrive, and failures on demand.
 *
 * @throws {BrokenDocumentError} the document cannot be served; `problems` says why.
 * @throws {RangeError} an option is out of range.
 * @throws {Error} this Node is too old; the message says which one it takes.
 *
 * @example
 * const mock = await startMock({ taskSeconds: 2 });
 * const evolink = createEvolink({ apiKey: "any", baseUrl: mock.url });
 * // …
 * await mock.close();
 *
 * @example Without a port, for the requests of one client:
 * const mock = await startMock({ listen: false });
 * const evolink = createEvolink({ apiKey: "any", fetch: mock.fetch });
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const complaint = explainOldNode(process.versions.node);
  if (complaint !== undefined) throw new Error(complaint);
  const resolved = resolveOptions(options);
  // Loaded only now: Prism is large, and an old Node could not read all of it.
  const { runMock } = await import("./run.ts");
  return runMock(resolved);
}
