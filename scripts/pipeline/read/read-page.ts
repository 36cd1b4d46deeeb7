import { parse } from "yaml";
import type { Block } from "../../../src/openapi/parse/parse-block.ts";
import type { Staged } from "../../../src/openapi/problem.ts";
import { claimsDocument, hasContents, parseJson } from "./claims-document.ts";
import { listFences } from "./list-fences.ts";
import { type DocumentPointer, readPointer, withoutFrontmatter } from "./pointer-page.ts";

/** A page is some 15 kB; the largest published one is under 200 kB. More than this is not a page. */
export const MAX_PAGE_BYTES = 16 * 1024 * 1024;

const FORMATS = {
  md: "markdown",
  mdx: "markdown",
  markdown: "markdown",
  yaml: "yaml",
  yml: "yaml",
  json: "json",
} as const;

/** The file endings a page may have, without the dot. */
export const PAGE_EXTENSIONS = Object.keys(FORMATS);

export function isPageName(name: string): boolean {
  return formatOf(name) !== undefined;
}

function formatOf(path: string): "markdown" | "yaml" | "json" | undefined {
  const extension = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  return Object.hasOwn(FORMATS, extension) ? FORMATS[extension as keyof typeof FORMATS] : undefined;
}

/** What a file holds: OpenAPI documents, or where one is, or nothing that describes an API. */
export interface PageContent {
  blocks: Block[];
  pointer?: DocumentPointer;
  /** What a file without any document is instead. */
  instead?: "prose" | "other data" | "other file";
}

/**
 * Finds the OpenAPI documents of one file: the whole file for `.yaml` and `.json`, every fenced one for Markdown. A
 * folder of documentation also holds prose, settings and pictures; they are no problem.
 */
export function readPage({ path, bytes }: SourceFile): Staged<PageContent> {
  const fail = (message: string): Staged<PageContent> => ({
    output: { blocks: [] },
    problems: [{ severity: "error", file: path, pointer: "", message }],
  });

  const format = formatOf(path);
  if (format === undefined) return { output: { blocks: [], instead: "other file" }, problems: [] };
  if (bytes.length > MAX_PAGE_BYTES) {
    return fail(
      `The file has ${bytes.length} bytes; a page may have ${MAX_PAGE_BYTES}. Is it the right file? Split it, one operation per page.`,
    );
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return fail("The file is not UTF-8 text. Save it as UTF-8.");
  }
  if (text.trim() === "") return fail("The file is empty. Fetch the page again.");
  if (isHtml(text)) return fail("This is HTML. Fetch the page's Markdown form.");
  const output =
    format === "markdown" ? readMarkdown(path, text) : readData({ file: path, format, line: 1, text });
  return { output, problems: [] };
}

/** Whether a text is a page for browsers. */
export function isHtml(text: string): boolean {
  return /^\uFEFF?\s*<(?:!doctype|html)\b/i.test(text);
}

function readMarkdown(file: string, text: string): PageContent {
  const blocks = listFences(withoutFrontmatter(text), { isMdx: /\.mdx$/i.test(file) })
    .filter((fence) => claimsDocument(fence.text))
    .map((fence): Block => ({ file, format: "yaml", ...fence }));
  // Beside a document, prose may show the first lines of one.
  const whole = blocks.filter((block) => hasContents(block.text));
  if (blocks.length > 0) return { blocks: whole.length > 0 ? whole : blocks };
  const pointer = readPointer(text);
  return pointer === undefined ? { blocks, instead: "prose" } : { blocks, pointer };
}

/** What means to be no document, and is an object or a list, is other data. Anything else is a page that broke. */
function readData(block: Block): PageContent {
  const isOther = !claimsDocument(block.text) && typeof parseData(block) === "object";
  return isOther ? { blocks: [], instead: "other data" } : { blocks: [block] };
}

function parseData({ format, text }: Block): unknown {
  if (format === "json") return parseJson(text);
  try {
    return parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A file as it lies on disk. */
export interface SourceFile {
  /** Path as it is shown to people, with forward slashes. */
  path: string;
  bytes: Uint8Array;
}
