import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import pMap from "p-map";
import { isPageName } from "../../pipeline/read/read-page.ts";
import { isWeb, showAddress } from "../fetch/address.ts";
import { CONCURRENCY } from "../fetch/fetcher.ts";
import { listFiles } from "../load.ts";
import { type Link, listForms, pathFromRoot, resolvePath } from "./index-links.ts";
import { type Narrowing, narrowLinks } from "./narrow-links.ts";
import { type Entry, type FoundPage, type ReadOptions, readEntry } from "./read-entry.ts";

/** Everything that was found at some addresses. */
export interface Gathered {
  pages: FoundPage[];
  refused: { url: string; reason: string }[];
  /** How many files and links hold no OpenAPI document. */
  passedOver: number;
  notes: string[];
  /** Which of the addresses are indexes, each with the ETags of what it lists and what is no page. */
  indexes: Record<string, Record<string, string>>;
}

export interface GatherOptions extends ReadOptions, Narrowing {
  /** Whether a page that an index lists is known already, and is not read. */
  isKnown?: (url: string) => boolean;
  onProgress?: (done: number, total: number) => void;
}

/** Addresses to read, and what listed them. */
interface Task extends Link {
  /** What a person named. */
  root: string;
  /** Undefined for the root itself. */
  index?: string;
}

/** An index may list others, such as one for each language; these list pages. */
const MAX_DEPTH = 2;

/** Reads pages, indexes and folders, and all pages that those list. Stops for nothing but `signal`. */
export async function gatherPages(roots: readonly URL[], options: GatherOptions): Promise<Gathered> {
  const gathered: Gathered = { pages: [], refused: [], passedOver: 0, notes: [], indexes: {} };
  const explained = new Set<string>();
  const seen = new Set<string>();
  let done = 0;
  let tasks = (await Promise.all(roots.map((root) => startAt(root, options, gathered)))).flat();
  for (let depth = 0; tasks.length > 0; depth += 1) {
    const fresh = tasks.filter((task) => {
      const [url = ""] = task.urls;
      if (task.index !== undefined && task.urls.some((one) => options.isKnown?.(one))) {
        explained.add(task.root);
        return false;
      }
      return !seen.has(url) && seen.add(url);
    });
    const total = done + fresh.length;
    const read = async (task: Task): Promise<Task[]> => {
      const onProse = (url: string, etag: string) => {
        const listed = gathered.indexes[task.root];
        if (listed !== undefined) listed[url] = etag;
      };
      const reading = { ...options, onProse };
      const entry = await readEntry(task.urls, (url) => pathBelow(url, task.index), reading);
      done += 1;
      options.onProgress?.(done, total);
      if (entry.kind === "index" && task.index === undefined) gathered.indexes[task.root] = {};
      if ("note" in entry && entry.note !== undefined) gathered.notes.push(entry.note);
      const more = depth < MAX_DEPTH ? listMore(entry, task, options, gathered) : undefined;
      if (more !== undefined) return more;
      const isNamed = task.index === undefined;
      if (entry.kind === "page" || isNamed) explained.add(task.root);
      take(entry, isNamed, gathered);
      return [];
    };
    tasks = (await pMap(fresh, read, { concurrency: CONCURRENCY, signal: options.signal })).flat();
  }
  for (const { href: url } of roots) {
    const reason = `None of what ${showAddress(url)} lists describes an API, in a form that can be read: Markdown, YAML or JSON.`;
    if (!explained.has(url)) gathered.refused.push({ url, reason });
  }
  // Pages arrive in any order.
  gathered.notes.sort();
  gathered.refused.sort((one, other) => (one.url < other.url ? -1 : 1));
  return { ...gathered, pages: sortDistinct(gathered.pages) };
}

/** What an index lists, or where a page says that its document is; undefined for anything else. */
function listMore(entry: Entry, task: Task, narrowing: Narrowing, gathered: Gathered): Task[] | undefined {
  if (entry.kind === "index") return followLinks(entry.url, entry.links, task, narrowing, gathered);
  if (entry.kind !== "pointer") return undefined;
  // The root of the documentation is where its index lies; of a page alone nobody knows more than the host.
  const index = task.index ?? new URL("/", entry.url).href;
  const url = resolvePath(pathFromRoot(entry.document), index);
  return followLinks(index, url === undefined ? [] : [{ urls: [url] }], task, {}, gathered);
}

/** @param isNamed Whether a person asked for it, and should hear why it is no page. */
function take(entry: Entry, isNamed: boolean, gathered: Gathered): void {
  if (entry.kind === "page") {
    gathered.pages.push(entry.page);
  } else if (entry.kind === "other" && (entry.isBroken || isNamed)) {
    gathered.refused.push({ url: entry.url, reason: entry.reason });
  } else {
    gathered.passedOver += 1;
    if (entry.kind === "index")
      gathered.notes.push(
        `${entry.url} is an index ${MAX_DEPTH} indexes deep, and is not read. Add it by itself.`,
      );
  }
}

/** A folder lists its files; anything else is read. */
async function startAt(url: URL, narrowing: Narrowing, gathered: Gathered): Promise<Task[]> {
  const root = url.href;
  const isFolder = !isWeb(url) && (await stat(url).catch(() => undefined))?.isDirectory() === true;
  if (!isFolder) return [{ urls: listForms(root), root }];
  const folder = fileURLToPath(url);
  const files = await listFiles(folder);
  const names = files.filter((name) => isPageName(name));
  gathered.passedOver += files.length - names.length;
  const links = names.map((name) => ({ urls: [pathToFileURL(join(folder, name)).href] }));
  return followLinks(pathToFileURL(join(folder, "docs.json")).href, links, { root }, narrowing, gathered);
}

function followLinks(
  index: string,
  links: readonly Link[],
  { root }: Pick<Task, "root">,
  narrowing: Narrowing,
  gathered: Gathered,
): Task[] {
  const { links: wanted, passedOver, note } = narrowLinks(index, links, narrowing);
  gathered.passedOver += passedOver;
  if (note !== undefined) gathered.notes.push(`${showAddress(index)}: ${note}`);
  return wanted.map((link) => ({ ...link, root, index }));
}

/** What a page is named after: the whole path on the web, and in a folder the path below it. */
function pathBelow(url: string, index: string | undefined): string {
  const { pathname, search, protocol } = new URL(url);
  if (protocol !== "file:") return pathname + search;
  const folder = new URL(".", index ?? url).pathname;
  return pathname.slice(folder.length);
}

/** Two addresses of an index may lead to one page. */
function sortDistinct(pages: readonly FoundPage[]): FoundPage[] {
  const distinct = [...new Map(pages.map((page) => [page.url, page])).values()];
  const orderOf = ({ name, url }: FoundPage) => `${name}\n${url}`;
  return distinct.sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}
