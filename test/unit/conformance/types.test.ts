import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/openapi/json.ts";
import { checkTypes } from "../../conformance/catalog/types.ts";
import { KITE_PAGES } from "../../helpers/kite-client.ts";
import { makeModelPage, merge } from "../../helpers/pages.ts";

/** The pages of kites, and one more that documents an example. */
function check(model: string, example: JsonObject, properties: JsonObject = { wind: { type: "integer" } }) {
  const schema = { $ref: "#/components/schemas/KiteRequest" };
  const content = { "application/json": { schema, examples: { one: { value: example } } } };
  const page = makeModelPage(model, { properties, operation: { requestBody: { required: true, content } } });
  return checkTypes(process.cwd(), merge(...KITE_PAGES, page).document);
}

describe("checkTypes", () => {
  it("writes examples as calls in both forms, misspells a parameter of every model in both, and leaves the model out", async () => {
    const { longestMessage, ...report } = await check("kite-3", { model: "kite-3", wind: 1 });
    expect(report).toEqual({ calls: 2, mistaken: 20, failures: [] });
    expect(longestMessage).toBeGreaterThan(0);
  });

  it("fails on an example that is no value of its type", async () => {
    const { failures } = await check("kite-3", { model: "kite-3", wind: "strong" });
    expect(failures).toHaveLength(3);
    for (const failure of failures)
      expect(failure).toMatch(/^The types refuse an example. wind: Type 'string'/);
  });

  it("fails on a message longer than anybody reads", async () => {
    const model = `kite-${"3".repeat(400)}`;
    const { failures, longestMessage } = await check(model, { model });
    expect(longestMessage).toBeGreaterThan(400);
    expect(failures).toHaveLength(2);
    expect(failures[0]).toMatch(/^The compiler is unclear about windx. Of evolink/);
  });
});
