import type { Clock } from "../base/clock.ts";
import { type MockResponse, PacedBody } from "../base/http.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** What comes at once. A text is left one: Node sends it in one piece with the head. */
type Whole = string | Bytes;

/** What is wrong with a body that `--fault truncate` breaks off. */
export const BROKEN_OFF = "the connection was closed half way through the body";

/**
 * The body of a response: text or bytes where it comes at once, a stream where it comes piece by piece. Truncated, it is a
 * stream that fails half way; a web stream of the mock's own routes is never truncated.
 */
export function openBody(
  { body }: MockResponse,
  clock: Clock,
  isTruncated: boolean,
): { length?: number; content: Whole | ReadableStream<Bytes> } {
  if (body instanceof ReadableStream) return { content: body };
  if (body instanceof PacedBody) return { content: streamPieces(body, clock, isTruncated) };
  const whole = toWhole(body);
  if (!isTruncated) return { length: Buffer.byteLength(whole), content: whole };
  const bytes = toBytes(whole);
  if (bytes.length < 2) return { length: bytes.length, content: bytes };
  const half = bytes.length >> 1;
  const content = streamBytes([bytes.subarray(0, half)], clock, { paceMs: 0, breaksOff: true });
  return { length: bytes.length, content };
}

function streamPieces(
  { pieces, paceMs, breaksOff }: PacedBody,
  clock: Clock,
  isTruncated: boolean,
): ReadableStream<Bytes> {
  const sent = isTruncated ? pieces.slice(0, pieces.length >> 1) : pieces;
  return streamBytes(sent.map(toBytes), clock, { paceMs, breaksOff: breaksOff || isTruncated });
}

/** Nothing is made before it is read, so that what was sent is never taken back by the failure. */
function streamBytes(
  pieces: readonly Bytes[],
  clock: Clock,
  { paceMs, breaksOff }: Pick<PacedBody, "paceMs" | "breaksOff">,
): ReadableStream<Bytes> {
  const startMs = clock.now();
  let next = 0;
  let cancelTimer = () => {};
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        const piece = pieces[next++];
        // Each is due at a time of its own, so that a clock that jumps brings all that fell due.
        const delayMs = startMs + next * paceMs - clock.now();
        if (piece && delayMs > 0)
          await new Promise<void>((resolve) => {
            cancelTimer = clock.after(delayMs, resolve);
          });
        if (piece) controller.enqueue(piece);
        else if (breaksOff) controller.error(new TypeError("terminated", { cause: new Error(BROKEN_OFF) }));
        else controller.close();
      },
      cancel: () => cancelTimer(),
    },
    { highWaterMark: 0 },
  );
}

function toWhole(body: unknown): Whole {
  if (Buffer.isBuffer(body)) return new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.length);
  return body === undefined ? "" : String(body);
}

function toBytes(whole: Whole): Bytes {
  return typeof whole === "string" ? new TextEncoder().encode(whole) : whole;
}
