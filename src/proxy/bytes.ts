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

/** The SHA-256 of some texts, in hexadecimal letters. The lengths keep them apart. */
export const digest = (...texts: string[]) => digestBytes(new TextEncoder().encode(JSON.stringify(texts)));

/** The SHA-256 of some bytes, in hexadecimal letters. */
export async function digestBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
