import { describe, expect, it } from "vitest";
import { readPageSchemas } from "../../../../../../scripts/pipeline/merge/page/shared-schemas.ts";
import { createComponents } from "../../../../../../scripts/pipeline/merge/schemas/components.ts";
import type { JsonObject } from "../../../../../../src/openapi/json.ts";

const refTo = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** One merge in which a page shares a schema. */
function share(document: JsonObject, schema: JsonObject) {
  const components = createComponents();
  const said: string[] = [];
  const page = readPageSchemas(
    { file: "kite.json", document },
    { components, report: ({ message }) => said.push(message) },
  );
  const shared = page.share(schema);
  return { shared, said, used: components.listUsed(shared) };
}

describe("readPageSchemas", () => {
  const Tail = { type: "object", properties: { knot: refTo("Knot"), tail: refTo("Tail") } };
  const document = { components: { schemas: { Tail, Knot: { type: "string" } } } };
  const schema = { type: "object", properties: { tail: refTo("Tail") } };

  it("makes the same object of a schema in the next merge, and adds all it leads to there, too", () => {
    const first = share(document, schema);
    const second = share(document, schema);
    expect(second.shared).toBe(first.shared);
    expect(Object.keys(first.used).map((name) => name.replace(/_.*/, ""))).toEqual(["Knot", "Tail"]);
    expect(second.used).toEqual(first.used);
  });

  it("reports in each merge what a page does not have", () => {
    const page = { components: { schemas: {} } };
    const lost = { properties: { wind: refTo("Wind") } };
    const reports = [share(page, { type: "string" }), share(page, lost), share(page, lost)].map(
      ({ said }) => said.length,
    );
    expect(reports).toEqual([0, 1, 1]);
  });

  it("reports it in each merge also where a component leads there, and only by another one", () => {
    const [Line, Knot] = [{ items: refTo("Knot") }, { properties: { wind: refTo("Wind") } }];
    const page = { components: { schemas: { Line, Knot } } };
    const schema = { properties: { line: refTo("Line") } };
    expect([share(page, schema), share(page, schema)].map(({ said }) => said.length)).toEqual([1, 1]);
  });
});
