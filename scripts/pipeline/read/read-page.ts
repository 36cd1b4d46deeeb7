import MarkdownIt from "markdown-it";
import type { Block } from "../../../src/openapi/parse-document.ts";
import type { Problem, Staged } from "../../../src/openapi/problem.ts";

/** A page is some 15 kB; the largest published one is under 200 kB. More than this is not a page. */
export const MAX_PAGE_BYTES = 5 * 1024 * 1024;

const FORMATS = { md: "markdown", mdx: "markdown", yaml: "yaml", yml: "yaml", json: "json" } as const;

/** The file endings a page may have, without the dot. */
export const PAGE_EXTENSIONS = Object.keys(FORMATS);

/** A line that opens an OpenAPI (or Swagger) document, in YAML or JSON. */
const OPENAPI_KEY = /^[\s{]*["']?(?:openapi|swagger)["']?\s*:/m;

const markdown = new MarkdownIt("commonmark");
markdown.core.ruler.enableOnly(["normalize", "block"]);
// Documentation pages mix in JSX tags; as HTML blocks they would swallow a fence that follows them directly.
markdown.block.ruler.disable(["html_block"]);

/** Finds the OpenAPI blocks of one file: the whole file for `.yaml` and `.json`, every fenced one for Markdown. */
export function readPage({ path, bytes }: SourceFile): Staged<Block[]> {
  const fail = (message: string, pointer = ""): Staged<Block[]> => ({
    output: [],
    problems: [{ severity: "error", file: path, pointer, message }],
  });

  const extension = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  const format = FORMATS[extension as keyof typeof FORMATS];
  if (format === undefined) {
    return fail(
      `Expected a page to end in ${PAGE_EXTENSIONS.map((e) => `.${e}`).join(", ")}. Rename or move it.`,
    );
  }
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
  if (format !== "markdown") return { output: [{ file: path, format, line: 1, text }], problems: [] };
  return readMarkdown(path, text);
}

function readMarkdown(file: string, text: string): Staged<Block[]> {
  const fences = markdown
    .parse(text, {})
    .filter(({ type }) => type === "fence")
    .map(({ content, map }): Block => ({ file, format: "yaml", line: (map?.[0] ?? 0) + 2, text: content }));
  const output = fences.filter(({ text }) => OPENAPI_KEY.test(text));
  if (output.length > 0) return { output, problems: [] };

  const problem: Problem = { severity: "error", file, pointer: "", message: "" };
  const [first] = fences;
  problem.message =
    first === undefined
      ? "The page has no fenced code block, so no OpenAPI document. Fetch the page's Markdown form, not its HTML."
      : `None of the page's ${fences.length} fenced code blocks holds an OpenAPI document (a top-level \`openapi\` key). Remove the page, or fetch it again.`;
  if (first !== undefined) problem.pointer = `line ${first.line}`;
  return { output: [], problems: [problem] };
}

/** A file as it lies on disk. */
export interface SourceFile {
  /** Path as it is shown to people, with forward slashes. */
  path: string;
  bytes: Uint8Array;
}
