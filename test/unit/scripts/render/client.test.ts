import { expect, it } from "vitest";
import { renderClient } from "../../../../scripts/render/client.ts";
import { listOperationFacts } from "../../../../scripts/render/facts.ts";
import { makeModelPage, merge } from "../../../helpers/pages.ts";

function render(operation: Parameters<typeof makeModelPage>[1]): string {
  const { document } = merge(makeModelPage("kite-1", operation));
  return renderClient(listOperationFacts(document), { from: "a test", edit: "it" });
}

it("the function of a page takes the parameters of its operation too", () => {
  const parameters = [{ name: "wind", in: "query", schema: { type: "integer" } }];
  const text = render({ operation: { parameters } });
  expect(text).toContain(
    'createKiteFlightKite1(client: Client, parameters: operations["createKiteFlight"]["parameters"], params: ',
  );
  expect(text).toContain('createKiteFlight(client, parameters, { ...params, model: "kite-1" }, options)');
  expect(render({})).toContain('createKiteFlight(client, { ...params, model: "kite-1" }, options)');
});

it("a success may be a range of statuses", () => {
  const text = render({
    operation: {
      responses: { "2XX": { description: "Done", content: { "application/json": { schema: {} } } } },
    },
  });
  expect(text).toContain('operations["createKiteFlight"]["responses"]["2XX"]["content"]');
});
