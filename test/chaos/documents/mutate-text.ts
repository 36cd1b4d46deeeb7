import { stringify } from "yaml";
import type { SourceFile } from "../../../scripts/pipeline/read/read-page.ts";
import type { JsonObject } from "../../../src/openapi/json.ts";
import { makePage } from "../../helpers/documents.ts";
import type { Draw } from "../../helpers/draw.ts";

type Change = (text: string, draw: Draw) => string;

const pick = <T>(items: readonly T[], draw: Draw): T => items[draw(items.length)] as T;

/** Puts something in a place of a text, of any length. */
const insert = (text: string, at: number, piece: string) => text.slice(0, at) + piece + text.slice(at);

/** Changes one line, drawn among all. */
function changeLine(text: string, draw: Draw, change: (line: string, indent: string) => string): string {
  const lines = text.split("\n");
  const at = draw(lines.length);
  const line = lines[at] ?? "";
  lines[at] = change(line, /^ */.exec(line)?.[0] ?? "");
  return lines.join("\n");
}

/** Changes what stands behind the colon of a line. */
const changeValue = (text: string, draw: Draw, change: (value: string) => string) =>
  changeLine(text, draw, (line) =>
    line.replace(/^( *(?:- )?[^:]*: ?)(.*)$/, (_, key, value) => key + change(value)),
  );

/** Each alias means ten of the one before: 600 bytes that become gigabytes. */
const BOMB = Array.from({ length: 12 }, (_, index) => {
  const items = index === 0 ? "lol" : `*b${index - 1}`;
  return `x-b${index}: &b${index} [${Array.from({ length: 10 }, () => items).join(", ")}]`;
}).join("\n");

const TAGS =
  "!!js/function !!js/regexp !!binary !!set !!omap !!pairs !!timestamp !!str !!int !!float !!null !!map !kite !<x:y> !".split(
    " ",
  );

/** Scalars that a reader of YAML takes for something, or does not. */
const SCALARS =
  "0x1F 0o17 017 1_000 1e999 .inf -.Inf .nan ~ yes No on 2020-01-01 2020-01-01T00:00:00Z 12:30:45 = << | > |+ >-2 @a %a `a` {} [] {a} [a,b ?a -a &a *a ! # '".split(
    " ",
  );

/** Characters that end lines, or are none, or that no text may have. */
const SIGNS = [
  "\r\n",
  "\r",
  "\u0085",
  "\u2028",
  "\u2029",
  "\0",
  "\t",
  "\uFEFF",
  "\u001b",
  "\u007f",
  "\ufffe",
  "\v",
  "\f",
  "\u00a0",
  "\u202e",
];

/** Ways in which the text of a page is broken, or is right and rarely seen. */
const CHANGES: readonly Change[] = [
  (text) => `${text}\n${BOMB}\n`,
  (text, draw) => changeValue(text, draw, (value) => `&a${draw(3)} ${value}`),
  (text, draw) => changeValue(text, draw, () => `*a${draw(3)}`),
  // An alias of what is around it.
  (text, draw) =>
    changeLine(
      text,
      draw,
      (line, indent) => `${line.replace(/:\s*$/, `: &a${draw(3)}`)}\n${indent}  again: *a${draw(3)}`,
    ),
  (text, draw) => changeLine(text, draw, (line, indent) => `${indent}<<: *a${draw(3)}\n${line}`),
  (text, draw) =>
    changeLine(text, draw, (line, indent) => `${indent}<<: { type: object, $ref: "#/paths" }\n${line}`),
  (text, draw) => changeValue(text, draw, (value) => `${pick(TAGS, draw)} ${value}`),
  (text, draw) => changeValue(text, draw, () => pick(SCALARS, draw)),
  (text, draw) => changeLine(text, draw, (line, indent) => `${indent}${pick(SCALARS, draw)}: 1\n${line}`),
  (text, draw) => changeLine(text, draw, (line, indent) => `${indent}? [a, { b: c }]\n${indent}: d\n${line}`),
  (text) => `%YAML 1.1\n---\n${text}`,
  (text) => `%TAG ! tag:example.org,2000:\n---\n${text}`,
  (text, draw) => changeLine(text, draw, (line) => `${line}\n${line}`),
  (text, draw) => changeLine(text, draw, () => ""),
  (text, draw) => changeLine(text, draw, (line) => ` ${line}`),
  (text, draw) =>
    changeLine(text, draw, (line, indent) => line.replace(indent, "\t".repeat(indent.length / 2))),
  (text) => text.replace(/^ +/gm, (indent) => "\t".repeat(indent.length / 2)),
  (text) => `\uFEFF${text}`,
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => text.replaceAll("\n", "\r"),
  (text, draw) => text.replace(/\n/g, () => pick(["\n", "\r\n", "\r"], draw)),
  (text, draw) => insert(text, draw(text.length + 1), pick(SIGNS, draw)),
  (text, draw) => changeLine(text, draw, (line) => line + "a".repeat(100_000)),
  (text, draw) => changeLine(text, draw, (line, indent) => `${indent}${"k".repeat(2_000)}: 1\n${line}`),
  (text, draw) => changeValue(text, draw, () => "[".repeat(draw(5_000))),
  (text, draw) => changeValue(text, draw, () => "{a: ".repeat(300) + "}".repeat(300)),
  (text) => `${text}\n---\n${text}`,
  (text, draw) => `${text}\n${pick(["---", "...", "---\n", "--- # end", "--- {}", "---\nnull"], draw)}\n`,
  (text, draw) => text.slice(0, draw(text.length + 1)),
  (text, draw) => text.slice(draw(text.length + 1)),
  (text, draw) => insert(text, draw(text.length + 1), text.slice(draw(text.length + 1)).slice(0, draw(400))),
  (text, draw) =>
    changeLine(
      text,
      draw,
      (line) => `${line}\n${pick(["```", "````", "~~~", "<!--", "-->", "{/*", "*/}", "```yaml"], draw)}`,
    ),
];

/** How a document is written: a file name, and its text. */
const FORMS: readonly ((document: JsonObject) => [ending: string, text: string])[] = [
  (document) => ["json", JSON.stringify(document, null, 2)],
  (document) => ["yaml", stringify(document)],
  (document) => ["yaml", stringify(document)],
  (document) => ["yaml", JSON.stringify(document)],
  (document) => ["json", stringify(document)],
  (document) => ["md", makePage(stringify(document))],
  (document) => ["md", makePage(JSON.stringify(document, null, 2), "```json")],
  (document) => ["mdx", `---\ntitle: Kites\n---\n\n<Tab>\n${makePage(stringify(document))}\n</Tab>\n`],
  (document) => ["md", makePage(stringify(document)) + makePage(stringify(document), "~~~")],
];

const toUtf8 = (text: string) => Buffer.from(text, "utf8");
const toUtf16 = (text: string) => Buffer.from(text, "utf16le");

/** How a text becomes bytes; mostly as it should. */
const ENCODINGS: readonly ((text: string, draw: Draw) => Buffer)[] = [
  ...Array.from({ length: 12 }, () => toUtf8),
  toUtf16,
  (text) => toUtf16(`\uFEFF${text}`),
  (text) => toUtf16(text).swap16(),
  (text) => toUtf16(`\uFEFF${text}`).swap16(),
  (text) => Buffer.from(`${text}\n# é`, "latin1"),
  (text, draw) => {
    const bytes = toUtf8(text);
    if (bytes.length > 0) bytes[draw(bytes.length)] = draw(256);
    return bytes;
  },
  // Half of a surrogate pair, as some write it.
  (text, draw) =>
    Buffer.concat([toUtf8(text.slice(0, draw(text.length))), Buffer.from([0xed, 0xa0, 0x80]), toUtf8(text)]),
];

/** Writes a document as a page, and breaks the text of it in up to three ways. */
export function writeMutated(name: string, document: JsonObject, draw: Draw): SourceFile {
  const [ending, written] = pick(FORMS, draw)(document);
  let text = written;
  for (let times = draw(4); times > 0; times -= 1) text = pick(CHANGES, draw)(text, draw);
  return { path: `${name}.${ending}`, bytes: pick(ENCODINGS, draw)(text, draw) };
}
