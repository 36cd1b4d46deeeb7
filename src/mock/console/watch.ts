import type { MockResponse } from "../base/http.ts";
import type { MockContext } from "../responses/context.ts";
import { describeMock, describeSettings, summariseRequest, viewTask } from "./describe-mock.ts";
import type { Update } from "./wire.ts";

/** What a page shows of each; older ones are in `/_mock/tasks` and `/_mock/requests`. */
const MAX_SHOWN = 200;

/** Changes that come together are told together: a page can read no faster, and need not. */
const GATHER_MS = 80;

/** After this long without a change the time is told again: a page that slept would have another. */
const RESYNC_MS = 5_000;

/**
 * Responds with server-sent events: everything, and then whatever changes. What a slow reader has not read yet is held
 * as what has changed since, not as one message more.
 */
export function respondWithUpdates(context: MockContext): MockResponse {
  let stop = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      stop = watch(context, controller);
    },
    cancel: () => stop(),
  });
  const headers = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
  };
  return { status: 200, headers, body };
}

function watch(context: MockContext, controller: ReadableStreamDefaultController<Uint8Array>): () => void {
  const encoder = new TextEncoder();
  const tell = (update: Omit<Update, "settings">) => {
    const whole: Update = { settings: describeSettings(context), ...update };
    controller.enqueue(encoder.encode(`data: ${JSON.stringify(whole)}\n\n`));
  };

  let pending = createPending();
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    // Not read yet: what changes is gathered further.
    if ((controller.desiredSize ?? 0) > 0) {
      tell(pending.render(context));
      pending = createPending();
    }
    schedule(pending.isEmpty() ? RESYNC_MS : GATHER_MS);
  };
  const schedule = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(flush, ms);
    timer.unref();
  };
  const stopListening = context.changes.listen((change) => {
    const wasEmpty = pending.isEmpty();
    pending.add(change);
    if (wasEmpty) schedule(GATHER_MS);
  });
  tell(renderAll(context));
  schedule(RESYNC_MS);
  return () => {
    clearTimeout(timer);
    stopListening();
  };
}

function renderAll(context: MockContext): Omit<Update, "settings"> {
  const engine = context.engine();
  return {
    isReset: true,
    facts: describeMock(context),
    tasks: context.store
      .list()
      .slice(-MAX_SHOWN)
      .map((task) => viewTask(task)),
    requests: context.requests.list(MAX_SHOWN).map((request) => summariseRequest(request, engine)),
    callbacks: context.callbackLog.list().slice(-MAX_SHOWN),
  };
}

type Change = Parameters<Parameters<MockContext["changes"]["listen"]>[0]>[0];

/** What has changed since the last message; of tasks and requests the newest. */
function createPending() {
  const tasks = new Set<string>();
  const requests = new Set<string>();
  let callbacks: Extract<Change, { kind: "callback" }>["attempt"][] = [];
  let settings = false;
  let document = false;
  let isReset = false;
  return {
    isEmpty: () => tasks.size + requests.size + callbacks.length === 0 && !settings && !document && !isReset,
    add(change: Change) {
      if (change.kind === "task") addNewest(tasks, change.id);
      else if (change.kind === "request") addNewest(requests, change.requestId);
      else if (change.kind === "callback") callbacks = [...callbacks.slice(1 - MAX_SHOWN), change.attempt];
      else if (change.kind === "settings") settings = true;
      else if (change.kind === "document") document = true;
      else isReset = true;
    },
    render(context: MockContext): Omit<Update, "settings"> {
      if (isReset) return renderAll(context);
      const engine = context.engine();
      const found = <Item>(items: (Item | undefined)[]) => items.filter((item) => item !== undefined);
      return {
        ...(document && { facts: describeMock(context) }),
        ...(tasks.size > 0 && {
          tasks: found([...tasks].map((id) => context.store.get(id))).map((task) => viewTask(task)),
        }),
        ...(requests.size > 0 && {
          requests: found([...requests].map((id) => context.requests.find(id))).map((request) =>
            summariseRequest(request, engine),
          ),
        }),
        ...(callbacks.length > 0 && { callbacks }),
      };
    },
  };
}

function addNewest(ids: Set<string>, id: string): void {
  ids.delete(id);
  ids.add(id);
  const [oldest] = ids;
  if (ids.size > MAX_SHOWN && oldest !== undefined) ids.delete(oldest);
}
