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
  | { kind: "index"; url: string; links: Link[] }
  /** The frontmatter of a page may name the file of its document, from the root of the documentation. */
  | { kind: "pointer"; url: string; document: string }
  /** Not a page; `isBroken` where it means to be one. */
  | { kind: "other"; url: string; reason: string; isBroken: boolean };

export interface ReadOptions {
  fetcher: Fetcher;
  signal: AbortSignal;
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
  { fetcher, signal }: ReadOptions,
): Promise<Entry> {
  const found: Entry[] = [];
  for (const url of urls) {
    try {
      const entry = recogniseEntry(url, await readLocation(url, fetcher, { signal }), nameOf);
      if (entry.kind !== "other") return entry;
      found.push(entry);
      if (entry.isBroken) break;
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
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
  const { bytes = new Uint8Array(), home, url, etag, contentType } = fetched;
  const text = new TextDecoder().decode(bytes);
  const links = readIndex(url, text);
  if (links !== undefined) return { kind: "index", url, links };
  const name = namePage(nameOf(home), chooseExtension(contentType, text));
  const recognised = recognisePage(name, bytes);
  if (recognised.kind === "pointer") return { ...recognised, url };
  if (recognised.kind === "other")
    return {
      kind: "other",
      url,
      reason: `${url} is no page: ${recognised.reason}`,
      isBroken: recognised.isBroken,
    };
  const note = describeRedirect(requested, fetched);
  const page = { url: home, requested, name, bytes, etag, operations: recognised.operations };
  return { kind: "page", page, ...(note !== undefined && { note }) };
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
  if (from.host !== to.host) return `${requested} redirects to another host: ${url}`;
  return home === requested ? undefined : `${requested} has moved to ${home}`;
}
