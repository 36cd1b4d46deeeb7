import type { Hide } from "../client/settings/secret.ts";
import { fromBytes, toBytes } from "./bytes.ts";

/** No key is as long, however it is spelled. Of a longer run of letters the beginning is let go. */
const MAX_KEY = 4096;

/**
 * Passes bytes on, with the key hidden, also where it comes in two pieces.
 *
 * A key has no blank and no line end in it, nor has any spelling of it, so all up to the last of these can go at once.
 */
export function createHidingStream(hide: Hide): TransformStream<Uint8Array, Uint8Array<ArrayBuffer>> {
  let held = "";
  return new TransformStream({
    transform(chunk, controller) {
      // A letter for each byte: whatever the bytes are, they come out again.
      const text = fromBytes(chunk);
      let end = text.length;
      while (isVisible(text.charCodeAt(end - 1))) end--;
      if (end > 0) {
        controller.enqueue(toBytes(hide(held + text.slice(0, end))));
        held = "";
      }
      held += text.slice(end);
      if (held.length > 2 * MAX_KEY) {
        const shown = hide(held);
        controller.enqueue(toBytes(shown.slice(0, -MAX_KEY)));
        held = shown.slice(-MAX_KEY);
      }
    },
    flush(controller) {
      if (held) controller.enqueue(toBytes(hide(held)));
    },
  });
}

const isVisible = (code: number) => code > 32 && code < 127;
