import { SubmissionUncertainError, UnexpectedResponseError } from "../../errors/classes.ts";
import type { ErrorDetails } from "../../errors/evolink-error.ts";
import { EvolinkError } from "../../errors/evolink-error.ts";
import type { KeyPlace } from "../settings/key-place.ts";
import type { Hide } from "../settings/secret.ts";
import type { Settings } from "../settings/settings.ts";
import { quoteBody } from "./body.ts";

/** One request, as `send` takes it. */
export interface Call {
  url: string;
  /** Absent where the document asks for none. */
  key?: KeyPlace | undefined;
  /** What sends it. Default: the `fetch` of the client. */
  fetch?: Settings["fetch"];
  method: string;
  headers?: Record<string, string> | undefined;
  body?: RequestInit["body"] | undefined;
  signal?: AbortSignal | undefined;
  /** Present on every request that may be billed, and only there. */
  idempotencyKey?: string | undefined;
  /** The body of a success, to be passed on as it comes. Otherwise it is read to its end. */
  openStream?: ((reply: Response) => ClientResponse["stream"]) | undefined;
  /** The task it asks about, for the errors. */
  taskId?: string | undefined;
}

/** A response, read to its end. */
export interface ClientResponse {
  call: Call;
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
  /** Instead of `body`, when the call asked for it. */
  stream?: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;
  hide: Hide;
}

/**
 * The call of an operation, at the server that the document names for its path, or at the `baseUrl` of the client.
 *
 * @param filled its path with the parameters filled in.
 */
export function addressCall(settings: Settings, method: string, path: string, filled = path): Call {
  const { baseUrl, servers } = settings;
  const server = servers.find(({ start }) => path.startsWith(start));
  return { method, url: (baseUrl ?? server?.url ?? "") + filled, key: server?.key };
}

/**
 * What messages call a request: `POST https://api.evolink.ai/v1/videos/generations`. Most requests need no name.
 *
 * The query may be long, and may hold what is nobody else's business.
 */
export function nameCall({ method, url }: Call): string {
  return `${method} ${url.replace(/\?.*/, "")}`;
}

/** What every error of a call says. `accepted` is whether the API may have acted on it. */
export function describeCall({ taskId, idempotencyKey }: Call, accepted: boolean): ErrorDetails {
  const billed = accepted && idempotencyKey !== undefined;
  return { taskId, retryable: !billed, charged: billed ? "unknown" : "no" };
}

/** The error for a response that claims success and cannot be used. */
export function unexpected(
  response: ClientResponse,
  why: string,
  details?: ErrorDetails,
): UnexpectedResponseError {
  const { call, status } = response;
  return new UnexpectedResponseError(`${nameCall(call)} returned ${status} ${why}: ${quoteBody(response)}`, {
    ...describeCall(call, true),
    status,
    ...details,
  });
}

/** Turns what went wrong with a submission into the error that says: it may have been accepted. */
export function submissionUncertain(call: Call, cause: unknown): SubmissionUncertainError {
  const { idempotencyKey } = call;
  const known = cause instanceof EvolinkError ? cause : undefined;
  return new SubmissionUncertainError(
    `This submission may have been accepted and billed: ${known?.message ?? `${nameCall(call)} was aborted`}\n` +
      `Look for it in your account; to repeat it, pass the same body and idempotencyKey "${idempotencyKey}".`,
    { ...known, retryable: false, charged: "unknown", idempotencyKey, cause },
  );
}
