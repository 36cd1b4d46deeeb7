import { type MockOptions, resolveOptions } from "./base/options.ts";
import type { RecordedRequest } from "./base/request-log.ts";
import { ensurePeers } from "./prism/peers.ts";
import type { TaskSnapshot } from "./tasks/task-life.ts";

export { type Clock, createManualClock, type ManualClock } from "./base/clock.ts";
export type { FaultName, FaultProbabilities } from "./base/faults.ts";
export type { MockOptions } from "./base/options.ts";
export type { RecordedRequest } from "./base/request-log.ts";
export { BrokenDocumentError } from "./prism/broken-document-error.ts";
export { MissingPeerError } from "./prism/peers.ts";
export type { Scenario } from "./tasks/scenario.ts";
export type { TaskSnapshot } from "./tasks/task-life.ts";

/** A running mock. */
export interface Mock extends AsyncDisposable {
  /** Base URL to give to a client, such as `http://127.0.0.1:4010`. */
  url: string;
  port: number;
  /** The tasks made so far and where each stands now, oldest first. */
  tasks(): TaskSnapshot[];
  /** The requests answered so far, oldest first. Keys are not kept. */
  requests(): RecordedRequest[];
  /** Forgets tasks and requests, and calls off callbacks to come. */
  reset(): void;
  /** Stops at once; nothing of it is left. */
  close(): Promise<void>;
}

/**
 * Starts a mock of EvoLink on this machine: the same checks and answers as the document says, tasks that progress,
 * results that play, callbacks that arrive, and failures on demand.
 *
 * @throws {BrokenDocumentError} the document cannot be served; `problems` says why.
 * @throws {MissingPeerError} Prism is not installed; the message says what to install.
 * @throws {RangeError} an option is out of range.
 *
 * @example
 * const mock = await startMock({ taskSeconds: 2 });
 * const evolink = createEvolink({ apiKey: "any", baseUrl: mock.url });
 * // …
 * await mock.close();
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const resolved = resolveOptions(options);
  const { runMock } = await ensurePeers(() => import("./run.ts"));
  return runMock(resolved);
}
