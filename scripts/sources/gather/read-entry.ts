import { showAddress } from "../fetch/address.ts";
import { FetchError } from "../fetch/fetch-error.ts";
import type { Fetched } from "../fetch/fetch-once.ts";
import type { Fetcher } from "../fetch/fetcher.ts";
import { type Link, readIndex } from "./index-links.ts";
import { namePage } from "./page-name.ts";
import { readLocation } from "./read-location.ts";
import { recognisePage } from "./recognise-page.ts";

/** A page as it is published. */
export interface PublishedPage {
  url: string;
  bytes: Uint8Array;
  etag: string | undefined;
  operations: readonly string[];
}

/** A page as it was found; its URL is the one to ask for from now on. */
export interface FoundPage extends PublishedPage {
  /** The address that was asked for. */
  requested: string;
  /** Name below the folder of pages. */
  name: string;
}

/** What an address turned out to be. */
export type Entry =
  | { kind: "page"; page: FoundPage; note?: string }
  | { kind: "index"; url: string; links: Link[]; note?: string }
  /** The frontmatter of a page may name the file of its document, from the root of the documentation. */
  | { kind: "pointer"; url: string; document: string }
  /** Not a page; `isBroken` where it means to be one. */
  | { kind: "other"; url: string; reason: string; isBroken: boolean };

export interface ReadOptions {
  fetcher: Fetcher;
  signal: AbortSignal;
  /** ETags of what is known to be no page, by address: what still has it is not sent again. */
  prose?: Readonly<Record<string, string>>;
  /** Is given what is no page, and does not mean to be one, where its host has an ETag for it. */
  onProse?: (url: string, etag: string) => void;
}

/**
 * Reads what lies at the first of some addresses that is of use.
 *
 * @param nameOf The path that the page is named after.
 * @throws `signal.reason`
 */
export async function readEntry(
  urls: readonly string[],
  nameOf: (url: string) => string,
  { fetcher, signal, prose = {}, onProse }: ReadOptions,
): Promise<Entry> {
  const found: Entry[] = [];
  for (const url of urls) {
    const known = prose[url];
    try {
      const fetched = await readLocation(url, fetcher, { signal, etag: known });
      const entry = recogniseEntry(url, fetched, nameOf);
      if (entry.kind !== "other") return entry;
      found.push(entry);
      if (entry.isBroken) break;
      const etag = fetched.etag ?? (fetched.bytes === undefined ? known : undefined);
      if (etag !== undefined) onProse?.(url, etag);
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      if (known !== undefined && error.failure !== "gone") onProse?.(url, known);
      found.push({ kind: "other", url, reason: error.message, isBroken: true });
      if (error.failure !== "gone") break;
    }
  }
  // That something is there and is no page says more than that another form of it is not there.
  return found.find((entry) => entry.kind === "other" && !entry.isBroken) ?? lastOf(found);
}

function lastOf(entries: readonly Entry[]): Entry {
  return entries.at(-1) ?? { kind: "other", url: "", reason: "It has no address.", isBroken: true };
}

function recogniseEntry(requested: string, fetched: Fetched, nameOf: (url: string) => string): Entry {
  const { bytes, home, url, etag, contentType } = fetched;
  const shown = showAddress(url);
  if (bytes === undefined)
    return { kind: "other", url, reason: `${shown} is no page, as before.`, isBroken: false };
  const note = describeRedirect(requested, fetched);
  const noted = note !== undefined && { note };
  const text = new TextDecoder().decode(bytes);
  const links = readIndex(url, text);
  if (links !== undefined) return { kind: "index", url, links, ...noted };
  const name = namePage(nameOf(home), chooseExtension(contentType, text));
  const recognised = recognisePage(name, bytes);
  if (recognised.kind === "pointer") return { ...recognised, url };
  if (recognised.kind === "other")
    return {
      kind: "other",
      url,
      reason: `${shown} is no page: ${recognised.reason}`,
      isBroken: recognised.isBroken,
    };
  const page = { url: home, requested, name, bytes, etag, operations: recognised.operations };
  return { kind: "page", page, ...noted };
}

/** The ending of a page whose address has none. */
function chooseExtension(contentType: string, text: string): "md" | "json" | "yaml" {
  if (/json/i.test(contentType) || /^\s*\{/.test(text)) return "json";
  if (/yaml/i.test(contentType) || /^(?:#.*\s+)*["']?openapi["']?\s*:/.test(text)) return "yaml";
  return "md";
}

/** Tells of redirects, since whoever runs the other host decides from now on what the page says. */
function describeRedirect(requested: string, { url, home }: Fetched): string | undefined {
  if (url === requested) return undefined;
  const [from, to] = [new URL(requested), new URL(url)];
  if (from.host !== to.host) return `${requested} redirects to another host: ${showAddress(url)}`;
  return home === requested ? undefined : `${requested} has moved to ${home}`;
}
