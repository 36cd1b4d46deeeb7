import ts from "typescript";
import { expect, it } from "vitest";
import { renderClient } from "../../../../scripts/render/client/index.ts";
import { prepareRender } from "../../../../scripts/render/shared/render-input.ts";
import { makeModelPage, merge } from "../../../helpers/pages.ts";

function render(operation: Parameters<typeof makeModelPage>[1]): string {
  const { document } = merge(makeModelPage("kite-1", operation));
  return renderClient(prepareRender(document));
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

it("a form is sent as one, with its files", async () => {
  const file = { type: "string", format: "binary" };
  const schema = { type: "object", properties: { file, tags: { type: "array" }, wind: { type: "object" } } };
  const content = { "multipart/form-data": { schema } };
  const text = render({ operation: { requestBody: { required: true, content } } });
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022 },
  });
  const { createKiteFlight } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
  const client = { POST: (_: string, options: object) => options };
  const body = { file: new File(["wind"], "wind.txt"), tags: ["a", 1], wind: { speed: 3 }, tail: undefined };
  const { bodySerializer } = createKiteFlight(client, body);
  const form: FormData = bodySerializer(body);
  expect([...form.keys()]).toEqual(["file", "tags", "tags", "wind"]);
  expect(form.getAll("tags")).toEqual(["a", "1"]);
  expect(form.get("wind")).toBe('{"speed":3}');
  expect(form.get("file")).toMatchObject({ name: "wind.txt", size: 4 });
  expect(render({})).not.toContain("toForm");
});

it("a table closes where it began, empty or not, and one blank line parts the statements", () => {
  const text = render({});
  expect(text).toContain("export const taskCollections = {} as const;\n\n/**");
  expect(text).toContain("\n} as const;\n\n/**");
  expect(text).not.toMatch(/^ +[}\]] as const|\n\n\n/m);
});
