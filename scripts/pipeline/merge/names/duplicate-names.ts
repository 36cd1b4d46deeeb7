import { type ContributingPage, readContributingPages } from "../../../../src/openapi/contributing-pages.ts";
import { type JsonObject, toText } from "../../../../src/openapi/json.ts";
import type { Problem } from "../../../../src/openapi/problem.ts";

/**
 * Reports functions of pages that have the same name and send different requests: the first keeps the name, the others
 * are reached by the function of their operation. Two languages of one page send the same request.
 */
export function reportDuplicateNames(
  operations: readonly { operation: JsonObject }[],
  report: (problem: Problem) => void,
): void {
  const known = new Map<string, { page: ContributingPage; id: string }>();
  for (const { operation } of operations) {
    const id = toText(operation.operationId);
    for (const page of readContributingPages(operation)) {
      const name = page.operationId;
      const first = known.get(name);
      if (first === undefined) known.set(name, { page, id });
      else if (first.id !== id || first.page.request !== page.request)
        report({
          severity: "warning",
          kind: "duplicate-names",
          file: page.source,
          pointer: "#/paths",
          message: `${name} is also the function of ${first.page.source}, which sends another request. This one is reached by ${id} alone; give it an operationId of its own in an overlay.`,
        });
    }
  }
}
