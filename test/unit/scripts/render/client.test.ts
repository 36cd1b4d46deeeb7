import { expect, it } from "vitest";
import { renderClient } from "../../../../scripts/render/client/index.ts";
import { prepareRender } from "../../../../scripts/render/shared/render-input.ts";
import { objectAt } from "../../../../src/openapi/json.ts";
import { importRendered } from "../../../helpers/kite-client.ts";
import { makeModelPage, makePage, merge } from "../../../helpers/pages.ts";
import { compileGenerated } from "../../../helpers/schemas/compile-types.ts";

function render(operation: Parameters<typeof makeModelPage>[1]): string {
  const { document } = merge(makeModelPage("kite-1", operation));
  return renderClient(prepareRender(document));
}

it("the function of a page takes the parameters of its operation too, and what may be empty only where it must", () => {
  const wind = { name: "wind", in: "query", schema: { type: "integer" } };
  const text = render({ operation: { parameters: [wind] } });
  const parameters = 'parameters: operations["createKiteFlight"]["parameters"]';
  const params = 'params: Without<components["schemas"]["KiteRequestKite1"], "model">';
  expect(text).toContain(`createKiteFlightKite1(client: Client, ${parameters} = {}, ${params} = {}, options`);
  expect(text).toContain('createKiteFlight(client, parameters, { ...params, model: "kite-1" }, options)');
  expect(render({})).toContain('createKiteFlight(client, { ...params, model: "kite-1" }, options)');
  const windy = { operation: { parameters: [{ ...wind, required: true }] } };
  expect(render(windy)).toContain(`createKiteFlightKite1(client: Client, ${parameters}, ${params} = {}`);
  const needy = { operation: { parameters: [wind] }, required: ["model", "text"], properties: { text: {} } };
  expect(render(needy)).toContain(`createKiteFlightKite1(client: Client, ${parameters}, ${params}, options`);
});

it.each([
  ["may be left out where none is needed", false, " = {}"],
  ["is demanded where one is", true, ""],
])("what a function takes as parameters alone %s", (_, required, initial) => {
  const wind = { name: "wind", in: "query", required, schema: { type: "integer" } };
  const page = makePage({ method: "get", operation: { parameters: [wind] } });
  const text = renderClient(prepareRender(merge(page).document));
  expect(text).toMatch(new RegExp(`params: operations\\["\\w+"\\]\\["parameters"\\]${initial}, options`));
});

it.each([true, { type: "string" }])(
  "the function of a page compiles where its request has additionalProperties: %j",
  async (more) => {
    const page = makeModelPage("kite-1", {
      properties: { text: { type: "string" } },
      required: ["model", "text"],
    });
    objectAt(page.document, "components", "schemas", "KiteRequest").additionalProperties = more;
    expect(await compileGenerated([merge(page, makeModelPage("kite-2")).document])).toEqual([]);
  },
);

it("a page has no function whose request has another media type than the operation's function sends", () => {
  const vendor = makeModelPage("kite-2");
  const body = objectAt(vendor.document, "paths", "/v1/kites/flights", "post", "requestBody");
  body.content = { "application/vnd.kite+json": objectAt(body, "content", "application/json") };
  const text = renderClient(prepareRender(merge(makeModelPage("kite-1"), vendor).document));
  expect(text).toContain("export function createKiteFlightKite1(");
  expect(text).not.toContain("createKiteFlightKite2");
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
  const schema = { type: "object", properties: { file, tags: { type: "array" } } };
  const content = { "multipart/form-data": { schema } };
  const page = makeModelPage("kite-1", { operation: { requestBody: { required: true, content } } });
  const { createKiteFlight } = (await importRendered(merge(page).document, renderClient)) as unknown as {
    createKiteFlight: (client: object, body: object) => Promise<{ bodySerializer: () => FormData }>;
  };
  const client = { POST: (_: string, options: object) => options };
  const body = { file: new File(["wind"], "wind.txt"), tags: ["a", 1], tail: undefined };
  const { bodySerializer } = await createKiteFlight(client, body);
  const form = bodySerializer();
  expect([...form.keys()]).toEqual(["file", "tags", "tags"]);
  expect(form.getAll("tags")).toEqual(["a", "1"]);
  expect(form.get("file")).toMatchObject({ name: "wind.txt", size: 4 });
  expect(render({})).not.toMatch(/toInit|requests/);
});

it("the table names the media type of a body that is no JSON", () => {
  const content = { "image/*": { schema: {} } };
  const page = makeModelPage("kite-1", { operation: { requestBody: { required: true, content } } });
  const text = renderClient(prepareRender(merge(page).document));
  expect(text).toMatch(/createKiteFlight: \{ method: "post".*, body: "image\/\*" \}/);
  expect(render({})).not.toMatch(/method: "post".* body:/);
});

it("the table names the media type of JSON of its own, and the parameters that are headers", () => {
  const content = { "application/merge-patch+json": { schema: { type: "object" } } };
  const parameters = ["X-Wind", "height"].map((name, index) => ({
    name,
    in: index === 0 ? "header" : "query",
    schema: { type: "string" },
  }));
  const page = makeModelPage("kite-1", {
    operation: { requestBody: { required: true, content }, parameters },
  });
  const text = renderClient(prepareRender(merge(page).document));
  expect(text).toMatch(/method: "post".*, body: "application\/merge-patch\+json", headers: \["X-Wind"\] \}/);
  expect(render({})).not.toMatch(/method: "post".* headers:/);
});

it("a table closes where it began, empty or not, and one blank line parts the statements", () => {
  const text = render({});
  const empty = renderClient(prepareRender({ ...merge(makeModelPage("kite-1")).document, paths: {} }));
  expect(empty).toContain("export const operationTable = {} as const;\n\n/**");
  expect(text).toContain("\n} as const;\n\n/**");
  expect(text).not.toMatch(/^ +[}\]] as const|\n\n\n/m);
});

it("the table says where a response has the task that is made, what asks for it, and where a request names one", () => {
  const text = { type: "string" };
  const job = { type: "object", properties: { id: text, status: { enum: ["queued", "done"] } } };
  const renderTable = (response: object, properties = {}) => {
    const query = makePage({ file: "job.md", method: "get", path: "/v2/jobs/{id}", response: job });
    const page = makeModelPage("kite-1", { path: "/v2/jobs", response: response as never, properties });
    return renderClient(prepareRender(merge(page, query).document))
      .match(/^ {2}\w+: \{ method.*$/gm)
      ?.join("\n");
  };
  const path = 'query: "/v2/jobs/{id}"';
  expect(renderTable(job)).toMatch(
    `"/v2/jobs", server: "https://api.example.org", task: { ${path}, id: "id" } },`,
  );
  expect(renderTable(job)).toMatch(/"\/v2\/jobs\/\{id\}", server: "[^"]*" \},/);
  const enveloped = renderTable({ type: "object", properties: { code: { type: "integer" }, job } });
  expect(enveloped).toContain(`task: { ${path}, envelope: ["job"], id: "id" } },`);
  expect(renderTable({ type: "object", properties: { id: text } })).not.toContain("task:");
  expect(renderTable(job, { job_id: text })).toContain(
    `named: [{ ${path}, in: "body", keys: ["job_id"] }] },`,
  );
  expect(renderTable(job)).not.toContain("named:");
});

/** The functions of a client, as they are declared in it and as they stand in its record. */
function listFunctions(...pages: ReturnType<typeof makeModelPage>[]): {
  declared: string[];
  listed: string[];
} {
  const text = renderClient(prepareRender(merge(...pages).document));
  const declared = [...text.matchAll(/export function (\w+)/g)].map(([, name = ""]) => name);
  const listed = /export const functions: \{[^}]*\} = \{([^}]*)\}/.exec(text)?.[1]?.match(/\w+/g) ?? [];
  return { declared, listed };
}

it("two languages of one page have one function", () => {
  const want = ["createKiteFlight", "createKiteFlightKite1"];
  const both = [makeModelPage("kite-1"), makeModelPage("kite-1", { file: "ja.md" })];
  expect(listFunctions(...both)).toEqual({ declared: want, listed: want });
});

it("of pages called alike in two operations the first has the function", () => {
  const page = (path: string, model: string) =>
    makeModelPage(model, { path, operationId: "flyKite1AndKite2" });
  expect(listFunctions(page("/v1/boats", "kite-1"), page("/v1/kites", "kite-2"))).toMatchObject({
    declared: ["createBoat", "createKite", "flyKite1AndKite2"],
    listed: ["createBoat", "createKite", "flyKite1AndKite2"],
  });
});

it("a page called like an operation, of its own or a later path, has no function that would replace it", () => {
  const page = (path: string, model: string, operationId: string) =>
    makeModelPage(model, { path, operationId });
  const want = ["createKite1Boat", "createKite2"];
  expect(
    listFunctions(
      page("/v1/kite-1/boats", "kite-1", "createKite1Boat"),
      page("/v1/kite-2", "kite-2", "createKite2"),
    ),
  ).toEqual({ declared: want, listed: want });
  expect(
    listFunctions(
      page("/v1/kite-1/boats", "kite-2", "createKite2"),
      page("/v1/kite-2", "kite-2", "createKite2"),
    ),
  ).toEqual({ declared: want, listed: want });
});

it("a page about several models, or about none, is its operation's function alone", () => {
  const want = { declared: ["createKiteFlight"], listed: ["createKiteFlight"] };
  expect(listFunctions(makeModelPage("", { model: { enum: ["kite-1", "kite-2"] } }))).toEqual(want);
  expect(listFunctions(makeModelPage("", { model: { type: "string" } }))).toEqual(want);
});
