import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createCallbackFetch, deliverCallback } from "./callbacks.ts";
import type { MockContext } from "./context.ts";
import { resultUrl, snapshotTasks } from "./control.ts";
import { loadEngine } from "./engine.ts";
import type { Mock } from "./index.ts";
import type { ResolvedOptions } from "./options.ts";
import { findPackageRoot } from "./package-root.ts";
import { createRandom } from "./random.ts";
import { createRequestLog } from "./requests.ts";
import { createMockServer } from "./server.ts";
import { createStateWriter, readState } from "./state-file.ts";
import { renderTask } from "./task-answer.ts";
import { type TaskRecord, taskEndsMs } from "./task-life.ts";
import { createTaskStore } from "./task-store.ts";
import { watchFile } from "./watch.ts";

/** Puts the mock together and starts it. `startMock` is this, once the packages it needs are known to be there. */
export async function runMock(options: ResolvedOptions): Promise<Mock> {
  const { clock, log } = options;
  const spec = options.spec ?? join(findPackageRoot(), "generated", "openapi.yaml");
  let engine = await loadEngine(spec);
  const store = createTaskStore(
    options.stateFile === undefined ? undefined : await readState(options.stateFile),
  );
  const save =
    options.stateFile === undefined ? async () => {} : createStateWriter(options.stateFile, store.snapshot);
  const requests = createRequestLog();
  const callbackFetch = options.fetch ?? createCallbackFetch(options.localCallbacks);
  let stopping = new AbortController();
  let saved: Promise<void> = Promise.resolve();

  const context: MockContext = {
    options,
    clock,
    random: createRandom(options.seed),
    store,
    requests,
    log,
    engine: () => engine,
    url: () => url,
    added(task) {
      saved = save();
      scheduleCallback(task);
    },
    kept: () => saved,
    reset() {
      stopping.abort();
      stopping = new AbortController();
      store.clear();
      requests.clear();
      saved = save();
    },
  };

  const server = createMockServer(context);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`;
  store.list().forEach(scheduleCallback);
  const stopWatching = options.watch ? watchFile(spec, reload) : async () => {};

  function scheduleCallback(task: TaskRecord): void {
    const { callbackUrl } = task;
    const delayMs = taskEndsMs(task) - clock.now();
    const { query } = engine;
    if (callbackUrl === undefined || !query || delayMs === Number.POSITIVE_INFINITY || delayMs < 0) return;
    const { signal } = stopping;
    const cancel = clock.after(delayMs, () => {
      const body = renderTask(query, task, clock.now(), () => [resultUrl(context, task)]);
      void deliverCallback(callbackUrl, body, { clock, fetch: callbackFetch, signal, log });
    });
    signal.addEventListener("abort", cancel, { once: true });
  }

  async function reload(): Promise<void> {
    try {
      engine = await loadEngine(spec);
      log(`${spec} has changed and is served anew`);
    } catch (error) {
      log(
        `${spec} has changed but is broken, so the one before is still served: ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  async function close(): Promise<void> {
    await stopWatching();
    stopping.abort();
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
    await saved;
  }

  return {
    url,
    port,
    tasks: () => snapshotTasks(context),
    requests: requests.list,
    reset: context.reset,
    close,
    [Symbol.asyncDispose]: close,
  };
}
