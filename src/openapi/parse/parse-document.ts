import { isObject, type JsonObject, toText } from "../json.ts";
import type { Problem, Staged } from "../problem.ts";
import { type DataProblem, findDataProblems, findForeignReferences } from "./data-problems.ts";
import { resolveIdentifiers } from "./identifiers.ts";
import type { Numerals } from "./numerals.ts";
import { type Block, parseBlock } from "./parse-block.ts";
import { replaceLoneSurrogates } from "./well-formed.ts";

/** One OpenAPI document, and the file it came from. */
export interface PageDocument {
  file: string;
  document: JsonObject;
  /** How some of its numbers are written, until a stage has read those that are texts. */
  numerals?: Numerals;
}

interface ExtractOptions {
  /** A stage that reads numerals comes next, and refuses numbers that JSON cannot write. Default: they are refused here. */
  readsNumerals?: boolean;
}

/** Parses a block as YAML or JSON, and makes sure that it is a self-contained OpenAPI document, of 3.1 or 3.0. */
export function extractDocument(
  block: Block,
  { readsNumerals = false }: ExtractOptions = {},
): Staged<PageDocument | undefined> {
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
  const unusable = findDataProblems(data, readsNumerals ? numerals : undefined);
  if (unusable.length > 0) return refuse(unusable);
  const { document: written, replaced } = replaceLoneSurrogates(data, block.text);
  const document = resolveIdentifiers(written);
  const foreign = findForeignReferences(document);
  if (foreign.length > 0) return refuse(foreign);
  return {
    output: { file: block.file, document, ...(numerals.size > 0 && { numerals }) },
    problems: [
      ...parsed.problems,
      ...replaced.map(
        ({ pointer, message }): Problem => ({
          ...problem(pointer, message),
          severity: "warning",
          kind: "malformed",
        }),
      ),
    ],
  };
}

function findVersionMistake(data: JsonObject): string | undefined {
  const { openapi, swagger } = data;
  if (swagger !== undefined) {
    return `This is Swagger ${toText(swagger)}. Convert it to OpenAPI 3 first, for example with swagger2openapi.`;
  }
  if (typeof openapi !== "string")
    return "This is not an OpenAPI document: it has no `openapi` version string. Add `openapi: 3.1.0`.";
  if (!/^3\.[01](?:\.|$)/.test(openapi))
    return `This is OpenAPI ${openapi}. Only 3.1 and 3.0 are supported; use a 3.1 version of the document.`;
  if (!isObject(data.paths) && !isObject(data.webhooks))
    return "The document has no `paths`, so it describes no operation. Add them, or remove the page.";
  return undefined;
}
