import type { Problem } from "../../../src/openapi/problem.ts";
import { shapeOfPath } from "./equivalent-paths.ts";
import type { PageOperation } from "./page/page-operation.ts";

/** The operations of supplements that no page describes. A supplement steps aside for a page, which is the publisher's word. */
export function pickSupplement(
  supplement: readonly PageOperation[],
  pages: readonly PageOperation[],
  report: (problem: Problem) => void,
): PageOperation[] {
  // A slash more at the end may be another path for a server, but hardly another operation by hand.
  const keyOf = ({ method, path }: PageOperation) => `${method} ${shapeOfPath(path).replace(/\/$/, "")}`;
  const described = new Map(pages.map((page) => [keyOf(page), page]));
  return supplement.filter((operation) => {
    const page = described.get(keyOf(operation));
    if (page !== undefined)
      report({
        severity: "warning",
        file: operation.source,
        pointer: operation.pointer,
        message: `${page.source} describes this operation now, and is followed. Delete it here.`,
      });
    return page === undefined;
  });
}
