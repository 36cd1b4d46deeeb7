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
