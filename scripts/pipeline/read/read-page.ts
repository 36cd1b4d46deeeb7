import { parse } from "yaml";
import type { Block } from "../../../src/openapi/parse/parse-block.ts";
import type { Problem, Staged } from "../../../src/openapi/problem.ts";
import { claimsDocument, hasContents, holdsDocument, parseJson } from "./claims-document.ts";
import { type DocumentPointer, readPointer, withoutFrontmatter } from "./pointer-page.ts";
import { readShown } from "./read-shown.ts";

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
  /** Whether a fence is open at the end of the file, which may have been cut off. */
  isCut?: boolean;
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
  const text = decode(bytes);
  if (text === undefined) return fail("The file is not UTF-8 text. Save it as UTF-8.");
  if (text.trim() === "") return fail("The file is empty. Fetch the page again.");
  if (isHtml(text)) return fail("This is HTML. Fetch the page's Markdown form.");
  if (format === "markdown") return readMarkdown(path, text);
  return { output: readData({ file: path, format, line: 1, text }), problems: [] };
}

/**
 * The text of a file, its lines ended by LF alone; undefined where it is no UTF-8. A text begins with two characters of
 * ASCII, so a NUL among its first bytes means UTF-16 or UTF-32: section 3 of RFC 4627.
 */
function decode(bytes: Uint8Array): string | undefined {
  if (bytes.subarray(0, 2).includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r\n?/g, "\n");
  } catch {
    return undefined;
  }
}

/** Whether a text is a page for browsers. */
export function isHtml(text: string): boolean {
  return /^\uFEFF?\s*<(?:!doctype|html)\b/i.test(text);
}

function readMarkdown(file: string, text: string): Staged<PageContent> {
  const shown = readShown(withoutFrontmatter(text), { isMdx: /\.mdx$/i.test(file) });
  const found = shown.fences.filter((fence) => claimsDocument(fence.text));
  // Beside a document, prose may show the first lines of one.
  const whole = found.filter((fence) => hasContents(fence.text));
  const fences = whole.length > 0 ? whole : found;
  const blocks = fences.map(
    ({ line, text: content }): Block => ({ file, format: "yaml", line, text: content }),
  );
  if (blocks.length === 0) {
    const pointer = readPointer(text);
    if (pointer === undefined && holdsDocument(shown.text)) {
      const message =
        "An OpenAPI document stands here outside of a code block. Put it between two lines of ```, or in a file that ends in .yaml or .json.";
      return { output: { blocks }, problems: [{ severity: "error", file, pointer: "", message }] };
    }
    return {
      output: pointer === undefined ? { blocks, instead: "prose" } : { blocks, pointer },
      problems: [],
    };
  }
  const problems = fences
    .filter(({ isClosed }) => !isClosed)
    .map(
      ({ line }): Problem => ({
        severity: "warning",
        kind: "malformed",
        file,
        pointer: `line ${line - 1}`,
        message:
          "No line closes the fence that opens here, so the file may have been cut off. Read to its end; fetch the page again, or close the fence.",
      }),
    );
  return { output: { blocks, ...(problems.length > 0 && { isCut: true }) }, problems };
}

/** What means to be no document, and is an object or a list, is other data. Anything else is a page that broke. */
function readData(block: Block): PageContent {
  const isOther = !claimsDocument(block.text) && typeof parseData(block) === "object";
  return isOther ? { blocks: [], instead: "other data" } : { blocks: [block] };
}

function parseData({ format, text }: Block): unknown {
  if (format === "json") return parseJson(text);
  try {
    return parse(text, { logLevel: "error" }) ?? undefined;
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
