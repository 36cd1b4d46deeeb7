import { listOperations } from "../../../src/openapi/operations.ts";
import { extractDocument } from "../../../src/openapi/parse/parse-document.ts";
import { isHtml, readPage } from "../../pipeline/read/read-page.ts";

/** A page of the API, or where its document is, or why it is none. */
export type Recognised =
  | { kind: "page"; operations: string[]; isCut: boolean }
  | { kind: "pointer"; document: string }
  /** `isBroken`: it means to be a page, and somebody should hear of it. */
  | { kind: "other"; isBroken: boolean; reason: string };

/** Looks whether a file can be stored as a page: its documents can be read, and describe operations. */
export function recognisePage(name: string, bytes: Uint8Array): Recognised {
  const { output: content, problems } = readPage({ path: name, bytes });
  const { blocks, instead, pointer, isCut = false } = content;
  if (instead !== undefined)
    return { kind: "other", isBroken: false, reason: `it is ${instead}, without an OpenAPI document` };
  if (pointer !== undefined) {
    return pointer.document === undefined
      ? { kind: "other", isBroken: false, reason: "it points to a document without saying to which" }
      : { kind: "pointer", document: pointer.document };
  }
  const extracted = blocks.map((block) => extractDocument(block, { readsNumerals: true }));
  const errors = [...problems, ...extracted.flatMap((each) => each.problems)].filter(
    ({ severity }) => severity === "error",
  );
  const [error] = errors;
  if (error !== undefined) {
    const reason = [error.pointer, error.message].filter(Boolean).join(": ");
    return { kind: "other", isBroken: !isHtml(new TextDecoder().decode(bytes)), reason };
  }
  const operations = extracted.flatMap(({ output }) =>
    output === undefined ? [] : listOperations(output.document).map(nameOperation),
  );
  if (operations.length > 0) return { kind: "page", operations: [...new Set(operations)].sort(), isCut };
  return { kind: "other", isBroken: false, reason: "its document describes no operation" };
}

/** What parameters of the path are called is no part of the operation. */
function nameOperation({ method, path }: { method: string; path: string }): string {
  return `${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, "{}")}`;
}
