import { objectAt } from "../../../src/openapi/json.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { groupBy } from "../../lists.ts";
import type { DocumentPointer } from "./pointer-page.ts";

/** Says why a pointer leads nowhere; undefined where it leads to a document, or to an operation, of the pages. */
export type ExplainPointer = (pointer: DocumentPointer) => string | undefined;

/**
 * @param files All files of the folder.
 * @param pages The documents in them. A file that holds one and has none here has been refused, and says so itself.
 */
export function createExplainPointer(
  files: readonly string[],
  pages: readonly PageDocument[],
): ExplainPointer {
  const named = new Map(groupBy(files, nameOf).map((group) => [nameOf(group[0]), group]));
  const read = new Map(groupBy(pages, ({ file }) => file).map((group) => [group[0].file, group]));
  return ({ document, method, path }) => {
    const operation = method === undefined || path === undefined ? undefined : { method, path };
    const hasOperation = (page: PageDocument) =>
      operation === undefined || describes(page, operation.method, operation.path);
    const wanted = operation === undefined ? "" : `${operation.method.toUpperCase()} ${operation.path}`;
    if (document === undefined) {
      if (pages.some(hasOperation)) return undefined;
      return `The page points to ${wanted}, which no document here describes. Add its document, or remove the page.`;
    }
    const found = (named.get(nameOf(document)) ?? []).filter((file) => isSameFile(file, document));
    if (found.length === 0)
      return `The page points to ${document}, which is not here. Add that document, or remove the page.`;
    const isFound = found.some((file) => read.get(file)?.some(hasOperation) ?? true);
    return isFound
      ? undefined
      : `The page points to ${wanted} of ${document}, which does not describe it. Correct one of them.`;
  };
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}

/** Pointers start at the root of the documentation; files at a folder that may be above or below it. */
function isSameFile(file: string, pointer: string): boolean {
  const [one, other] = [file, pointer].map((path) => `/${path.replace(/^(?:\.?\/)+/, "")}`);
  return one !== undefined && other !== undefined && (one.endsWith(other) || other.endsWith(one));
}

function describes({ document }: PageDocument, method: string, path: string): boolean {
  const trim = (text: string) => text.replace(/\/+$/, "");
  return Object.entries(objectAt(document, "paths")).some(
    ([published, item]) => trim(published) === trim(path) && Object.hasOwn(objectAt(item), method),
  );
}
