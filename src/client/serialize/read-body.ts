import { raceAbort } from "../http/abort.ts";
import { readApiError } from "../http/read-response.ts";
import type { Call, ClientResponse } from "../http/response.ts";

/** What bytes may come as. As a stream they may be of any length, and the client's `timeoutMs` ends with the headers. */
export type BinaryAs = "arrayBuffer" | "blob" | "stream";

/** Bytes as a caller chose them. */
export type Binary<As extends BinaryAs> = {
  arrayBuffer: ArrayBuffer;
  blob: Blob;
  stream: ReadableStream<Uint8Array<ArrayBuffer>>;
}[As];

/** The body of a success. @throws {ApiError} the status says no. */
function readSuccess(response: ClientResponse): Uint8Array<ArrayBuffer> {
  if (response.status >= 400) throw readApiError(response);
  return response.body;
}

/** Reads text, such as CSV and XML. */
export const readText = (response: ClientResponse) => new TextDecoder().decode(readSuccess(response));

/** Reads a success without a body. */
export const readNothing = (response: ClientResponse) => void readSuccess(response);

/** Reads images, sound and all other bytes. */
export function readBinary(response: ClientResponse, parseAs: BinaryAs = "blob"): Binary<BinaryAs> {
  const body = readSuccess(response);
  if (parseAs === "stream") return response.stream ?? new Blob().stream();
  return parseAs === "blob"
    ? new Blob([body], { type: response.headers.get("content-type") ?? "" })
    : new Uint8Array(body).buffer;
}

/** Opens what is read as a stream, which the caller's signal ends. */
export function openBinary(
  parseAs: BinaryAs | undefined,
  signal: AbortSignal | undefined,
): Call["openStream"] {
  if (parseAs !== "stream") return undefined;
  return ({ body }) => endWithSignal(body, signal);
}

/**
 * The bytes of a body until its signal fires, which lets go of the connection also while nobody reads: a pipe would
 * wait for what it has written to be read first.
 */
export function endWithSignal(
  body: Response["body"],
  signal: AbortSignal | undefined,
): Binary<"stream"> | undefined {
  const reader = signal && body?.getReader();
  if (!reader) return body ?? undefined;
  return new ReadableStream(
    {
      start(controller) {
        raceAbort(reader.closed, signal).catch((reason) => {
          controller.error(reason);
          reader.cancel(reason).catch(() => {});
        });
      },
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
