import { describe, expect, it } from "vitest";
import { mergeDocuments } from "../../../../../scripts/pipeline/merge/index.ts";
import { objectAt } from "../../../../../src/openapi/json.ts";
import { listOperations } from "../../../../../src/openapi/operations.ts";
import { makePage, type PageFacts } from "../../../../helpers/pages.ts";

const page = (facts: PageFacts) => makePage({ file: "page.md", ...facts });
const supplement = (facts: PageFacts) =>
  makePage({
    file: "supplement.yaml",
    operation: { summary: "By hand", operationId: "byHand" },
    document: { info: { title: "By hand", version: "9.0.0" } },
    ...facts,
  });

/** Summaries of the operations, by path, and what was reported of supplements. */
function build(pages: PageFacts[], supplements: PageFacts[]) {
  const { output, problems } = mergeDocuments(pages.map(page), supplements.map(supplement));
  const operations = listOperations(output).map(({ path, operation }) => [path, operation.summary]);
  return {
    operations: Object.fromEntries(operations),
    info: output.info,
    problems: problems.filter(({ file }) => file === "supplement.yaml"),
  };
}

describe("mergeDocuments with a supplement", () => {
  it("adds the operations that no page describes", () => {
    const { operations, problems } = build([{ path: "/v1/kites" }], [{ path: "/v1/winds" }]);
    expect(operations).toEqual({ "/v1/kites": "Fly a kite", "/v1/winds": "By hand" });
    expect(problems).toEqual([]);
  });

  it("follows a page that describes the operation, whatever it calls the parameters, and says so", () => {
    const { operations, info, problems } = build(
      [{ path: "/v1/kites/{id}" }],
      [{ path: "/v1/kites/{kite}" }],
    );
    expect(operations).toEqual({ "/v1/kites/{id}": "Fly a kite" });
    expect(info).toMatchObject({ title: "Kites", version: "1.0.0" });
    expect(problems).toContainEqual({
      severity: "warning",
      file: "supplement.yaml",
      pointer: "#/paths/~1v1~1kites~1{kite}/post",
      message: "page.md describes this operation now, and is followed. Delete it here.",
    });
  });

  it.each<[what: string, page: PageFacts, supplement: PageFacts]>([
    ["without a slash at the end", { path: "/v1/kites" }, { path: "/v1/kites/" }],
    ["with one", { path: "/v1/kites/{id}/" }, { path: "/v1/kites/{kite_id}" }],
    [
      "on another server",
      { path: "/v1/kites" },
      { path: "/v1/kites", operation: { servers: [{ url: "https://another.example.org" }] } },
    ],
    [
      "with a part of the path in its server",
      { path: "/kites", document: { servers: [{ url: "https://api.example.org/v1" }] } },
      { path: "/v1/kites" },
    ],
  ])("follows a page that describes the operation %s", (_, facts, byHand) => {
    const { operations, problems } = build([facts], [byHand]);
    expect(Object.values(operations)).toEqual(["Fly a kite"]);
    expect(problems.map(({ message }) => message)).toContain(
      "page.md describes this operation now, and is followed. Delete it here.",
    );
  });

  it("keeps another method of a path that a page describes", () => {
    const { output } = mergeDocuments(
      [page({ path: "/v1/kites" })],
      [supplement({ path: "/v1/kites", method: "get" })],
    );
    expect(listOperations(output).map(({ method }) => method)).toEqual(["get", "post"]);
  });

  it("keeps the webhooks of one without operations, and of one whose operations pages describe", () => {
    const post = { operationId: "landed", responses: { "200": { description: "Seen" } } };
    const [alone, overtaken] = ["landed", "lost"].map((name) => ({ webhooks: { [name]: { post } } }));
    const { output } = mergeDocuments(
      [page({ path: "/v1/kites" })],
      [
        supplement({ document: { ...alone, paths: {} } }),
        supplement({ file: "other.yaml", path: "/v1/kites", document: overtaken ?? {} }),
      ],
    );
    expect(Object.keys(objectAt(output, "webhooks")).sort()).toEqual(["landed", "lost"]);
  });
});

it("a supplement has a say in what the document says of itself where it adds an operation, and nowhere else", () => {
  const titleOf = (path: string) =>
    objectAt(mergeDocuments([page({})], [supplement({ path })]).output, "info").title;
  expect(titleOf("/v1/kites/flights")).toBe("Kites");
  expect(titleOf("/v1/boats")).toBe("api.example.org");
  const idle = supplement({ document: { info: { title: "Idle" } } });
  const adding = supplement({ path: "/v1/boats", document: { info: { title: "Kites" } } });
  expect(objectAt(mergeDocuments([page({})], [adding, idle]).output, "info").title).toBe("Kites");
});
