import { type ContributingPage, readContributingPages } from "../../../../src/openapi/contributing-pages.ts";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import type { Problem } from "../../../../src/openapi/problem.ts";

/**
 * Reports functions of pages that are called alike and do different things: the first has the name, the others are
 * reached by the function of their operation. Two languages of one page do the same thing.
 */
export function reportDuplicateNames(
  operations: readonly { operation: JsonObject }[],
  report: (problem: Problem) => void,
): void {
  const known = new Map<string, { page: ContributingPage; id: string }>();
  for (const { operation } of operations) {
    const id = String(operation.operationId);
    for (const page of readContributingPages(operation)) {
      const name = page.operationId;
      const first = known.get(name);
      if (first === undefined) known.set(name, { page, id });
      else if (first.id !== id || first.page.request !== page.request)
        report({
          severity: "warning",
          kind: "called-alike",
          file: page.source,
          pointer: "#/paths",
          message: `${name} is also the function of ${first.page.source}, and calls another thing there. Reached by ${id} alone; give it an operationId of its own in an overlay.`,
        });
    }
  }
}
