/** How many of a binary format's first bytes show at the latest that it is one: the magic number and what follows. */
const MAGIC_BYTES = 16;

/** A text may hold a stray NUL, and its magic bytes one. */
const MAX_CONTROL_SHARE = 0.02;

const TAB_TO_CARRIAGE_RETURN = [9, 10, 12, 13];
/** Switches alphabets in ISO-2022-JP. */
const ESCAPE = 27;
const DELETE = 127;

/** What no text shows: control, unassigned and private characters. */
const UNPRINTABLE = /[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Z}\p{Cf}\s]/gu;

/**
 * True for text: in ASCII, UTF-8 and the encodings of one or two bytes (Latin-1, GBK, Shift JIS, ...), which have
 * next to no control characters, while every binary format is full of them; and for UTF-16 with its mark.
 */
export function isText(head: Uint8Array): boolean {
  const encoding = readByteOrderMark(head);
  if (encoding !== undefined) return isUtf16(head, encoding);
  const isBinary = countControls(head.subarray(0, MAGIC_BYTES)) > 1;
  return !isBinary && countControls(head) <= Math.max(1, head.length * MAX_CONTROL_SHARE);
}

/** True also for what is UTF-16 without its mark, which a format with first bytes of its own may look like. */
export function mayBeText(head: Uint8Array): boolean {
  // Silence of telephone sound (A-law, mu-law) is one byte without end.
  const isSilence = head.length >= MAGIC_BYTES && new Set(head).size <= 2;
  if (isSilence) return false;
  return isText(head) || isUtf16(head, "utf-16le") || isUtf16(head, "utf-16be");
}

function readByteOrderMark(head: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : undefined;
}

function countControls(bytes: Uint8Array): number {
  const isControl = (byte: number) =>
    byte < 32 ? byte !== ESCAPE && !TAB_TO_CARRIAGE_RETURN.includes(byte) : byte === DELETE;
  return bytes.reduce((count, byte) => count + Number(isControl(byte)), 0);
}

function isUtf16(head: Uint8Array, encoding: string): boolean {
  try {
    // Without `stream`, a character cut in two at the end would count as an error.
    const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    return text !== "" && (text.match(UNPRINTABLE) ?? []).length <= text.length * MAX_CONTROL_SHARE;
  } catch {
    return false;
  }
}

/** The start of a text, which usually says why there is no result; undefined for anything but UTF-8. */
export function quoteText(head: Uint8Array): string | undefined {
  if (!isText(head)) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head.subarray(0, 200), { stream: true });
    return JSON.stringify(text.replace(/\s+/g, " ").trim().slice(0, 80));
  } catch {
    return undefined;
  }
}

/** True for XML whose root element is `svg`, with or without a namespace prefix; an HTML page that shows one is none. */
export function isSvg(head: Uint8Array): boolean {
  const text = new TextDecoder(readByteOrderMark(head)).decode(head);
  // One item of the prologue after the other: a single expression for all of them could be made to take for ever.
  const item =
    /\s*(?:<\?(?:(?!\?>)[\s\S])*\?>|<!--(?:(?!-->)[\s\S])*-->|<!DOCTYPE\s+svg[^>[]*(?:\[[^\]]*\]\s*)?>)/y;
  const root = /\s*<(?:\w+:)?svg[\s/>]/y;
  while (item.test(text)) root.lastIndex = item.lastIndex;
  return root.test(text);
}
