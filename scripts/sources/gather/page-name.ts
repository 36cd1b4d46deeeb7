import { createHash } from "node:crypto";
import { isPageName } from "../../pipeline/read/read-page.ts";

/** Letters of one part of a name. In UTF-8 a letter has up to four bytes, and a file name up to 255. */
const MAX_LETTERS = 60;

/** Names that Windows keeps for devices, whatever their ending. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * The name of a page among the pages: the path of its address, so that it depends on nothing else.
 *
 * @param path Path and query of the address, such as `/en/videos/kite.md`.
 * @param extension The ending that fits what the page holds, for an address without one.
 */
export function namePage(path: string, extension: string): string {
  const [pathname = "", query = ""] = path.split("?");
  const parts = pathname.split("/").map(decodePath).map(cleanPart).filter(Boolean);
  const last = [parts.pop() ?? "index", cleanPart(decodePath(query))].filter(Boolean).join("-");
  const name = isPageName(last) ? last : `${last}.${extension}`;
  return [...parts, name].join("/");
}

/** A part of a path as every file system may have it. A hidden file would not be read. */
function cleanPart(part: string): string {
  const plain = part
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}._+@=-]+/gu, "-")
    .replace(/^[.-]+|[.-]+$/g, "");
  const safe = RESERVED.test(plain) ? `_${plain}` : plain;
  const letters = [...safe];
  if (letters.length <= MAX_LETTERS) return safe;
  const ending = isPageName(safe) ? safe.slice(safe.lastIndexOf(".")) : "";
  return `${letters.slice(0, MAX_LETTERS - 16).join("")}-${shortHash(safe)}${ending}`;
}

/** The name for a page whose own is that of another page, as file systems spell fewer names than addresses. */
export function distinguishName(name: string, address: string): string {
  const dot = name.lastIndexOf(".");
  return `${name.slice(0, dot)}-${shortHash(address)}${name.slice(dot)}`;
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/** A path without percent signs; as it stands where they mean nothing. */
export function decodePath(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
