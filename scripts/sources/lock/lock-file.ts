import { createHash } from "node:crypto";
import { Document, parse, Scalar, visit } from "yaml";
import packageJson from "../../../package.json" with { type: "json" };
import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import type { Staged } from "../../../src/openapi/problem.ts";
import type { SourceFile } from "../../pipeline/read/read-page.ts";
import { hasCredentials } from "../fetch/address.ts";

/** The version that writes lock files. */
export const TOOL = `${packageJson.name} ${packageJson.version}`;

/** Where a page came from, and what it was. */
export interface LockedPage {
  /** Address of a page of the web. */
  url?: string;
  /** Path of a page of this machine, from the project's folder. A page with neither was put there by hand. */
  file?: string;
  sha256: string;
  /** What the host calls this content. */
  etag?: string;
  /** Day on which it became what it is. */
  fetched: string;
}

/** What `add` was told of an index, so that `update` finds the pages that it lists from then on. */
export interface LockedIndex {
  lang?: string;
  match?: readonly string[];
  /** Addresses of pages that were removed here: they do not come back by themselves. */
  without?: readonly string[];
  /** ETags of what it lists and what is no page, by address, so that `update` need not read it again. */
  prose?: Readonly<Record<string, string>>;
}

/** The lock file: the pages by name, which is their path below the folder of pages. */
export interface Lock {
  /** The version that wrote it. */
  tool?: string;
  pages: Record<string, LockedPage>;
  /** Indexes on the web whose pages were added, by their address. */
  indexes?: Record<string, LockedIndex>;
}

const HEADER = ` The lock file of the pages: where each came from, what it was, and since when.
 Written by \`evolink-openapi add\`, \`update\` and \`remove\`; \`generate\` reports a page that has another sha256.`;

/**
 * Reads a lock file. Fields that it does not know are left out, and so is what another version took for no page: this one
 * may find a page there.
 */
export function parseLock({ path, bytes }: SourceFile): Staged<Lock> {
  const fail = (message: string): Staged<Lock> => ({
    output: { pages: {} },
    problems: [{ severity: "error", file: path, pointer: "", message }],
  });
  let data: Json;
  try {
    data = parse(new TextDecoder().decode(bytes)) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(`This is not YAML: ${reason} Restore the file, for example with git.`);
  }
  const pages = objectAt(data, "pages");
  const bad = Object.keys(pages).find((name) => typeof objectAt(pages, name).sha256 !== "string");
  if (bad !== undefined || !isObject(data ?? {}))
    return fail(
      `It does not list pages with their sha256${bad === undefined ? "" : ` (${bad})`}. Restore it.`,
    );
  const outside = Object.keys(pages).find((name) => !isBelow(name));
  if (outside !== undefined)
    return fail(`It names a page outside the folder of pages: ${outside}. Remove it there.`);
  const addresses = [
    ...Object.values(pages).map((page) => objectAt(page).url),
    ...Object.keys(objectAt(data, "indexes")),
  ];
  const isSecret = (url: Json | undefined) =>
    typeof url === "string" && URL.canParse(url) && hasCredentials(new URL(url));
  if (addresses.some(isSecret))
    return fail(
      "It has an address with a password, a key, a token or a signature. Remove that, and make it worthless where the file was shared.",
    );
  const { tool } = objectAt(data);
  return {
    output: {
      ...(typeof tool === "string" && { tool }),
      pages: pages as unknown as Lock["pages"],
      ...readIndexes(objectAt(data, "indexes"), tool === TOOL),
    },
    problems: [],
  };
}

/** Entries that are no address of the web are left out: nothing could be fetched from them. */
function readIndexes(found: JsonObject, isOwn: boolean): Pick<Lock, "indexes"> {
  const texts = (value: Json | undefined) =>
    Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  const textsByName = (value: Json) =>
    Object.fromEntries(
      Object.entries(objectAt(value)).filter(([, one]) => typeof one === "string"),
    ) as Record<string, string>;
  const entries = Object.entries(found).flatMap(([url, entry]): [string, LockedIndex][] => {
    if (!/^https?:/.test(url) || !URL.canParse(url)) return [];
    const { lang, match, without, prose } = objectAt(entry);
    return [
      [
        url,
        {
          ...(typeof lang === "string" && { lang }),
          ...(match !== undefined && { match: texts(match) }),
          ...(without !== undefined && { without: texts(without) }),
          ...(prose !== undefined && isOwn && { prose: textsByName(prose) }),
        },
      ],
    ];
  });
  return entries.length === 0 ? {} : { indexes: Object.fromEntries(entries) };
}

/** Whether a name stays below the folder that it is joined to, on every system. */
function isBelow(name: string): boolean {
  return (
    !/^[a-z]:|^\/|\\|\0/i.test(name) &&
    name.split("/").every((part) => part !== "" && part !== "." && part !== "..")
  );
}

/** Writes a lock file: pages and fields in one order, so that a change of one page is a change of its lines alone. */
export function formatLock({ tool, pages, indexes = {} }: Lock): string {
  const sorted = Object.keys(pages)
    .sort()
    .map((name) => [name, sortFields(pages[name])]);
  const document = new Document({
    ...(tool !== undefined && { tool }),
    pages: Object.fromEntries(sorted),
    ...(Object.keys(indexes).length > 0 && {
      indexes: sortNames(
        Object.fromEntries(Object.entries(indexes).map(([url, index]) => [url, sortIndex(index)])),
      ),
    }),
  });
  document.commentBefore = HEADER;
  visit(document, {
    Pair(_, { key, value }) {
      // Readers of YAML 1.1 would make a date of it.
      if ((key as Scalar).value === "fetched") (value as Scalar).type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0 });
}

function sortIndex({ lang, match, without, prose }: LockedIndex): LockedIndex {
  return {
    ...(lang !== undefined && { lang }),
    ...(match !== undefined && { match }),
    ...(without !== undefined && { without }),
    ...(prose !== undefined && { prose: sortNames(prose) }),
  };
}

function sortNames<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function sortFields(page: LockedPage | undefined): Partial<LockedPage> {
  const { url, file, sha256, etag, fetched } = page ?? {};
  return Object.fromEntries(
    Object.entries({ url, file, sha256, etag, fetched }).filter(([, value]) => value !== undefined),
  );
}

export function hashPage(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Whether a file is the page that a hash is of, also where git has given its lines other ends on this machine. */
export function isLocked(bytes: Uint8Array, sha256: string): boolean {
  if (hashPage(bytes) === sha256) return true;
  const unix = Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n");
  return [unix, unix.replaceAll("\n", "\r\n")].some(
    (text) => hashPage(Buffer.from(text, "latin1")) === sha256,
  );
}
