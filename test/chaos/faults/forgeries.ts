import type { Draw } from "../../helpers/draw.ts";

const LETTERS = [..."AZaz09-_.=&?/%+~:;@!$'()*,[]{}|\\ ", "%2e", "%00", "\u0430", "\ud83e\ude81"];

/** Changes at one place of a text. */
const EDITS: readonly ((url: string, at: number, letter: string, draw: Draw) => string)[] = [
  (url, at, letter) => url.slice(0, at) + letter + url.slice(at),
  (url, at, letter) => url.slice(0, at) + letter + url.slice(at + 1),
  (url, at) => url.slice(0, at) + url.slice(at + 1),
  (url, at) => url.slice(0, at),
  (url, at, _, draw) => url.slice(0, at) + url.slice(at + 1 + draw(20)),
  (url, at, _, draw) => url.slice(0, at + draw(20)) + url.slice(at),
  (url, at) => url.slice(0, at) + swapCase(url.slice(at, at + 1)) + url.slice(at + 1),
  (url, at) => url.slice(0, at) + encode(url.slice(at, at + 1)) + url.slice(at + 1),
  (url, at) => url.slice(0, at) + url.slice(at + 1, at + 2) + url.slice(at, at + 1) + url.slice(at + 2),
];

const TOKEN = /evolink=([\w-]+)\.([\w-]+)/;
const readToken = (url: string) => TOKEN.exec(url) ?? ["", "", ""];
const withToken = (url: string, claims: string, signature: string) =>
  url.replace(TOKEN, () => `evolink=${claims}.${signature}`);
const encodeClaims = (value: unknown) => btoa(JSON.stringify(value)).replace(/=+$/, "");

/** What somebody does who has seen two callback URLs of ours, and knows how they are made. */
const SWAPS: readonly ((url: string, other: string, draw: Draw) => string)[] = [
  // Parts of one with parts of the other.
  (url, other) => withToken(url, readToken(url)[1] ?? "", readToken(other)[2] ?? ""),
  (url, other) => withToken(url, readToken(other)[1] ?? "", readToken(url)[2] ?? ""),
  (url, other) => withToken(url, readToken(other)[1] ?? "", readToken(other)[2] ?? ""),
  (url) => withToken(url, readToken(url)[2] ?? "", readToken(url)[1] ?? ""),
  // Claims of one's own.
  (url) => withToken(url, encodeClaims([9e15, { order: 1 }]), readToken(url)[2] ?? ""),
  (url) => withToken(url, encodeClaims([null]), readToken(url)[2] ?? ""),
  (url) => withToken(url, "", readToken(url)[2] ?? ""),
  (url) => withToken(url, readToken(url)[1] ?? "", ""),
  (url) => withToken(url, readToken(url)[1] ?? "", "A".repeat(43)),
  // Another path or query.
  (url) => url.replace("from=evolink", "from=others"),
  (url) => url.replace("/hooks/", "/hooks/other/"),
  (url) => url.replace("/hooks/", "/hooks//"),
  (url) => url.replace("/hooks/", "/HOOKS/"),
  (url) => url.replace("/hooks/evolink", "/hooks/evolink/"),
  (url) => url.replace("?", "?more=1&"),
  (url) => `${url}&more=1`,
  (url) => `${url}&`,
  (url) => `${url}=`,
  // The token twice, under another name, or none.
  (url) => `${url}&evolink=${readToken(url)[1]}.${readToken(url)[2]}`,
  (url, other) => `${url}&evolink=${readToken(other)[1]}.${readToken(other)[2]}`,
  (url) => url.replace("evolink=", "Evolink="),
  (url) => url.replace("evolink=", "%65volink="),
  (url) => url.replace(/[?&]evolink=.*/, ""),
  (url) => url.replace(/\.[\w-]+$/, ""),
  (url) => url.toUpperCase().replace("HTTPS", "https"),
];

/**
 * Draws a URL that somebody without the secret could send, of two that are ours.
 *
 * The host is left as it is, because it is not signed (decisions/45-callback-signatures-cover-path-and-query.md).
 *
 * @param other A second genuine URL, with another context.
 * @returns undefined when what came out is a genuine URL, or none at all.
 */
export function forgeUrl(url: string, other: string, draw: Draw): string | undefined {
  const { origin, href } = new URL(url);
  const pick = draw(3);
  let forged = url;
  for (let times = pick === 0 ? 1 + draw(3) : 0; times > 0; times -= 1) {
    // After the host.
    const start = origin.length + 1;
    const at = start + draw(Math.max(1, forged.length - start));
    const letter = LETTERS[draw(LETTERS.length)] ?? "";
    forged = EDITS[draw(EDITS.length)]?.(forged, at, letter, draw) ?? "";
  }
  if (pick > 0) forged = SWAPS[draw(SWAPS.length)]?.(url, other, draw) ?? "";
  if (!URL.canParse(forged)) return undefined;
  const parsed = new URL(forged);
  return parsed.origin === origin && ![href, new URL(other).href].includes(parsed.href) ? forged : undefined;
}

function swapCase(letter: string): string {
  return letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
}

function encode(letter: string): string {
  return [...new TextEncoder().encode(letter)].map((byte) => `%${byte.toString(16)}`).join("");
}
