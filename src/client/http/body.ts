import { MAX_BODY_BYTES, QUOTED_CHARACTERS } from "../limits.ts";
import type { Hide } from "../settings/secret.ts";

/** Reads a body to its end, but never more than `maxBytes`: then undefined. */
export async function readBody(
  response: Response,
  maxBytes: number = MAX_BODY_BYTES,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // React Native and polyfills of fetch have no streams, and so no `body` to a response that has one.
  if (!response.body) {
    const all = new Uint8Array(await response.arrayBuffer());
    return all.length > maxBytes ? undefined : all;
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { value } = await reader.read();
    if (!value) break;
    chunks.push(value);
    size += value.length;
    if (size > maxBytes) {
      // Not awaited: a source that hangs could hold us here.
      reader.cancel().catch(() => {});
      return;
    }
  }
  // Most come in one, which is not copied: it may be a part of a larger buffer.
  if (!chunks[1]) return chunks[0] ?? new Uint8Array();
  const whole = new Uint8Array(size);
  for (const chunk of chunks.reverse()) {
    size -= chunk.length;
    whole.set(chunk, size);
  }
  return whole;
}

/**
 * The JSON value in a body, or undefined: also when it is no UTF-8.
 *
 * @param hide is applied to all strings and property names in it. After parsing: JSON has many spellings of one text.
 */
export function parseBody(body: Uint8Array<ArrayBuffer>, hide?: Hide): unknown {
  function revive(this: Record<string, unknown>, name: string, value: unknown): unknown {
    const shown = typeof value === "string" ? hide?.(value) : value;
    const shownName = hide?.(name) ?? name;
    if (shownName === name) return shown;
    this[shownName] = shown;
    return;
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    // What a text does not show, however it is spelled, its strings do not hold.
    return JSON.parse(text, hide && hide(text) !== text ? revive : undefined);
  } catch {
    return;
  }
}

/** The beginning of a body, for a message. Hidden before it is cut: half a key is a leak too. */
export function quoteBody({ body, hide }: { body: Uint8Array<ArrayBuffer>; hide: Hide }): string {
  return hide(new TextDecoder().decode(body)).trim().slice(0, QUOTED_CHARACTERS) || "(empty)";
}

/** What an API says, as a sentence that another may follow: many leave out the full stop. */
export function endSentence(text: string): string {
  return /\p{STerm}\p{P}?$/u.test(text) ? text : `${text}.`;
}

/** A field as text, also when the wire had a number. Undefined when it is empty, 0, or of another type. */
export function readText(value: unknown): string | undefined {
  return value && (typeof value === "string" || typeof value === "number") ? `${value}` : undefined;
}

/** A field that is a number, whatever else the API may have put there. */
export function readNumber(value: unknown): number | undefined {
  return Number.isFinite(value) ? (value as number) : undefined;
}
