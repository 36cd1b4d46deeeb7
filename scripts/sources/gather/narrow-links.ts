import picomatch from "picomatch";
import { LANGUAGE } from "../../pipeline/merge/page/address.ts";
import { hasCredentials, isWeb } from "../fetch/address.ts";
import { isOtherFile, type Link } from "./index-links.ts";
import { decodePath } from "./page-name.ts";

/** Which pages of an index are wanted. */
export interface Narrowing {
  /** A language, as it stands in addresses. */
  lang?: string | undefined;
  /** Globs of paths; one that has no slash is about file names. Without any, all are wanted. */
  match?: readonly string[] | undefined;
}

/** What an index comes to. */
export interface NarrowedLinks {
  links: Link[];
  /** Links to other hosts, with a key, and to files that are no pages. */
  passedOver: number;
  /** What a person should know of the choice. */
  note: string | undefined;
}

/** Chooses among the links of an index, each once. A host is only asked for what it lists of its own. */
export function narrowLinks(
  index: string,
  links: readonly Link[],
  { lang, match = [] }: Narrowing,
): NarrowedLinks {
  const distinct = [...new Map(links.map((link) => [link.urls[0], link])).values()];
  const own = distinct.filter(
    ({ urls: [url] }) => url !== undefined && isOfHost(url, index) && !isOtherFile(url),
  );
  const isMatch = match.map((glob) => picomatch(glob.replace(/^\//, ""), { basename: !glob.includes("/") }));
  const matching =
    isMatch.length === 0
      ? own
      : own.filter(({ urls }) => urls.some((url) => isMatch.some((matches) => matches(pathOf(url, index)))));
  const languages = [...new Set(matching.flatMap((link) => languageOf(link, index) ?? []))].sort();
  const wanted = lang === undefined ? matching : matching.filter((link) => hasLanguage(link, index, lang));
  const listed = languages.join(", ");
  let note: string | undefined;
  if (wanted.length === 0 && matching.length > 0)
    note = `None of its pages is in the language "${lang}"${listed === "" ? "" : `; it has ${listed}`}.`;
  else if (own.length === 0 && distinct.length > 0)
    note = "All that it lists is on other hosts, which are not asked, or is of another kind than pages.";
  else if (wanted.length === 0 && distinct.length > 0)
    note = `None of its ${own.length} links fits. A glob is about the path of a page, such as "en/**".`;
  else if (lang === undefined && languages.length > 1)
    note = `It has pages in ${listed}; --lang takes those of one language.`;
  return { links: wanted, passedOver: distinct.length - own.length, note };
}

/** An index that was saved to a file names hosts of the web. An address with a key is a matter for a person. */
function isOfHost(url: string, index: string): boolean {
  const from = new URL(index);
  const to = new URL(url);
  return !hasCredentials(to) && (!isWeb(from) || to.host === from.host);
}

/** The path of a page: below the folder of its index for a file. */
function pathOf(url: string, index: string): string {
  const { pathname } = new URL(url);
  const folder = isWeb(new URL(url)) ? "/" : new URL(".", index).pathname;
  return decodePath(pathname.slice(folder.length));
}

function hasLanguage({ lang, urls }: Link, index: string, wanted: string): boolean {
  const isSame = (part: string) => part.toLowerCase() === wanted.toLowerCase();
  return lang === undefined ? urls.some((url) => pathOf(url, index).split("/").some(isSame)) : isSame(lang);
}

function languageOf({ lang, urls: [url = ""] }: Link, index: string): string | undefined {
  return (
    lang ??
    pathOf(url, index)
      .split("/")
      .slice(0, -1)
      .find((part) => LANGUAGE.test(part))
  );
}
