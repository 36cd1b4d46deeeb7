import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { createCache } from "../../../../../scripts/cache.ts";
import { prepareRender } from "../../../../../scripts/render/shared/render-input.ts";
import { renderValidators } from "../../../../../scripts/render/validators/index.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import { componentSchemas } from "../../../../../src/openapi/references.ts";
import type { Validator } from "../../../../../src/validation/validator.ts";
import { makePage, merge } from "../../../../helpers/pages.ts";

const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const named = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  ...more,
});
const text: JsonObject = { type: "string" };

/** Two operations whose bodies have these components in common. */
function mergeBodies(schemas: JsonObject, properties: JsonObject, more: JsonObject = {}): JsonObject {
  const post = (operationId: string, tail: JsonObject) => ({
    post: {
      operationId,
      requestBody: {
        content: { "application/json": { schema: named({ ...properties, ...tail }, more) } },
      },
      responses: { "200": { description: "Well." } },
    },
  });
  const paths = { "/v1/kites": post("createKite", {}), "/v1/planes": post("createPlane", { tail: text }) };
  const { document } = merge(makePage({ document: { paths, components: { schemas } } }));
  return document;
}

const cache = createCache();

async function readValidators(document: JsonObject) {
  const code = await renderValidators(prepareRender(document, { cache }));
  const { validators }: { validators: Record<string, Validator> } = await import(
    `data:text/javascript,${encodeURIComponent(code)}`
  );
  const messages = (body: Json) =>
    Object.values(validators).map((validator) => {
      const result = validator.validate(body);
      return result.ok ? [] : result.problems.map(({ message }) => message);
    });
  return { code, messages };
}

describe("renderValidators, components", () => {
  it("has the code of one once, whatever refers to it, and one that refers to itself", async () => {
    const node = named({ name: { type: "string", maxLength: 4321 }, next: refTo("Node") });
    const { code, messages } = await readValidators(
      mergeBodies({ Node: node }, { first: refTo("Node"), second: refTo("Node") }),
    );
    expect(code.match(/"maxLength":4321/g)).toHaveLength(1);
    const wrong = { first: { next: { next: { name: 5 } } }, second: {} };
    const message = "first.next.next.name must be a string of at most 4321 characters, got 5";
    expect(messages(wrong)).toEqual([[message], [message]]);
    expect(messages({ first: { next: {} } })).toEqual([[], []]);
  });

  it("asks of components that refer to one another, in whichever order they stand", async () => {
    const { messages } = await readValidators(
      mergeBodies({ A: named({ b: refTo("B") }), B: named({ a: refTo("A"), n: text }) }, { b: refTo("B") }),
    );
    expect(messages({ b: { a: { b: { n: 1 } } } })[0]).toEqual(["b.a.b.n must be a string, got 1"]);
  });

  it("takes the variant of a union that the discriminator names", async () => {
    const kind = (value: string, more: JsonObject) =>
      named({ kind: { type: "string", const: value }, ...more }, { required: ["kind"] });
    const { messages } = await readValidators(
      mergeBodies(
        { Cat: kind("cat", { lives: { type: "integer" } }), Dog: kind("dog", { bark: text }) },
        { pet: { oneOf: [refTo("Cat"), refTo("Dog")] } },
      ),
    );
    expect(messages({ pet: { kind: "cat", lives: "nine" } })[0]).toEqual([
      'pet.lives must be an integer, got "nine"',
    ]);
    expect(messages({ pet: { kind: "dog", lives: "nine" } })).toEqual([[], []]);
    expect(messages({ pet: { kind: "cow" } })[0]).toEqual(['pet.kind must be "cat" or "dog", got "cow"']);
  });

  it("counts what a component has looked at, where what nobody looked at is refused", async () => {
    const schemas = { Pet: { anyOf: [named({ name: text }), named({ id: { type: "integer" } })] } };
    const { messages } = await readValidators(
      mergeBodies(
        schemas,
        { age: { type: "integer" } },
        { allOf: [refTo("Pet")], unevaluatedProperties: false },
      ),
    );
    expect(messages({ name: "Tom", age: 3 })[0]).toEqual([]);
    expect(messages({ name: "Tom", wings: 2 })[0]).toEqual([expect.stringContaining("wings must be absent")]);
  });

  it("reads what is nothing but a reference as what that leads to", async () => {
    const document = mergeBodies({ Name: text }, { name: refTo("Name") });
    const components = componentSchemas(document);
    const name = Object.keys(components).find((key) => key.startsWith("Name_")) ?? "";
    components["Other.name"] = components[name] ?? {};
    components[name] = refTo("Other.name");
    const { messages } = await readValidators(document);
    expect(messages({ name: 5 })[0]).toEqual(["name must be a string, got 5"]);
  });

  it("lets a bundler leave out what the imported validators do not refer to", async () => {
    const tails = { Tail: { type: "string", maxLength: 4321 }, Wing: { type: "string", maxLength: 1234 } };
    const bodyOf = (name: string) => ({
      content: { "application/json": { schema: named({ part: refTo(name) }) } },
    });
    const post = (operationId: string, name: string) => ({
      post: { operationId, requestBody: bodyOf(name), responses: { "200": { description: "Well." } } },
    });
    const paths = { "/v1/kites": post("createKite", "Tail"), "/v1/planes": post("createPlane", "Wing") };
    const { document } = merge(makePage({ document: { paths, components: { schemas: tails } } }));
    const contents = await renderValidators(prepareRender(document, { cache }));
    const { outputFiles } = await build({
      stdin: { contents: 'export { createKiteBody } from "validators"', loader: "js" },
      plugins: [
        {
          name: "validators",
          setup: (plugin) => {
            plugin.onResolve({ filter: /^validators$/ }, () => ({ path: "validators", namespace: "memory" }));
            plugin.onLoad({ filter: /./, namespace: "memory" }, () => ({ contents }));
          },
        },
      ],
      bundle: true,
      write: false,
      format: "esm",
    });
    expect(outputFiles[0]?.text).toContain("4321");
    expect(outputFiles[0]?.text).not.toContain("1234");
  });
});
