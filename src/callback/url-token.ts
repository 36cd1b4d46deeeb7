import { CallbackError } from "../errors/classes.ts";

/** The query parameter that carries the context, the expiry and the signature. Always the last one. */
export const PARAMETER = "evolink";

/** Its groups are the URL before it, the payload and the signature. */
export const SIGNED_URL = new RegExp(`^(.*)[?&]${PARAMETER}=([\\w-]+)\\.([\\w-]{43})$`);

/** Leaves out the fragment, which is never sent, and an empty query, which proxies drop. */
export function addToken({ origin, pathname, search }: URL, token: string): string {
  return `${origin}${pathname}${search}${search ? "&" : "?"}${PARAMETER}=${token}`;
}

/** @throws {CallbackError} JSON cannot carry the context. */
export function toJson(bound: [expiresAtMs: number, context: unknown]): string {
  const isLost = typeof bound[1] === "function" || typeof bound[1] === "symbol";
  try {
    if (!isLost) return JSON.stringify(bound);
  } catch {
    // A bigint, or a circle.
  }
  throw new CallbackError("The callback URL's `context` is nothing that JSON can carry.");
}

export function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

/**
 * @param text letters of base64url only, and not 1, 5, 9, ... of them: no bytes have so many.
 * @returns undefined for a text that `toBase64Url` does not return. The last letter has up to four bits that no
 *   byte takes; other decoders ignore them, and know up to sixteen spellings of the same bytes.
 */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  return toBase64Url(bytes) === text ? bytes : undefined;
}
