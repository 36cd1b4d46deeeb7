import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { watch } from "chokidar";
import { isLoopbackHost } from "../public-address.ts";
import { createAdjustableClock } from "./base/adjustable-clock.ts";
import type { MockFetch, ResolvedOptions } from "./base/options.ts";
import { findPackageRoot } from "./base/package-root.ts";
import { createPublicFetch } from "./base/public-fetch.ts";
import { createDraws } from "./base/random.ts";
import type { RecordedRequest } from "./base/request-log.ts";
import { createRequestLog } from "./base/request-log.ts";
import { describeDifferences, findDifferences } from "./prism/differences.ts";
import { type Engine, loadEngine } from "./prism/engine.ts";
import { listForms } from "./prism/task-roles.ts";
import type { Recorder } from "./recording/recorder.ts";
import type { Replay } from "./recording/replay.ts";
import type { MockContext } from "./responses/context.ts";
import { linksAt, snapshotTasks } from "./responses/control.ts";
import { renderTask } from "./responses/tasks/task-response.ts";
import { createMockFetch } from "./server/fetch.ts";
import { createMockServer } from "./server/server.ts";
import { type CallbackAttempt, createCallbackLog } from "./tasks/callback-log.ts";
import { createCallbackQueue } from "./tasks/callback-queue.ts";
import { createChanges } from "./tasks/changes.ts";
import { createStateWriter, readState } from "./tasks/state-file.ts";
import type { TaskSnapshot } from "./tasks/task-life.ts";
import { createTaskStore } from "./tasks/task-store.ts";

/** Puts the mock together and starts it. `startMock` is this, once the packages it needs are known to be there. */
export async function runMock(options: ResolvedOptions): Promise<Mock> {
  const { log } = options;
  const spec = options.spec ?? join(findPackageRoot(), "generated", "openapi.yaml");
  let engine = await loadEngine(spec);
  const recorder = await startRecorder(options, () => engine);
  const replay = await startReplay(options, () => engine);
  const { stateFile } = options;
  const stored = stateFile === undefined ? undefined : await readState(stateFile);
  const store = createTaskStore(stored);
  const clock = createAdjustableClock(options.clock, stored?.clock);
  const snapshot = () => ({ ...store.snapshot(), clock: clock.state() });
  const save = stateFile === undefined ? async () => {} : createStateWriter(stateFile, snapshot);
  const requests = createRequestLog();
  const send = options.fetch ?? createPublicFetch(options.localCallbacks);
  const changes = createChanges();
  const callbackLog = createCallbackLog();
  const report = (attempt: CallbackAttempt) => {
    callbackLog.add(attempt);
    changes.announce({ kind: "callback", attempt });
  };
  const callbacks = createCallbackQueue(
    { clock, receiverClock: options.clock, fetch: send, log, report },
    (task) => {
      const form = listForms(engine).find(({ name }) => name === task.operation);
      const links = form && linksAt(task, form.results, context.url());
      return links && renderTask(form.query, form, task, clock.now(), links, engine);
    },
  );
  let saved: Promise<void> = Promise.resolve();
  const keep = () => {
    saved = save();
    saved.catch(() => {}); // whoever awaits `kept()` gets the error
  };

  const context: MockContext = {
    options,
    clock,
    draws: createDraws(options.seed),
    store,
    requests,
    callbackLog,
    ...(recorder && { recorder }),
    ...(replay && { replay }),
    changes,
    log,
    engine: () => engine,
    url: () => url,
    fetch: (input, init) => mockFetch(input, init),
    changed(task) {
      keep();
      callbacks.set(task);
      changes.announce({ kind: "task", id: task.id });
    },
    remove(task) {
      store.remove(task.id);
      keep();
      callbacks.remove(task);
      // Whoever looks on is told all that is left.
      changes.announce({ kind: "reset" });
    },
    keep,
    kept: () => saved,
    reset() {
      callbacks.clear();
      store.clear();
      requests.clear();
      callbackLog.clear();
      replay?.rewind();
      keep();
      changes.announce({ kind: "reset" });
    },
  };

  let stopWatching = async () => {};
  let isClosed = false;
  const mockFetch = createMockFetch(context, () => isClosed);
  const server = createMockServer(context);
  if (options.listen) {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(options.port, options.host, resolve);
    }).catch(async (error) => {
      await recorder?.close();
      throw error;
    });
  }
  const { port } = (server.address() as AddressInfo | null) ?? { port: 0 };
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  const url = options.listen ? `http://${host}:${port}` : UNLISTENED_URL;
  // Requests get responses from now on, each once its own operation is checked; the mock is ready once all are.
  try {
    ensureElsewhere(options, port);
    // A file that cannot be written ends the start, and not the first request.
    await save();
    await engine.check();
  } catch (error) {
    await close();
    throw error;
  }
  store.list().forEach(callbacks.restore);
  // After whoever started it has had its say.
  setImmediate(() => describeDifferences(findDifferences(engine.source.document)).forEach(log));
  stopWatching = options.watch ? watchFile(spec, reload) : stopWatching;

  async function reload(): Promise<void> {
    try {
      const changed = await loadEngine(spec);
      await changed.check();
      engine = changed;
      changes.announce({ kind: "document" });
      log(`${spec} has changed and is served anew`);
    } catch (error) {
      log(
        `${spec} has changed but is broken, so the one before is still served: ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  async function close(): Promise<void> {
    isClosed = true;
    await stopWatching();
    callbacks.clear();
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
    await recorder?.close();
    await saved;
  }

  return {
    url,
    port,
    fetch: mockFetch,
    tasks: () => snapshotTasks(context),
    requests: requests.list,
    reset: context.reset,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** @throws {Error} requests would go round and round. */
function ensureElsewhere({ live, baseUrl }: ResolvedOptions, port: number): void {
  if (!live || baseUrl === undefined) return;
  const { hostname, port: target } = new URL(baseUrl);
  if (isLoopbackHost(hostname) && target === String(port))
    throw new RangeError(
      `\`baseUrl\` (EVOLINK_BASE_URL), ${baseUrl}, is the mock itself, and not the real API.`,
    );
}

/** Loaded where it is used: most mocks neither record nor replay. */
async function startRecorder(
  { record, apiKey, baseUrl, log }: ResolvedOptions,
  engine: () => Engine,
): Promise<Recorder | undefined> {
  if (record === undefined) return undefined;
  const { openRecorder } = await import("./recording/recorder.ts");
  return openRecorder({ path: record, apiKey, baseUrl, engine, log });
}

async function startReplay(
  { replay, log }: ResolvedOptions,
  engine: () => Engine,
): Promise<Replay | undefined> {
  if (replay === undefined) return undefined;
  const { openReplay } = await import("./recording/replay.ts");
  return openReplay(replay, engine, log);
}

/** The base URL of a mock that does not listen. No resolver takes it off this machine (RFC 6761, 6.3). */
const UNLISTENED_URL = "http://mock.localhost";

/** A save comes as several events; this long after the last one the file is whole. */
const QUIET_MS = 100;

/** Calls back whenever a file has changed, also when another took its place. Returns how to stop. */
export function watchFile(path: string, onChange: () => void): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(path, { ignoreInitial: true }).on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET_MS);
  });
  return () => {
    clearTimeout(timer);
    return watcher.close();
  };
}

/** A running mock. */
export interface Mock extends AsyncDisposable {
  /** Base URL to give to a client, such as `http://127.0.0.1:4010`. */
  url: string;
  /** 0 where it does not listen. */
  port: number;
  /**
   * Responds to a request without a port, whatever host it is for: `createEvolink({ fetch: mock.fetch })`. Links of
   * results lead to the host that was asked.
   */
  fetch: MockFetch;
  /** The tasks made so far and where each stands now, oldest first. */
  tasks(): TaskSnapshot[];
  /** The requests responded to so far, oldest first. Keys are not kept. */
  requests(): RecordedRequest[];
  /** Forgets tasks and requests, and calls off callbacks to come. */
  reset(): void;
  /** Stops at once; nothing of it is left. */
  close(): Promise<void>;
}
