import { expect, it } from "vitest";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import { makeModelPage, makePage, merge, type PageFacts } from "../../../../helpers/pages.ts";

const wind = (more: JsonObject = {}): JsonObject => ({
  name: "wind",
  in: "query",
  required: true,
  schema: { type: "string" },
  ...more,
});
const page = (model: string, ...parameters: Json[]) => makeModelPage(model, { operation: { parameters } });

it.each<[string, JsonObject[][], boolean]>([
  ["all pages require", [[wind()], [wind()]], true],
  ["one page does not require", [[wind()], [wind({ required: false })]], false],
  ["one page says nothing of", [[wind()], [{ name: "wind", in: "query", schema: {} }]], false],
  ["one page does not have", [[wind()], []], false],
])("a parameter that %s is required: %s", (_, [one = [], other = []], required) => {
  const { operation } = merge(page("kite-1", ...one), page("kite-2", ...other));
  expect(operation().parameters).toMatchObject([{ name: "wind", required }]);
});

it("parameters are distinguished by place and name, sorted by them, and described as on the page of each model", () => {
  const { operation, problems } = merge(
    page("kite-1", wind({ description: "One" }), wind({ in: "header" }), wind({ name: "calm" })),
    page("kite-2", wind({ description: "Two", schema: { type: "integer" } })),
  );
  expect(operation().parameters).toEqual([
    { name: "wind", in: "header", required: false, schema: { type: "string" } },
    { name: "calm", in: "query", required: false, schema: { type: "string" } },
    {
      name: "wind",
      in: "query",
      description: "- `kite-1`: One\n- `kite-2`: Two",
      required: true,
      schema: { type: ["string", "integer"] },
    },
  ]);
  const required = "Some pages require this, others do not, or lack it. Read as optional.";
  expect(problems.map(({ kind, message }) => [kind, message])).toEqual([
    ["values-differ", `createKiteFlight, parameters/wind: ${required} Seen in kite-1.md (string).`],
    ["values-differ", `createKiteFlight, parameters/calm: ${required} Seen in kite-1.md (string).`],
    ["types-differ", expect.stringContaining("createKiteFlight, parameters/wind: ")],
  ]);
});

it("a parameter that pages write in different forms has that of the first, and the others are reported", () => {
  const content = { "text/plain": { schema: { type: "string" } } };
  const { operation, problems } = merge(
    page("kite-1", wind({ style: "form" })),
    page("kite-2", { name: "wind", in: "query", required: true, content, style: "pipeDelimited" }),
  );
  expect(operation().parameters).toEqual([
    { name: "wind", in: "query", required: true, style: "form", schema: { type: "string" } },
  ]);
  expect(problems).toMatchObject([
    {
      kind: "not-joinable",
      file: "kite-2.md",
      pointer: "#/paths/~1v1~1kites~1flights/post/parameters/0",
      message: expect.stringContaining("Pages describe this in a schema and text/plain. Read as the first."),
    },
    {
      file: "kite-2.md",
      message: "`style` of wind is another one on the first page that has it. Left out.",
    },
  ]);
});

it("a parameter is written as those pages say that say it", () => {
  const style = { style: "form", explode: false, allowReserved: true, allowEmptyValue: true };
  const { operation, problems } = merge(page("kite-1", wind()), page("kite-2", wind(style)));
  expect(operation().parameters).toEqual([wind(style)]);
  expect(problems).toEqual([]);
});

it("a parameter of the path is required, whatever the page says, and has the content that it is said to have", () => {
  const parameter = {
    name: "id",
    in: "path",
    content: { "application/json": { schema: { type: "string" }, example: "kite" } },
  };
  const { operation } = merge(makePage({ path: "/v1/kites/{id}", operation: { parameters: [parameter] } }));
  expect(operation("/v1/kites/{id}").parameters).toStrictEqual([{ ...parameter, required: true }]);
});

it("a model in the path may be each model of its pages, and any where none names one", () => {
  const models = (file: string, schema: JsonObject) =>
    makePage({
      file,
      path: "/v1/models/{model}:fly",
      operation: { parameters: [{ name: "model", in: "path", required: true, schema }] },
    });
  const schemaOf = (...pages: ReturnType<typeof models>[]) => {
    const merged = merge(...pages);
    expect(merged.problems).toEqual([]);
    return (merged.operation("/v1/models/{model}:fly").parameters as JsonObject[])[0]?.schema;
  };
  expect(
    schemaOf(models("a.md", { enum: ["kite-2"] }), models("b.md", { enum: ["kite-1", "kite-2"] })),
  ).toEqual({
    type: "string",
    enum: ["kite-1", "kite-2"],
  });
  const short = models("a.md", { type: "string", maxLength: 3 });
  expect(schemaOf(short)).toEqual({ type: "string", maxLength: 3 });
  expect(schemaOf(short, models("b.md", { type: "string", enum: ["kite-2"] }))).toEqual({
    type: "string",
    enum: ["kite-2"],
  });
});

it("a parameter called model in the query is one like any other", () => {
  const model = (value: string) => wind({ name: "model", schema: { type: "string", enum: [value] } });
  const { operation, problems } = merge(page("kite-1", model("b")), page("kite-2", model("a")));
  expect(operation().parameters).toMatchObject([{ schema: { type: "string", enum: ["b", "a"] } }]);
  expect(problems).toMatchObject([{ kind: "values-differ" }]);
});

it("a parameter of the path that is no model has the schemas of its pages", () => {
  const parameters = [{ name: "id", in: "path", schema: { type: "integer" } }];
  const { operation } = merge(makePage({ path: "/v1/kites/{id}", operation: { parameters } }));
  expect(operation("/v1/kites/{id}").parameters).toMatchObject([{ name: "id", schema: { type: "integer" } }]);
});

it("a parameter is deprecated where all pages say so, and else under the models whose pages do", () => {
  const old = wind({ deprecated: true });
  const read = (...given: JsonObject[]) =>
    merge(...given.map((one, index) => page(`kite-${index + 1}`, one))).operation().parameters;
  expect(read(old, old)).toEqual([old]);
  expect(read(old, wind())).toEqual([wind({ description: "- `kite-1`: Deprecated." })]);
});

it("the models of a path are sorted, whatever the order of their pages", () => {
  const fly = (model: string, operationId: string) =>
    makePage({ file: `${model}.md`, path: `/v1/models/${model}:fly`, operationId });
  const { operation } = merge(fly("kite-2", "a"), fly("kite-1", "b"));
  expect(operation("/v1/models/{model}:fly").parameters).toMatchObject([
    { schema: { enum: ["kite-1", "kite-2"] } },
  ]);
});

it("what pages say differently of a parameter or a header is reported at its place", () => {
  const given = (type: string): JsonObject => ({
    name: "filter",
    in: "query",
    schema: { type: "object", properties: { wind: { type } } },
  });
  const told = (type: string): PageFacts => ({
    document: { components: { parameters: { Filter: given(type) } } },
    operation: {
      parameters: [
        wind({ name: "rain" }),
        wind({ schema: { type } }),
        { $ref: "#/components/parameters/Filter" },
      ],
      responses: {
        "200": { description: "", headers: { "x-cost": { required: type === "string", schema: { type } } } },
      },
    },
  });
  const { problems } = merge(
    makeModelPage("kite-1", told("string")),
    makeModelPage("kite-2", told("integer")),
  );
  const at = "#/paths/~1v1~1kites~1flights/post";
  expect(problems.map(({ pointer }) => pointer)).toEqual(
    expect.arrayContaining([
      "#/components/parameters/Filter/schema/properties/wind",
      `${at}/parameters/1/schema`,
      `${at}/responses/200/headers/x-cost/schema`,
      `${at}/responses/200/headers/x-cost`,
    ]),
  );
});

it("what pages say differently of a parameter of the path is reported at the path", () => {
  const told = (file: string, type: string) =>
    makePage({
      file,
      path: "/v1/kites/{id}",
      document: {
        paths: {
          "/v1/kites/{id}": {
            parameters: [{ name: "id", in: "path", required: true, schema: { type } }],
            post: { operationId: "fly", responses: { "200": { description: "" } } },
          },
        },
      },
    });
  expect(merge(told("a.md", "string"), told("b.md", "integer")).problems).toMatchObject([
    { pointer: "#/paths/~1v1~1kites~1{id}/parameters/0/schema" },
  ]);
});
