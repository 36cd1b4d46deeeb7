import { expect, it } from "vitest";
import { listRequested } from "../../../../../src/openapi/tasks/requested.ts";

const text = { type: "string" };

it("listRequested names what any variant of a request has, and what stands in its objects", () => {
  const document = {
    components: {
      schemas: {
        Kite: { type: "object", properties: { prompt: text, like: { $ref: "#/components/schemas/Kite" } } },
      },
    },
  };
  const input = { type: "object", properties: { image_url: text, size: { properties: { width: text } } } };
  const schema = {
    allOf: [{ $ref: "#/components/schemas/Kite" }],
    oneOf: [{ properties: { input } }, { properties: { video_url: text } }],
  };
  const requestBody = { content: { "application/json": { schema } } };
  expect(listRequested(document, requestBody).sort()).toEqual(
    ["prompt", "like", "input", "image_url", "size", "video_url"].sort(),
  );
});
