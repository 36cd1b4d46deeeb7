import { LineCounter, parseDocument } from "yaml";
import { countKeys, type DataProblem, findDataProblems, findForeignReferences } from "./data-problems.ts";
import { resolveIdentifiers } from "./identifiers.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { findYamlNumerals, type Numerals, parseJsonNumerals } from "./numerals.ts";
import type { Problem, Staged } from "./problem.ts";

/** One OpenAPI document, and the file it came from. */
export interface PageDocument {
  file: string;
  document: JsonObject;
  /** How some of its numbers are written, until a stage has read those that are texts. */
  numerals?: Numerals;
}

/** Parses a block as YAML or JSON, and makes sure that it is a self-contained OpenAPI document, of 3.1 or 3.0. */
export function extractDocument(block: Block): Staged<PageDocument | undefined> {
  const parsed = parseBlock(block);
  const { data, numerals = new Map() } = parsed.output ?? {};
  if (data === undefined) return { output: undefined, problems: parsed.problems };

  const problem = (pointer: string, message: string): Problem => ({
    severity: "error",
    file: block.file,
    pointer,
    message,
  });
  const place = block.line === 1 ? "" : `line ${block.line}`;
  if (!isObject(data)) {
    return {
      output: undefined,
      problems: [problem(place, "The document is not an object. It has to open with `openapi: 3.1.0`.")],
    };
  }
  const version = findVersionMistake(data);
  if (version !== undefined) return { output: undefined, problems: [problem(place, version)] };
  const refuse = (found: readonly DataProblem[]) => ({
    output: undefined,
    problems: found.map(({ pointer, message }) => problem(pointer, message)),
  });
  const unusable = findDataProblems(data);
  if (unusable.length > 0) return refuse(unusable);
  const document = resolveIdentifiers(data);
  const foreign = findForeignReferences(document);
  if (foreign.length > 0) return refuse(foreign);
  return { output: { file: block.file, document, ...(numerals.size > 0 && { numerals }) }, problems: [] };
}

function findVersionMistake(data: JsonObject): string | undefined {
  const { openapi, swagger } = data;
  if (swagger !== undefined) {
    return `This is Swagger ${String(swagger)}. Convert it to OpenAPI 3.1 first, for example with swagger2openapi.`;
  }
  if (typeof openapi !== "string")
    return "This is not an OpenAPI document: it has no `openapi` version string. Add `openapi: 3.1.0`.";
  if (!/^3\.[01](?:\.|$)/.test(openapi))
    return `This is OpenAPI ${openapi}. Only 3.1 and 3.0 are supported; use a 3.1 version of the document.`;
  if (!isObject(data.paths) && !isObject(data.webhooks))
    return "The document has no `paths`, so it describes no operation. Add them, or remove the page.";
  return undefined;
}

/** What a block holds, and how its numbers are written. */
interface ParsedBlock {
  data: Json;
  numerals: Numerals;
}

function parseBlock(block: Block): Staged<ParsedBlock | undefined> {
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
      stringKeys: false,
    });
    const [error] = document.errors;
    if (error !== undefined) {
      const { line: at, col } = lines.linePos(error.pos[0]);
      const name = format === "json" ? "JSON" : "YAML";
      return fail(
        `line ${line + at - 1}:${col}`,
        error.code === "DUPLICATE_KEY"
          ? "A key stands twice in one object. Keep one of them."
          : `This is not ${name}: ${error.message}. Fetch the page again, or correct the block.`,
      );
    }
    const data = document.toJS({ maxAliasCount: 100 }) as Json;
    return { output: { data, numerals: findYamlNumerals(document) }, problems: [] };
  } catch (error) {
    // Alias bombs and nesting deep enough to exhaust the stack arrive here.
    return fail(
      `line ${line}`,
      `The block cannot be read: ${error instanceof Error ? error.message : String(error)}. Remove the page.`,
    );
  }
}

/** A piece of text that should hold one OpenAPI document, and where it stands in its file. */
export interface Block {
  file: string;
  format: "yaml" | "json";
  /** Line of the file, counted from 1, on which `text` begins. */
  line: number;
  text: string;
}
