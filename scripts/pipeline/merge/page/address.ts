import type { PageDocument } from "../../../../src/openapi/parse/parse-document.ts";

/** A part of an address that looks like a language: `en`, `zh-CN`. */
export const LANGUAGE = /^[a-z]{2}(?:[-_][a-z]{2,4})?$/i;

/** Where a page lies. Pages of one address may be published in several formats. */
export const splitAddress = ({ file }: Pick<PageDocument, "file">): string[] =>
  file
    .toLowerCase()
    .replace(/\.\w+$/, "")
    .split("/");

/** Pages lie in a folder of their language, as their addresses have it. */
export function isInLanguage({ file }: PageDocument, lang: string | undefined): boolean {
  return lang !== undefined && file.toLowerCase().split("/").includes(lang.toLowerCase());
}

/** Tells of each of some pages whether one before it is the same in another language: its address differs in that alone. */
export function findTranslations(pages: readonly PageDocument[]): Set<PageDocument> {
  const known = new Map<string, string>();
  return new Set(
    pages.filter((page) => {
      const segments = splitAddress(page);
      const shared = segments.filter((segment) => !LANGUAGE.test(segment)).join("/");
      const address = segments.join("/");
      const first = known.get(shared) ?? address;
      known.set(shared, first);
      return first !== address;
    }),
  );
}
