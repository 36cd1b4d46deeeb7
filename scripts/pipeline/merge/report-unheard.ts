import type { JsonObject } from "../../../src/openapi/json.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { listUsedComponents } from "../../../src/openapi/reachable.ts";
import { collectSaid, listAllTexts, type Text } from "./annotations/texts.ts";
import type { PageOperation } from "./page/page-operation.ts";
import { findTranslations } from "./page/translations.ts";

/**
 * Reports, once for each page, that texts of it stand nowhere in the merged document: where another page speaks for its
 * models, or where one text alone has a place. A page in another language than one before it says the same as that.
 */
export function reportUnheard(
  pages: readonly PageDocument[],
  operations: readonly PageOperation[],
  merged: JsonObject,
  report: (problem: Problem) => void,
): void {
  const isSaid = collectSaid(merged);
  const translations = findTranslations(pages);
  for (const page of pages) {
    if (translations.has(page)) continue;
    const { file, document } = page;
    const [first, ...others] = findUnsaid(document, isSaid);
    if (first === undefined) continue;
    const count =
      others.length === 0 ? "A text of this page is" : `${others.length + 1} texts of this page are`;
    const shown = first.text.length > SHOWN ? `${first.text.slice(0, SHOWN)}…` : first.text;
    report({
      severity: "warning",
      kind: "texts-differ",
      file,
      pointer: pointerTo(first.keys),
      message: `${count} left out, ${explain(document, operations)}: ${JSON.stringify(shown)}${others.length === 0 ? "" : ", …"}`,
    });
  }
}

/** How much of a text is shown, and how many pages are named. */
const SHOWN = 60;
const NAMED = 3;

/** Which pages are followed instead: those about the same operation and model, or else about one of the two. */
function explain(document: JsonObject, operations: readonly PageOperation[]): string {
  const own = operations.filter((one) => one.document === document);
  const others = operations.filter((one) => one.document !== document);
  const hasModelOf = (one: PageOperation) =>
    own.some(({ models }) => models.some((model) => one.models.includes(model)));
  const isSame = (one: PageOperation) =>
    own.some(({ path, method }) => path === one.path && method === one.method);
  const nearest = [(one: PageOperation) => isSame(one) && hasModelOf(one), hasModelOf, isSame].find(
    (isNear) => others.some(isNear),
  );
  if (nearest === undefined) return "as something else is said in their place";
  const files = [...new Set(others.filter(nearest).map(({ source }) => source))];
  const more = files.length > NAMED ? ` and ${files.length - NAMED} more` : "";
  return `as ${files.slice(0, NAMED).join(", ")}${more} ${files.length === 1 ? "says" : "say"} something else`;
}

function findUnsaid(document: JsonObject, isSaid: (text: string) => boolean): Text[] {
  const unsaid = listAllTexts(document).filter(({ text }) => !isSaid(text));
  if (unsaid.length === 0) return [];
  // Other stages report what nothing leads to.
  const used = listUsedComponents(document);
  return unsaid
    .filter(({ keys }) => keys[0] !== "components" || used.has(pointerTo(keys.slice(0, 3))))
    .sort((one, other) => one.keys.length - other.keys.length);
}
