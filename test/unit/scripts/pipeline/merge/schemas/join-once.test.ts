import { describe, expect, it } from "vitest";
import { joinOnce } from "../../../../../../scripts/pipeline/merge/schemas/join-once.ts";
import type { ReportConflict, Sourced } from "../../../../../../scripts/pipeline/merge/schemas/sourced.ts";

const origin = { document: {}, operation: {}, keys: ["paths", "/kites"] };
const make = (): [Sourced, Sourced] => [
  { schema: { type: "string", description: "One" }, source: "a.md", models: ["kite-a"], origin },
  { schema: { type: "integer", description: "Other" }, source: "b.md", models: ["kite-b"], origin },
];

function join(schemas: readonly Sourced[]) {
  const said: string[] = [];
  const report: ReportConflict = (kind, sources) => said.push(`${kind} ${sources.map((one) => one.source)}`);
  return { schema: joinOnce(schemas, report), said };
}

describe("joinOnce", () => {
  it("makes the same object of the same schemas, and says again what is wrong with them", () => {
    const [one, other] = make();
    const first = join([one, other]);
    const again = join([{ ...one }, { ...other, models: ["kite-b"] }]);
    expect(again.schema).toBe(first.schema);
    expect(again.said).toEqual(["types-differ a.md,b.md"]);
    expect(first.said).toEqual(again.said);
  });

  it.each<[string, (schemas: [Sourced, Sourced]) => Sourced[]]>([
    ["another schema", ([one, other]) => [one, { ...other, schema: { ...other.schema } }]],
    ["another file", ([one, other]) => [one, { ...other, source: "c.md" }]],
    ["another model", ([one, other]) => [one, { ...other, models: ["kite-c"] }]],
    ["a model more", ([one, other]) => [one, { ...other, models: ["kite-b", "kite-c"] }]],
    ["another document", ([one, other]) => [one, { ...other, origin: { ...origin, document: {} } }]],
    ["another place", ([one, other]) => [one, { ...other, origin: { ...origin, keys: ["paths"] } }]],
    ["a page less", ([one]) => [one]],
    ["a page more", ([one, other]) => [one, other, other]],
  ])("joins anew for %s", (_, change) => {
    const schemas = make();
    const first = join(schemas);
    expect(join(change(schemas)).schema).not.toBe(first.schema);
  });

  it("joins what comes from no page", () => {
    const [one, other] = make().map(({ schema, source }): Sourced => ({ schema, source }));
    expect(join([one, other].filter((given) => given !== undefined)).said).toEqual([
      "types-differ a.md,b.md",
    ]);
  });

  it("makes of no schema one that accepts anything", () => {
    expect(join([])).toEqual({ schema: {}, said: [] });
  });
});
