import { type Document, isScalar, LineCounter, type ParsedNode, parseAllDocuments } from "yaml";
import type { Json } from "../json.ts";
import type { Problem, Staged } from "../problem.ts";
import { findAliasMistake, readAliases } from "./aliases.ts";
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
  const string = /"(?:[^"\\]|\\.)*"(?:\s*:)?/g;
  let count = 0;
  while (string.test(text)) if (text[string.lastIndex - 1] === ":") count += 1;
  return count;
}

const isEmpty = (contents: ParsedNode | null) =>
  contents === null || (isScalar(contents) && contents.value === null);

/** A block may be several YAML documents, of which all but one are empty. */
function parseYaml({ file, format, line, text }: Block): Staged<ParsedBlock | undefined> {
  const lines = new LineCounter();
  const problem = (at: number | undefined, message: string): Problem => {
    const { line: row, col } = lines.linePos(at ?? 0);
    const pointer = at === undefined ? `line ${line}` : `line ${line + row - 1}:${col}`;
    return { severity: "error", file, pointer, message };
  };
  const fail = (...found: Parameters<typeof problem>) => ({
    output: undefined,
    problems: [problem(...found)],
  });
  const name = format === "json" ? "JSON" : "YAML";
  try {
    const documents = [
      ...parseAllDocuments(text, {
        lineCounter: lines,
        prettyErrors: false,
        uniqueKeys: true,
        // What OpenAPI allows of YAML, whatever the document declares: keys are texts, values those of JSON. Merge keys
        // are not of it, and every other tool reads them.
        stringKeys: true,
        schema: "core",
        resolveKnownTags: false,
        merge: true,
      }),
    ] as Document.Parsed<ParsedNode>[];
    const [error] = documents.flatMap(({ errors }) => errors);
    if (error !== undefined)
      return fail(
        error.pos[0],
        error.code === "DUPLICATE_KEY"
          ? "A key stands twice in one object. Keep one of them."
          : error.code === "NON_STRING_KEY"
            ? "A key is a list, an object or an alias, and OpenAPI has texts alone. Write it in quotes."
            : `This is not ${name}: ${error.message}. Fetch the page again, or correct the block.`,
      );
    const [document = documents[0], other] = documents.filter(({ contents }) => !isEmpty(contents));
    if (other !== undefined)
      return fail(
        other.contents?.range[0],
        "The block holds several YAML documents. Make each a page of its own.",
      );
    if (document === undefined) return fail(undefined, "The block is empty. Fetch the page again.");
    const aliases = readAliases(document);
    const mistake = findAliasMistake(document, aliases);
    if (mistake !== undefined) return fail(mistake.at.range?.[0], mistake.message);
    const data = document.toJS({ maxAliasCount: -1 }) as Json;
    if (format === "json" && typeof data === "string")
      return fail(
        undefined,
        "This is not JSON: a document opens with a brace. Fetch the page again, or correct it.",
      );
    return {
      output: { data, numerals: findYamlNumerals(document, aliases) },
      problems: document.warnings.map(({ pos, message }) => ({
        ...problem(pos[0], `${message}. Read as if that were not there.`),
        severity: "warning",
        kind: "malformed",
      })),
    };
  } catch (error) {
    // Nesting deep enough to exhaust the stack arrives here.
    return fail(
      undefined,
      `The block cannot be read: ${error instanceof Error ? error.message : String(error)}. Remove the page.`,
    );
  }
}
