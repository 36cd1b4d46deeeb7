import type { Callbacks, EndedTask, HandlerOptions, SeenStore } from "../../../../src/callback/index.ts";
import { createCallbacks } from "../../../../src/callback/index.ts";

export const ID = "task-unified-1-a";
export const SECRET = "a secret nobody can guess";
export const BASE = "https://example.com/hooks";
const JSON_TYPE = { "content-type": "application/json" };

/** A promise and how to settle it. */
export function deferred<T = void>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((fulfil, fail) => {
    resolve = fulfil;
    reject = fail;
  });
  return { promise, resolve, reject };
}

/** A function that can be waited for: `called` is fulfilled when it is called. */
export function awaitable<T>(call: () => T) {
  const { promise: called, resolve } = deferred();
  const counted = Object.assign(
    () => {
      counted.times += 1;
      resolve();
      return call();
    },
    { called, times: 0 },
  );
  return counted;
}

/** The delivery of a task to a callback URL. */
export const deliveryOf = (url: string, body: BodyInit | null = JSON.stringify({ id: ID })) =>
  new Request(url, { method: "POST", headers: JSON_TYPE, body, duplex: "half" } as RequestInit);

export const COMPLETED = { tasks: { get: async (id: string) => ({ id, status: "completed" }) } };

/** A handler, what it handled and reported, and how to deliver to it. */
export async function setUpHandler({
  evolink = COMPLETED as Parameters<typeof createCallbacks<EndedTask>>[0]["evolink"],
  callbacks = createCallbacks({ secret: SECRET, evolink }) as Callbacks,
  ...options
}: Partial<HandlerOptions<EndedTask>> & {
  evolink?: Parameters<typeof createCallbacks<EndedTask>>[0]["evolink"];
  callbacks?: Callbacks;
} = {}) {
  const handled: string[] = [];
  const errors: unknown[] = [];
  const handler = callbacks.handler({
    onError: (error) => void errors.push(error),
    ...options,
    onTask(task, context) {
      handled.push(task.id);
      return options.onTask?.(task, context);
    },
  });
  const url = await callbacks.url(BASE);
  const deliver = async (id = ID, context?: unknown) =>
    (await handler(deliveryOf(url, JSON.stringify({ id })), context)).status;
  return { callbacks, handler, url, handled, errors, deliver };
}

/** A store as the tests break it: whatever a function is not given for works. */
export const makeStore = (changes: { claim?: unknown; settle?: unknown }) =>
  ({ claim: () => "claimed", settle() {}, ...changes }) as SeenStore;

/** Unhandled rejections of this process while `run` runs, and until those it left have been reported. */
export async function collectUnhandled(run: () => Promise<unknown>): Promise<unknown[]> {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", note);
  try {
    await run();
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  } finally {
    process.off("unhandledRejection", note);
    for (const other of others) process.on("unhandledRejection", other);
  }
  return unhandled;
}
