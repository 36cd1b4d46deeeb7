import MarkdownIt from "markdown-it";
import { isObject, type Json } from "../../../src/openapi/json.ts";
import { isPageName } from "../../pipeline/read/read-page.ts";
import { isWeb } from "../fetch/address.ts";

/** A page that an index names. */
export interface Link {
  /** Addresses at which it may be, to be tried in this order. */
  urls: string[];
  /** Its language, where the index says it. */
  lang?: string;
}

/** Finds the links of an index; undefined for what is none: a `docs.json`, a list in Markdown or plain text, a site map. */
export function readIndex(url: string, text: string): Link[] | undefined {
  const { pathname } = new URL(url);
  const data = parseJson(text);
  if (isObject(data) && "navigation" in data) return listPages(data, url);
  if (/^\s*<\?xml|^\s*<(?:urlset|sitemapindex)\b/.test(text)) return readSiteMap(text, url);
  const links = /\.txt$/i.test(pathname) ? readList(text, url) : [];
  return links.length > 0 ? links : undefined;
}

const markdown = new MarkdownIt({ linkify: true });
// `kite.md` is no host of Moldova.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
// What an address means is for URL to say: this would escape the brackets of an IPv6 host.
markdown.normalizeLink = (address) => address;

/** `llms.txt`: a list of links in Markdown (https://llmstxt.org), or plain addresses. */
function readList(text: string, url: string): Link[] {
  const tokens = markdown.parse(text, {}).flatMap(({ children }) => children ?? []);
  return tokens.flatMap((token) => toLink(token.attrGet("href"), url));
}

/** The addresses of a site map (https://www.sitemaps.org/protocol.html). */
function readSiteMap(text: string, url: string): Link[] {
  return [...text.matchAll(/<loc>\s*(?:<!\[CDATA\[\s*)?([^<\]\s]+)/g)].flatMap(([, href = ""]) =>
    toLink(href.replaceAll("&amp;", "&"), url),
  );
}

function toLink(href: string | null, index: string): Link[] {
  if (href === null) return [];
  const url = resolvePath(href, index);
  return url === undefined ? [] : [{ urls: listForms(url) }];
}

/** Endings of files: of `gpt-5.2` the 2 is none. */
const ENDING = /\.([a-z][a-z\d]{1,4})$/i;

/** The addresses at which a page may be read. One without an ending is often that of HTML, with Markdown beside it. */
export function listForms(address: string): string[] {
  const url = new URL(address);
  url.hash = "";
  if (ENDING.test(url.pathname) || url.protocol === "file:" || url.pathname === "/") return [url.href];
  const inMarkdown = new URL(url);
  inMarkdown.pathname = `${url.pathname.replace(/\/+$/, "")}.md`;
  return [inMarkdown.href, url.href];
}

/** Whether an address is that of a picture, a film or another file that is neither page nor index. */
export function isOtherFile(address: string): boolean {
  const ending = ENDING.exec(new URL(address).pathname)?.[1]?.toLowerCase();
  return ending !== undefined && !isPageName(`.${ending}`) && !["txt", "xml"].includes(ending);
}

/**
 * The pages in the navigation of a `docs.json` (or `mint.json`), however its tabs, groups and languages are nested, and
 * the documents that it names: https://mintlify.com/docs/organize/navigation.
 */
function listPages(data: Json, url: string, lang?: string): Link[] {
  if (Array.isArray(data)) return data.flatMap((each) => listPages(each, url, lang));
  if (!isObject(data)) return [];
  const own = typeof data.language === "string" ? data.language : lang;
  const link = (paths: string[]): Link => ({
    urls: paths.flatMap((path) => resolvePath(pathFromRoot(path), url) ?? []),
    ...(own !== undefined && { lang: own }),
  });
  return Object.entries(data).flatMap(([key, value]) => {
    if (key === "openapi") return listDocuments(value).map((path) => link([path]));
    if (key === "root" && typeof value === "string") return [link(listPageForms(value, url))];
    if (key !== "pages" || !Array.isArray(value)) return listPages(value, url, own);
    return value.flatMap((page) => {
      if (typeof page !== "string") return listPages(page, url, own);
      return isOperation(page) ? [] : [link(listPageForms(page, url))];
    });
  });
}

/** `GET /path` in a list of pages is an operation of a document that is named elsewhere. */
function isOperation(page: string): boolean {
  return /(?:^|\s)(?:get|put|post|delete|options|head|patch|trace|webhook)\s+\S+$/i.test(page);
}

function listDocuments(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(listDocuments);
  return isObject(value) && typeof value.source === "string" ? [value.source] : [];
}

/** Pages stand there without their ending. */
function listPageForms(page: string, index: string): string[] {
  if (isPageName(page)) return [page];
  return index.startsWith("file:") ? [`${page}.mdx`, `${page}.md`] : [`${page}.md`, `${page}.mdx`];
}

/** In the settings of a documentation a leading slash means its root, which is where its index lies. */
export function pathFromRoot(path: string): string {
  return path.replace(/^\/+/, "./");
}

/** The address that a path of an index means. The web never names a file of this machine. */
export function resolvePath(path: string, index: string): string | undefined {
  const isLocal = index.startsWith("file:");
  const relative = isLocal ? pathFromRoot(path) : path;
  const url = URL.canParse(relative, index) ? new URL(relative, index) : undefined;
  if (url === undefined) return undefined;
  return isWeb(url) || (isLocal && url.href.startsWith(new URL(".", index).href)) ? url.href : undefined;
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
