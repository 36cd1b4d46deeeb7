import { sleep } from "../client/http/abort.ts";
import { parseBody } from "../client/http/body.ts";
import type { Outcome } from "./forward.ts";
import { type KeptResponse, notSent, Refusal } from "./refusal.ts";
import { askStore, type ProxyStore } from "./store.ts";

/** One submission: whoever sends the same key means the same. */
export interface Submission {
  /** In the store. */
  key: string;
  /** Of all that is sent: the same key with something else is refused. */
  fingerprint: string;
  submit: () => Promise<Outcome>;
}

/** What is in the store of a submission that has a response. */
interface Kept extends KeptResponse {
  fingerprint: string;
  /** The response came in pieces, and is not kept. */
  streamed?: boolean;
}

/** The store is asked whether another process has the response this often. */
const ASK_EVERY_MS = 500;

/** Makes what submits each key once, in this process and, by the store, in all others. */
export function createSubmitOnce(store: ProxyStore, waitMs: number, report: (error: unknown) => void) {
  const running = new Map<string, { fingerprint: string; outcome: Promise<Outcome> }>();

  /** Claims a key, or gives what another process has kept of it. */
  const claim = async (key: string): Promise<string | undefined> => {
    const startedAt = performance.now();
    for (;;) {
      const found = await askStore(
        async () => (await store.claim(key)) === true || (await store.get(key)),
      ).catch((error) => {
        report(error);
        throw notSent("the store of submissions is away.");
      });
      if (found === true) return;
      if (found) return found;
      if (performance.now() - startedAt > waitMs)
        throw new Refusal(409, "idempotency_conflict", "The same submission is still on its way.");
      await sleep(ASK_EVERY_MS, undefined);
    }
  };

  const settle = (key: string, text: string | undefined) =>
    askStore(() => store.settle(key, text)).catch(report);

  const run = async ({ key, fingerprint, submit }: Submission): Promise<Outcome> => {
    const text = await claim(key);
    if (text !== undefined) {
      const kept = parseKept(text);
      assertSame(fingerprint, kept.fingerprint);
      return replay(kept);
    }
    try {
      const outcome = await submit();
      const kept: Kept = { ...outcome.response, fingerprint, ...(outcome.stream && { streamed: true }) };
      await settle(key, outcome.charged ? JSON.stringify(kept) : undefined);
      return outcome;
    } catch (error) {
      // Thrown before anything was sent.
      await settle(key, undefined);
      throw error;
    }
  };

  return async (submission: Submission): Promise<Outcome> => {
    const { key, fingerprint } = submission;
    const current = running.get(key);
    if (current) {
      assertSame(fingerprint, current.fingerprint);
      const outcome = await current.outcome;
      return replay({ ...outcome.response, fingerprint, streamed: outcome.stream !== undefined });
    }
    const outcome = run(submission).finally(() => running.delete(key));
    running.set(key, { fingerprint, outcome });
    return outcome;
  };
}

function replay(kept: Kept): Outcome {
  if (kept.streamed)
    throw new Refusal(
      409,
      "idempotency_conflict",
      "Submitted before; its response was a stream, and is not kept.",
    );
  const { status, headers, body, isBytes } = kept;
  const response = { status, headers: { ...headers, "idempotency-replayed": "true" }, body, isBytes };
  return { response, charged: true, json: parseBody(new TextEncoder().encode(body)) };
}

function parseKept(text: string): Kept {
  try {
    const { fingerprint, status, headers, body, isBytes, streamed } = JSON.parse(text);
    if (streamed || typeof status === "number")
      return { fingerprint, status, headers, body, isBytes, streamed };
  } catch {}
  throw new Refusal(409, "idempotency_conflict", "Submitted before; what is stored of it cannot be read.");
}

function assertSame(one: string, other: string): void {
  if (one !== other)
    throw new Refusal(400, "idempotency_key_reused", "The Idempotency-Key was used for another submission.");
}
