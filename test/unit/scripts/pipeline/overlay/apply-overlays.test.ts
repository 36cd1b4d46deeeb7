import { describe, expect, it } from "vitest";
import { applyOverlays } from "../../../../../scripts/pipeline/overlay/apply-overlays.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";

const DOCUMENT: JsonObject = { info: { title: "Kites", tags: ["a"] }, list: [{ n: 1 }, { n: 2 }, { n: 3 }] };

function apply(...actions: Json[]) {
  return applyOverlays(DOCUMENT, [{ file: "fix.yaml", overlay: { overlay: "1.0.0", info: {}, actions } }]);
}

describe("applyOverlays", () => {
  it.each<[string, Json, JsonObject]>([
    [
      "merges an object",
      { target: "$.info", update: { version: "2" } },
      { info: { title: "Kites", tags: ["a"], version: "2" } },
    ],
    [
      "replaces a primitive",
      { target: "$.info.title", update: "Planes" },
      { info: { title: "Planes", tags: ["a"] } },
    ],
    [
      "appends to a list",
      { target: "$.info.tags", update: "b" },
      { info: { title: "Kites", tags: ["a", "b"] } },
    ],
    [
      "appends several",
      { target: "$.info.tags", update: ["b", "a"] },
      { info: { title: "Kites", tags: ["a", "b"] } },
    ],
    [
      "updates all that match",
      { target: "$.list[*]", update: { m: 0 } },
      { list: [1, 2, 3].map((n) => ({ n, m: 0 })) },
    ],
    [
      "removes from a list, several at once",
      { target: "$.list[?@.n < 3]", remove: true },
      { list: [{ n: 3 }] },
    ],
    ["removes a field", { target: "$.info.tags", remove: true }, { info: { title: "Kites" } }],
    ["updates the root", { target: "$", update: { x: 1 } }, { x: 1 }],
  ])("%s", (_, action, want) => {
    const { output, problems } = apply(action);
    expect(problems).toEqual([]);
    expect(output).toEqual({ ...DOCUMENT, ...want });
  });

  it("leaves the given document as it was", () => {
    const before = structuredClone(DOCUMENT);
    apply({ target: "$.info", update: { title: "Planes" } }, { target: "$.list[0]", remove: true });
    expect(DOCUMENT).toEqual(before);
  });

  it.each<[string, Json, RegExp]>([
    ["a target that matches nothing", { target: "$.infos", update: {} }, /matches nothing any more/],
    ["a removal of what is gone", { target: "$.infos", remove: true }, /matches nothing any more/],
    ["a target that is no JSONPath", { target: "info", update: {} }, /not a JSONPath expression/],
    ["an action that does nothing", { target: "$.info" }, /either `update` or `remove: true`/],
    ["an action that does both", { target: "$.info", update: {}, remove: true }, /either `update` or/],
    ["a removal in quotes", { target: "$.info", update: { a: 1 }, remove: "true" }, /either `update` or/],
    ["an action without a target", { update: {} }, /Expected an object with a `target`/],
    ["a removal of everything", { target: "$", remove: true }, /root of the document cannot be removed/],
  ])("reports %s as an error", (_, action, message) => {
    const { output, problems } = apply(action);
    expect(problems).toEqual([
      expect.objectContaining({ severity: "error", file: "fix.yaml", pointer: "#/actions/0" }),
    ]);
    expect(problems[0]?.message).toMatch(message);
    expect(output).toEqual(DOCUMENT);
  });

  it.each<[string, Json]>([
    ["an object", { target: "$.info", update: { title: "Kites" } }],
    ["a list", { target: "$.info.tags", update: ["a"] }],
  ])("warns when an update of %s has become unnecessary, and changes nothing", (_, action) => {
    const { output, problems } = apply(action);
    expect(problems).toEqual([expect.objectContaining({ severity: "warning", pointer: "#/actions/0" })]);
    expect(problems[0]?.message).toMatch(/become unnecessary/);
    expect(output).toEqual(DOCUMENT);
  });

  it.each<[string, Json]>([
    ["no Overlay document", { actions: [] }],
    ["a document without actions", { overlay: "1.0.0" }],
    ["a list", []],
  ])("reports %s", (_, overlay) => {
    expect(applyOverlays(DOCUMENT, [{ file: "fix.yaml", overlay }]).problems).toHaveLength(1);
  });

  it("names the fields that it does not know, and ignores them", () => {
    const action = { target: "$.info", update: { title: "Planes" }, copy: "$.list", "x-why": 1 };
    const overlay = { overlay: "1.0.0", info: {}, extends: "kites.yaml", action: [], actions: [action] };
    const { output, problems } = applyOverlays(DOCUMENT, [{ file: "fix.yaml", overlay }]);
    expect(problems.map(({ severity, pointer }) => [severity, pointer])).toEqual([
      ["warning", "#/action"],
      ["warning", "#/actions/0/copy"],
    ]);
    expect(output).toMatchObject({ info: { title: "Planes" } });
  });

  it("cannot be made to change a prototype", () => {
    const overlay = JSON.parse(
      '{"overlay":"1.0.0","actions":[{"target":"$.info","update":{"__proto__":{"polluted":1}}}]}',
    ) as Json;
    applyOverlays(DOCUMENT, [{ file: "fix.yaml", overlay }]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
