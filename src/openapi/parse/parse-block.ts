import { LineCounter, parseDocument } from "yaml";
import type { Json } from "../json.ts";
import type { Staged } from "../problem.ts";
import { countKeys } from "./data-problems.ts";
import { findYamlNumerals, type Numerals, parseJsonNumerals } from "./numerals.ts";

/** A piece of text that should hold one OpenAPI document, and where it stands in its file. */
export interface Block {
  file: string;
  format: "yaml" | "json";
  /** Line of the file, counted from 1, on which `text` begins. */
  line: number;
  text: string;
}

/** What a block holds, and how its numbers are written. */
interface ParsedBlock {
  data: Json;
  numerals: Numerals;
}

/** Parses JSON with the parser of YAML where that has to say the place of a mistake. */
export function parseBlock(block: Block): Staged<ParsedBlock | undefined> {
  if (block.format === "json") {
    try {
      const parsed = parseJsonNumerals(block.text);
      // JSON.parse keeps the last of two equal keys and says nothing; the YAML parser below names the place.
      if (countKeys(parsed.data) === countWrittenKeys(block.text)) return { output: parsed, problems: [] };
    } catch {
      // The YAML parser reads JSON too, and says where it stops.
    }
  }
  return parseYaml(block);
}

/** Counts the keys in JSON text. Exact for valid JSON: strings are consumed whole, and only a key is followed by a colon. */
function countWrittenKeys(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) count += 1;
  return count;
}

function parseYaml({ file, format, line, text }: Block): Staged<ParsedBlock | undefined> {
  const fail = (pointer: string, message: string) => ({
    output: undefined,
    problems: [{ severity: "error" as const, file, pointer, message }],
  });
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: true,
      // What OpenAPI allows of YAML, whatever the document declares: keys are texts, values those of JSON.
      stringKeys: true,
      schema: "core",
      resolveKnownTags: false,
      merge: false,
    });
    const [error] = document.errors;
    if (error !== undefined) {
      const { line: at, col } = lines.linePos(error.pos[0]);
      const name = format === "json" ? "JSON" : "YAML";
      return fail(
        `line ${line + at - 1}:${col}`,
        error.code === "DUPLICATE_KEY"
          ? "A key stands twice in one object. Keep one of them."
          : error.code === "MULTIPLE_DOCS"
            ? "The block holds several YAML documents. Make each a page of its own."
            : error.code === "NON_STRING_KEY"
              ? "A key is a list, an object or an alias, and OpenAPI has texts alone. Write it in quotes."
              : `This is not ${name}: ${error.message}. Fetch the page again, or correct the block.`,
      );
    }
    const data = document.toJS({ maxAliasCount: 100 }) as Json;
    if (format === "json" && typeof data === "string")
      return fail(
        `line ${line}`,
        "This is not JSON: a document opens with a brace. Fetch the page again, or correct it.",
      );
    return { output: { data, numerals: findYamlNumerals(document) }, problems: [] };
  } catch (error) {
    // Alias bombs and nesting deep enough to exhaust the stack arrive here.
    return fail(
      `line ${line}`,
      `The block cannot be read: ${error instanceof Error ? error.message : String(error)}. Remove the page.`,
    );
  }
}
