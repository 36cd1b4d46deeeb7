import type { Readable } from "node:stream";

/** Handed on at once: sixteen times what a socket gives, because each handing on costs as much as 64 KiB take. */
const BATCH_BYTES = 1024 * 1024;

/** The longest that bytes wait for more of them, so that a slow host's are seen too. */
const LINGER_MS = 20;

/**
 * Reads a body in batches: of 1 MiB from a fast host, of what came in 20 ms from a slow one. While one is
 * worked on, the next one gathers, and then the host has to wait.
 *
 * @throws what the stream fails with, also when it is closed before its end.
 */
export async function* gatherBody(body: Readable): AsyncGenerator<Uint8Array> {
  let parts: Buffer[] = [];
  let bytes = 0;
  let due = false;
  let over = false;
  let failure: Error | undefined;
  let linger: NodeJS.Timeout | undefined;
  let wake = () => {};

  body.on("data", (part: Buffer) => {
    parts.push(part);
    bytes += part.length;
    if (bytes >= BATCH_BYTES) {
      body.pause();
      wake();
    } else
      linger ??= setTimeout(() => {
        due = true;
        wake();
      }, LINGER_MS);
  });
  body.on("error", (error) => {
    failure ??= error;
  });
  // Comes after the end, after an error, and when the connection is dropped.
  body.once("close", () => {
    over = true;
    if (!body.readableEnded) failure ??= new Error("closed before its end");
    wake();
  });

  while (!over) {
    if (bytes < BATCH_BYTES && !due)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    clearTimeout(linger);
    linger = undefined;
    due = false;
    if (bytes === 0) continue;
    const batch = Buffer.concat(parts);
    parts = [];
    bytes = 0;
    body.resume();
    yield batch;
  }
  if (bytes > 0) yield Buffer.concat(parts);
  if (failure) throw failure;
}
