/** A text with a letter for each byte: whatever the bytes are, `toBytes` makes them of it again. */
export function fromBytes(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

const OTHER_CHARSET = /charset[*\d]*\s*=\s*(?!"?utf-?8"?\s*(?:[;,]|$))/i;

/** All of a text, also its byte order mark. Undefined when it is no UTF-8, or its media type says so. */
export function readUtf8(bytes: Uint8Array, mediaType = ""): string | undefined {
  if (OTHER_CHARSET.test(mediaType)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The SHA-256 of some texts, in hexadecimal letters. The lengths keep them apart. */
export const digest = (...texts: string[]) => digestBytes(new TextEncoder().encode(JSON.stringify(texts)));

/** The SHA-256 of some bytes, in hexadecimal letters. */
export async function digestBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
