import { describe, expect, it } from "vitest";
import { reportDuplicateNames } from "../../../../../../scripts/pipeline/merge/names/duplicate-names.ts";
import type { JsonObject } from "../../../../../../src/openapi/json.ts";
import type { Problem } from "../../../../../../src/openapi/problem.ts";

function reportAll(...operations: JsonObject[]): Problem[] {
  const problems: Problem[] = [];
  reportDuplicateNames(
    operations.map((operation) => ({ operation })),
    (problem) => problems.push(problem),
  );
  return problems;
}

const page = (source: string, operationId: string, request: string): JsonObject => ({
  source,
  operationId,
  request,
});

describe("reportDuplicateNames", () => {
  it("reports a function that calls another operation elsewhere, with both pages", () => {
    const problems = reportAll(
      { operationId: "createKite", "x-pages": [page("a.md", "fly", "#/a")] },
      { operationId: "createBoat", "x-pages": [page("b.md", "fly", "#/a")] },
    );
    expect(problems).toEqual([
      {
        severity: "warning",
        kind: "duplicate-names",
        file: "b.md",
        pointer: "#/paths",
        message:
          "fly is also the function of a.md, which sends another request. This one is reached by createBoat alone; give it an operationId of its own in an overlay.",
      },
    ]);
  });

  it("reports a function that has another request elsewhere in its operation", () => {
    const pages = [page("a.md", "fly", "#/a"), page("b.md", "fly", "#/b"), page("c.md", "fly", "#/b")];
    expect(reportAll({ operationId: "createKite", "x-pages": pages }).map(({ file }) => file)).toEqual([
      "b.md",
      "c.md",
    ]);
  });

  it("takes two languages of one page, and pages of other names, for no duplicates", () => {
    const pages = [page("en.md", "fly", "#/a"), page("ja.md", "fly", "#/a"), page("c.md", "sail", "#/b")];
    expect(reportAll({ operationId: "createKite", "x-pages": pages }, { operationId: "getTask" })).toEqual(
      [],
    );
  });
});
