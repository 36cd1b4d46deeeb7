import { describe, expect, it } from "vitest";
import { prepareRender } from "../../../../../scripts/render/shared/render-input.ts";
import { renderValidators } from "../../../../../scripts/render/validators/index.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import type { Validator } from "../../../../../src/validation/validator.ts";
import { makeModelPage, makePage, merge } from "../../../../helpers/pages.ts";

describe("the validator of a body that several models share", () => {
  it("says one thing of one mistake, also where a page has lost its models to others", async () => {
    const wind = { wind: { type: "integer" } };
    const { document } = merge(
      makePage({ file: "overview.md", model: { enum: ["kite-1", "kite-2"] } }),
      makeModelPage("kite-1", { properties: wind }),
      makeModelPage("kite-2", { properties: wind }),
    );
    const code = await renderValidators(prepareRender(document));
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

describe("the validator of a form", () => {
  it("takes a file as a program has it, or its bytes as text, and nothing else for one", async () => {
    const schema = {
      type: "object",
      required: ["file"],
      properties: { file: { type: "string", format: "binary" }, folder: { type: "string" } },
    };
    const content = { "multipart/form-data": { schema } };
    const { document } = merge(makePage({ operation: { requestBody: { required: true, content } } }));
    const code = await renderValidators(prepareRender(document));
    const { createKiteFlightBody }: { createKiteFlightBody: Validator } = await import(
      `data:text/javascript,${encodeURIComponent(code)}`
    );
    const messages = (body: object) => {
      const result = createKiteFlightBody.validate(body);
      return result.ok ? [] : result.problems.map(({ message }) => message);
    };
    expect(messages({ file: new Blob(["wind"]), folder: "kites" })).toEqual([]);
    expect(messages({ file: new File(["wind"], "wind.txt") })).toEqual([]);
    expect(messages({ file: "wind" })).toEqual([]);
    expect(messages({ file: 5 })).toEqual(["file must be a file, got 5"]);
    expect(messages({ file: { name: "wind.txt" } })).toEqual([
      'file must be a file, got {"name":"wind.txt"}',
    ]);
    expect(messages({ folder: "kites" })).toEqual(["file is required and must be a file"]);
  });
});

describe("a validator of texts that look like code", () => {
  it("takes them for texts", async () => {
    const word = { type: "string", enum: ["require(", ")", 'const a = require("b")', "$.load("] };
    const messages = await compilePart([word as JsonObject, { type: "integer" }]);
    expect(messages(5 as never)).toEqual([]);
    expect(messages("require(" as never)).toEqual([]);
    expect(messages("require" as never)).toHaveLength(1);
  });
});

describe("a word out of many that is not right", () => {
  it("gets the nearest of them in the message, and all of them in what was expected", async () => {
    const models = ["sparrow-1", "sparrow-2-pro", ...Array.from({ length: 20 }, (_, at) => `gull-${at}`)];
    const { document } = merge(...models.map((model) => makeModelPage(model)));
    const code = await renderValidators(prepareRender(document));
    const { createKiteFlightBody }: { createKiteFlightBody: Validator } = await import(
      `data:text/javascript,${encodeURIComponent(code)}`
    );
    const result = createKiteFlightBody.validate({ model: "sparow-2" });
    const [problem, ...others] = result.ok ? [] : result.problems;
    expect(others).toEqual([]);
    expect(problem?.message).toMatch(
      /^model must be "sparrow-1", "sparrow-2-pro", ("gull-\d+", ){2}"gull-\d+" or one of 17 others, got "sparow-2"$/,
    );
    for (const model of models) expect(problem?.expected).toContain(JSON.stringify(model));
  });
});

const part = (type: string, name: string) => ({
  type: "object",
  required: ["type", name],
  properties: { type: { const: type }, [name]: { type: "string" } },
});

/** What a validator says of a part of a body that is one of some kinds. */
async function compilePart(kinds: JsonObject[]): Promise<(part: object) => string[]> {
  const { document } = merge(makeModelPage("kite-1", { properties: { part: { oneOf: kinds } } }));
  const code = await renderValidators(prepareRender(document));
  const { createKiteFlightBody }: { createKiteFlightBody: Validator } = await import(
    `data:text/javascript,${encodeURIComponent(code)}`
  );
  return (part) => {
    const result = createKiteFlightBody.validate({ model: "kite-1", part });
    return result.ok ? [] : result.problems.map(({ message }) => message);
  };
}

describe("the validator of a part that has one of several types", () => {
  it("says what is wrong with the type that was named, not that another was not", async () => {
    const messages = await compilePart([part("text", "text"), part("image", "url")]);
    expect(messages({ type: "text", text: "wind" })).toEqual([]);
    expect(messages({ type: "text", text: 5 })).toEqual(["part.text must be a string, got 5"]);
    expect(messages({ type: "image" })).toEqual(["part.url is required and must be a string"]);
  });

  it("names all types in one problem where none of them was named", async () => {
    const messages = await compilePart([part("text", "text"), part("image", "url")]);
    expect(messages({ type: "kite", text: "wind" })).toEqual([
      'part.type must be "text" or "image", got "kite"',
    ]);
    expect(messages({ type: 5 })).toEqual(['part.type must be "text" or "image", got 5']);
    expect(messages({ text: "wind" })).toEqual(['part.type is required and must be "text" or "image"']);
  });

  it("knows the type named also where one of them may be left out, and where types fix a name, too", async () => {
    const free = {
      type: "object",
      required: ["schema"],
      properties: { type: { anyOf: [{ const: "free" }, { type: "null" }] }, name: { type: "string" } },
    };
    const named = (type: string, name: string) => ({
      type: "object",
      required: ["type", "name"],
      properties: { name: { const: name }, size: { type: "integer" }, type: { const: type } },
    });
    const messages = await compilePart([free, named("short", "s"), named("long", "l")]);
    expect(messages({ type: "long", name: "l", size: "big" })).toEqual([
      'part.size must be an integer, got "big"',
    ]);
    expect(messages({ type: "free" })).toEqual(["part.schema is required"]);
    expect(messages({ type: "long", name: 5 })).toEqual([expect.stringMatching(/^part\.name must be /)]);
  });

  it("says nothing of other types whose parts have types of their own", async () => {
    const holder = (type: string, content: JsonObject): JsonObject => ({
      type: "object",
      required: ["type", "content"],
      properties: { type: { const: type }, content },
    });
    const flight = {
      ...part("flight", "to"),
      properties: { type: { const: "flight" }, metres: { type: "integer" } },
    };
    const messages = await compilePart([
      holder("kite", { oneOf: [part("broken", "why"), { ...flight, required: ["type"] }] }),
      holder("list", { type: "array", items: {} }),
      holder("either", { anyOf: [{ type: "string" }, { type: "array" }] }),
      holder("bird", { oneOf: [part("lost", "where"), part("found", "where")] }),
    ]);
    expect(messages({ type: "kite", content: { type: "flight", metres: null } })).toEqual([
      "part.content.metres must be an integer, got null",
    ]);
    expect(messages({ type: "bird", content: { type: "flight" } })).toEqual([
      'part.content.type must be "lost" or "found", got "flight"',
    ]);
    expect(messages({ type: "list", content: "wind" })).toEqual([
      'part.content must be a list, each any value, got "wind"',
    ]);
  });
});
