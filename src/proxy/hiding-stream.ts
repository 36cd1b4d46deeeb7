import type { Hide } from "../client/settings/secret.ts";
import { fromBytes, toBytes } from "./bytes.ts";
import { hideInText } from "./hidden-text.ts";

/** No line of an event stream comes near this. 64 Mi characters. */
const MAX_HELD = 2 ** 26;

/** No key is as long. Of a longer run of letters the beginning is let go. */
const MAX_KEY = 4096;

/**
 * Passes bytes on, with the key hidden, also where it comes in two pieces.
 *
 * A key has no blank and no line end in it, so all up to the last of these can go at once. An event stream goes line by
 * line, because its data is JSON, which has many spellings of one text.
 */
export function createHidingStream(
  hide: Hide,
  events: boolean,
): TransformStream<Uint8Array, Uint8Array<ArrayBuffer>> {
  let held = "";
  const boundary = events ? /^[\s\S]*[\r\n]/ : /^[\s\S]*[^!-~]/;
  const show = (text: string) =>
    toBytes(events ? text.replace(/[^\r\n]+/g, (line) => hideInLine(line, hide)) : hide(text));
  return new TransformStream({
    transform(chunk, controller) {
      // A letter for each byte: whatever the bytes are, they come out again.
      const text = fromBytes(chunk);
      const [upTo = ""] = boundary.exec(text) ?? [];
      const rest = text.slice(upTo.length);
      if (upTo) {
        controller.enqueue(show(held + upTo));
        held = rest;
      } else held += rest;
      if (events && held.length > MAX_HELD) controller.error(new Error("A line of the stream has no end."));
      if (!events && held.length > 2 * MAX_KEY) {
        const shown = hide(held);
        controller.enqueue(toBytes(shown.slice(0, -MAX_KEY)));
        held = shown.slice(-MAX_KEY);
      }
    },
    flush(controller) {
      if (held) controller.enqueue(show(held));
    },
  });
}

/** An event's data may be JSON. A letter for each byte is not in its way, as the key is ASCII. */
function hideInLine(line: string, hide: Hide): string {
  const [field = ""] = /^(?:data: ?)?/.exec(line) ?? [];
  return field + hideInText(line.slice(field.length), hide);
}
