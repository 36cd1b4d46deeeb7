import { type Call, readObject, unexpected } from "./answer.ts";
import { EvolinkError } from "./errors/evolink-error.ts";
import { SubmissionUncertainError } from "./errors/submission-uncertain-error.ts";
import { checkOptions } from "./options.ts";
import { retry } from "./retry.ts";
import type { Settings } from "./settings.ts";
import { sleep } from "./stoppable.ts";
import { submissionUncertain } from "./submission-uncertain.ts";
import type { Task } from "./task.ts";
import type { Send } from "./transport.ts";

const RESUBMIT_AFTER_MS = 1000;

/** How one submission is made. */
export interface CreateOptions {
  /**
   * Aborting before the request leaves rejects with the signal's reason. Aborting it in flight rejects with
   * SubmissionUncertainError, because the API may have accepted it.
   */
  signal?: AbortSignal | undefined;
  /** 16 to 96 characters of `[A-Za-z0-9._-]`. Default: a new random key for each call. */
  idempotencyKey?: string | undefined;
}

export const CREATE_OPTIONS = { signal: "signal", idempotencyKey: "idempotencyKey" } as const;

/** 128 random bits in hex. Not `crypto.randomUUID`, which is missing on pages served without TLS. */
export function createIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** Only what certainly was not accepted: never sent, or refused with a time to come back. */
function mayRepeat({ retryable, charged, status, retryAfterMs }: EvolinkError): boolean {
  return retryable && charged === "no" && (status === undefined || retryAfterMs !== undefined);
}

/**
 * Submits one task, and never pays twice by itself.
 *
 * The body is frozen into text and the idempotency key is made before the first attempt, so every attempt
 * is the same submission.
 */
export async function submit(
  send: Send,
  { attempts, resubmitUncertain }: Settings,
  method: string,
  url: string,
  body: unknown,
  options: CreateOptions = {},
): Promise<Task> {
  checkOptions(options, CREATE_OPTIONS);
  const { signal, idempotencyKey = createIdempotencyKey() } = options;
  const call: Call = {
    name: `${method} ${url}`,
    input: url,
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal,
    idempotencyKey,
  };
  let doubt: unknown;

  const attempt = async (): Promise<Task> => {
    try {
      const answer = await send(call);
      const task = readObject(answer);
      if (typeof task.id !== "string" || !task.id) throw unexpected(answer, "without a task id");
      return { status: "pending", ...task } as unknown as Task;
    } catch (error) {
      // Once in doubt, a later refusal says nothing about the first attempt.
      if (!doubt && !(error instanceof EvolinkError && error.charged === "unknown")) throw error;
      const again = resubmitUncertain && !doubt;
      doubt ??= error instanceof SubmissionUncertainError ? error : submissionUncertain(call, error);
      if (!again) throw doubt;
      await sleep(RESUBMIT_AFTER_MS, signal).catch(() => {
        throw doubt;
      });
      return attempt();
    }
  };
  return retry(attempt, mayRepeat, attempts, signal);
}
