import { assertOption, checkOptions } from "../client/settings/options.ts";
import { CallbackError } from "../errors/classes.ts";
import { createEndedEvents } from "./ended-events.ts";
import { type CallbackHandler, createHandler, type HandlerOptions } from "./handler.ts";
import { type CallbackClient, createTaskReader, type EndedTask, readTaskFacts } from "./read-task.ts";
import { createRunOnce } from "./run-once.ts";
import { createMemoryStore } from "./seen-store.ts";
import { createUrlSigner } from "./signed-url.ts";

/** One secret, or several. */
type CallbackSecret = string | readonly string[] | undefined;

/** What `createCallbacks` takes. */
export interface CallbacksOptions<Task extends EndedTask> {
  /**
   * At least 16 characters that nobody can guess, such as `openssl rand -base64 32` prints; not the API key.
   * Of several, the first signs and all verify: put a new one first, and drop the old one a day later.
   *
   * A function is asked at the first URL or delivery, and so is missed what is empty: a framework's build needs none.
   */
  secret: CallbackSecret | (() => CallbackSecret);
  /** The client, to read tasks with. */
  evolink: CallbackClient<Task>;
  /** For a local mock: callback URLs may be on this machine, also over http. Default: false. */
  allowLoopback?: boolean | undefined;
}

/** What a callback URL is bound to. */
export interface CallbackUrlOptions {
  /**
   * Anything JSON can carry, such as an order number; `onTask` gets it back. Anyone who sees the URL can read
   * it, and nobody can change it. Default: null.
   */
  context?: unknown;
  /** A date, or milliseconds since the epoch; finite. Later calls get 401. Default: in 24 hours. */
  expiresAt?: Date | number | undefined;
}

/** Callbacks one can trust although EvoLink does not sign them. */
export interface Callbacks<Task extends EndedTask = EndedTask> {
  /**
   * Makes the `callback_url` of a submission: `base` with a signature over its path, query, context and expiry.
   *
   * The URL proves that we made it, not for which task: whoever learns it can report any task of your account
   * with this context. Keep it out of logs; where it matters, also keep which task you submitted with it.
   *
   * @throws {CallbackError} EvoLink would refuse it; the message holds every reason.
   * @throws {ValidationError} an unknown option.
   *
   * @example
   * const callback_url = await callbacks.url("https://example.com/hooks/evolink", { context: { order: 17 } });
   */
  url(base: string | URL, options?: CallbackUrlOptions): Promise<string>;
  /**
   * Makes the handler of the route. It responds with 405 to other methods than POST, 413 over 1 MiB, 415 to what is
   * not JSON, 401 to a URL that we did not make or that has expired, 400 to a body without the id of a task of
   * yours, 503 while the API or the store is away or the task has not ended, and otherwise what `onTask` made of
   * it: 200, 500 when it threw, 202 when it needs more than 8 s. EvoLink calls again, up to three times, after
   * all but 200 and 202. The handlers of one object share what was handled.
   *
   * @example
   * export const POST = callbacks.handler({ onTask: (task, context) => queue.add({ task, context }) });
   */
  handler(options: HandlerOptions<Task>): CallbackHandler;
  /** Calls `listener` when a handler of this object has seen a task end. Returns how to stop. For `tasks.wait`. */
  onEnded(taskId: string, listener: () => void): () => void;
}

const DEFAULT_LIFE_MS = 24 * 60 * 60_000;

/** Shorter secrets can be guessed offline from one URL. */
const MIN_SECRET_LENGTH = 16;

/** Lone surrogates all become U+FFFD in UTF-8, and HMAC fills short keys up with NUL: two secrets would be one key. */
const AMBIGUOUS = /[\p{Surrogate}\0]/u;

/**
 * Makes callback URLs and the handler of their route. WebCrypto and `fetch` types only: it runs in Node,
 * Deno, Bun and edge workers.
 *
 * @throws {ValidationError} a bad option, such as a short secret. An empty one is missed at the first use.
 *
 * @example
 * const callbacks = createCallbacks({ secret: () => process.env.CALLBACK_SECRET, evolink });
 */
export function createCallbacks<Task extends EndedTask>(options: CallbacksOptions<Task>): Callbacks<Task> {
  checkOptions(options, { secret: "any", evolink: "an object", allowLoopback: "a boolean" });
  const { evolink, allowLoopback = false } = options;
  assertOption(typeof evolink?.tasks?.get === "function", "evolink", "a client", undefined);
  const { secret } = options;
  if (secret && typeof secret !== "function") readSecrets(secret);
  const signer = createUrlSigner(() => readSecrets(typeof secret === "function" ? secret() : secret), {
    allowLoopback,
  });
  const { onEnded, wake } = createEndedEvents();
  const parts = {
    verify: signer.verify,
    facts: readTaskFacts(evolink),
    readTask: createTaskReader(evolink),
    runOnce: createRunOnce(),
    seen: createMemoryStore(),
    wake,
  };

  return {
    async url(base, urlOptions = {}) {
      checkOptions(urlOptions, { context: "any", expiresAt: "any" });
      const { context = null, expiresAt = Date.now() + DEFAULT_LIFE_MS } = urlOptions;
      const expiresAtMs = Number(expiresAt);
      if (!(Number.isFinite(expiresAtMs) && expiresAtMs > Date.now()))
        throw new CallbackError("The callback URL's `expiresAt` is not a time to come.");
      return signer.sign(base, { context, expiresAtMs });
    },
    handler(handlerOptions) {
      checkOptions(handlerOptions, { onTask: "a function", seen: "an object", onError: "a function" });
      const { onTask, seen } = handlerOptions;
      assertOption(onTask, "onTask", "a function", undefined);
      const isStore = typeof seen?.claim === "function" && typeof seen.settle === "function";
      assertOption(!seen || isStore, "seen", "an object with the functions `claim` and `settle`", undefined);
      return createHandler(parts, handlerOptions);
    },
    onEnded,
  };
}

function readSecrets(secret: CallbackSecret): readonly string[] {
  const all = [secret ?? ""].flat();
  const isStrong = all.every((one) => typeof one === "string" && one.length >= MIN_SECRET_LENGTH);
  const expected = `${MIN_SECRET_LENGTH} or more characters, or several of those`;
  assertOption(isStrong && all.length, "secret", expected, all.includes("") ? "" : undefined);
  const isText = all.every((one) => !AMBIGUOUS.test(one));
  assertOption(isText, "secret", "text without NUL and lone surrogates, which no key keeps apart", undefined);
  return all;
}
