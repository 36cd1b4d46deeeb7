import { describe, expect, it } from "vitest";
import { renderValidators } from "../../../../scripts/render/validators/index.ts";
import type { Validator } from "../../../../scripts/render/validators/runtime.ts";
import { makeModelPage, makePage, merge } from "../../../helpers/pages.ts";

describe("the validator of a body that several models share", () => {
  it("says one thing of one mistake, also where a page has lost its models to others", async () => {
    const wind = { wind: { type: "integer" } };
    const { document } = merge(
      makePage({ file: "overview.md", model: { enum: ["kite-1", "kite-2"] } }),
      makeModelPage("kite-1", { properties: wind }),
      makeModelPage("kite-2", { properties: wind }),
    );
    const origin = { from: "kites", remake: "npm run generate" } as never;
    const code = await renderValidators(document, origin, process.cwd());
    const module: { createKiteFlightBody: Validator } = await import(
      `data:text/javascript,${encodeURIComponent(code)}`
    );
    const messages = (body: object) => {
      const result = module.createKiteFlightBody.validate(body);
      return result.ok ? [] : result.problems.map(({ message }) => message);
    };
    expect(messages({ model: "kite-2", wind: 3 })).toEqual([]);
    expect(messages({ model: "kite-2", wind: "strong" })).toEqual(['wind must be an integer, got "strong"']);
    expect(messages({ model: "kite-3" })).toEqual(['model must be "kite-1" or "kite-2", got "kite-3"']);
  });
});

describe("the validator of a part that has one of several types", () => {
  it("says what is wrong with the type that was named, not that another was not", async () => {
    const part = (type: string, name: string) => ({
      type: "object",
      required: ["type", name],
      properties: { type: { const: type }, [name]: { type: "string" } },
    });
    const parts = { type: "array", items: { oneOf: [part("text", "text"), part("image", "url")] } };
    const { document } = merge(makeModelPage("kite-1", { properties: { parts } }));
    const code = await renderValidators(document, { from: "kites", edit: "them" }, process.cwd());
    const { createKiteFlightBody }: { createKiteFlightBody: Validator } = await import(
      `data:text/javascript,${encodeURIComponent(code)}`
    );
    const messages = (item: object) => {
      const result = createKiteFlightBody.validate({ model: "kite-1", parts: [item] });
      return result.ok ? [] : result.problems.map(({ message }) => message);
    };
    expect(messages({ type: "text", text: 5 })).toContain("parts[0].text must be a string, got 5");
    expect(messages({ type: "text", text: 5 }).join()).not.toContain("type must be");
    expect(messages({ type: "kite" }).join()).toContain('parts[0].type must be "text"');
  });
});
