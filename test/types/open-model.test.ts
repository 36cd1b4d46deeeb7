import { expect, it } from "vitest";
import { compileModules } from "../conformance/catalog/compile.ts";
import { buildDocument } from "../helpers/catalogs/build-document.ts";
import { renderTypes } from "../helpers/kite-client.ts";
import { makePage } from "../helpers/pages.ts";
import { createBodyVerdicts } from "../helpers/schemas/body-verdicts.ts";

it("a model that its page leaves open is open and optional in type, collection, validator and mock", async () => {
  const document = await buildDocument(
    makePage({
      path: "/v1/talk/answers",
      model: { anyOf: [{ type: "string" }, { type: "string", enum: ["talk-1"] }] },
      properties: { words: { type: "string" } },
      required: ["words"],
      response: { type: "object", properties: { said: { type: "string" } } },
    }),
  );
  const { validate, ask } = await createBodyVerdicts(document);
  for (const body of [
    { words: "a" },
    { words: "a", model: "talk-1" },
    { words: "a", model: "of tomorrow" },
  ]) {
    expect(validate(body)).toEqual([]);
    expect(await ask(body)).toEqual([]);
  }
  expect(validate({ words: "a", model: 5 })).toHaveLength(1);
  const lines = [
    'evolink.talk.create({ words: "a" });',
    'evolink.talk.create({ words: "a", model: "of tomorrow" });',
    'createTalkAnswer({} as Client, { words: "a" });',
    'evolink.talk.create({ words: "a", model: 5 });',
  ].map(
    (line) =>
      `import { type Client, createTalkAnswer } from "./generated/client.ts";\nimport type { Evolink } from "./src/index.ts";\ndeclare const evolink: Evolink;\n${line}\nexport { createTalkAnswer, type Client };`,
  );
  const modules = new Map(lines.map((line, index) => [`line-${index}.ts`, line]));
  const settings = { files: renderTypes(document), options: { types: [] } };
  const found = [...compileModules(process.cwd(), modules, settings)];
  const wrong = found.filter(([, complaints]) => complaints.length > 0).map(([name]) => name);
  expect(wrong).toEqual(["line-3.ts"]);
});
