import createClient from "openapi-fetch";
import { beforeAll, describe, expect, it } from "vitest";
import { renderClient } from "../../scripts/render/client/index.ts";
import type { Json, JsonObject } from "../../src/openapi/json.ts";
import { compileModules } from "../conformance/catalog/compile.ts";
import { buildDocument } from "../helpers/catalogs/build-document.ts";
import { importRendered, renderTypes } from "../helpers/kite-client.ts";
import { makePage, type PageFacts } from "../helpers/pages.ts";
import { type BodyVerdicts, createBodyVerdicts } from "../helpers/schemas/body-verdicts.ts";

/** A page whose request has a schema in a media type, and whose response is JSON. */
const page = (schema: Json, mediaType = "application/json", facts: PageFacts = {}, required = true) =>
  makePage({
    file: `${mediaType.replace(/\W/g, "-")}.json`,
    ...facts,
    operation: {
      requestBody: { ...(required && { required }), content: { [mediaType]: { schema } } },
      ...facts.operation,
    },
  });

const HEAD = `
import type { CreateKiteFlightBody, CreateKiteFlightResult, Client } from "./generated/client.ts";
import { createKiteFlight } from "./generated/client.ts";
import type { Evolink } from "./src/index.ts";
declare const client: Client;
declare const evolink: Evolink;
declare const blob: Blob;
declare const result: CreateKiteFlightResult;
export const take = (body: CreateKiteFlightBody) => body;
`;

/** What the compiler says of each line with the types of a document. */
async function compile(document: JsonObject, lines: string[]): Promise<string[][]> {
  const modules = new Map(lines.map((line, index) => [`line-${index}.ts`, `${HEAD}${line}`]));
  const complaints = compileModules(process.cwd(), modules, {
    files: renderTypes(document),
    options: { types: [] },
  });
  return [...complaints.values()].map((list) => list.map(({ message }) => message));
}

/** How many complaints there are of the generated files, and then of each line. */
async function countComplaints(document: JsonObject, lines: string[]): Promise<number[]> {
  return (await compile(document, lines)).slice(-lines.length).map(({ length }) => length);
}

/** The requests that the generated functions of a document make. */
async function importFunctions(document: JsonObject) {
  type Run = (client: object, body?: unknown, options?: object) => Promise<unknown>;
  const functions = (await importRendered(document, renderClient)) as unknown as { createKiteFlight: Run };
  const seen: Request[] = [];
  const client = createClient({
    baseUrl: "https://api.example.org",
    fetch: async (request) => {
      seen.push(request);
      return Response.json({});
    },
  });
  return { functions, client, seen };
}

describe("a body that is optional", () => {
  const schema: JsonObject = {
    type: "object",
    required: ["wind"],
    properties: { wind: { type: "integer" } },
  };

  it("may be left out in function and validator, by the mock, and in the types, and is checked where it is there", async () => {
    const document = await buildDocument(page(schema, "application/json", {}, false));
    const { functions, client, seen } = await importFunctions(document);
    await functions.createKiteFlight(client);
    await functions.createKiteFlight(client, { wind: 1 });
    expect(await Promise.all(seen.map((request) => request.text()))).toEqual(["", '{"wind":1}']);
    expect(seen.map(({ headers }) => headers.get("content-type"))).toEqual([null, "application/json"]);
    const verdicts = await createBodyVerdicts(document);
    expect(verdicts.validate(undefined)).toEqual([]);
    expect(await verdicts.ask(undefined)).toEqual([]);
    expect(verdicts.validate({})).toHaveLength(1);
    expect(await verdicts.ask({})).toHaveLength(1);
    expect(
      await countComplaints(document, [
        "createKiteFlight(client);",
        "createKiteFlight(client, { wind: 1 });",
        "createKiteFlight(client, {});",
        'client.POST("/v1/kites/flights");',
      ]),
    ).toEqual([0, 0, 1, 0]);
  });

  it("may be left out in a collection", async () => {
    const model = { type: "string", enum: ["kite-1"] };
    const body: JsonObject = {
      type: "object",
      required: ["model"],
      properties: { model, wind: { type: "integer" } },
    };
    const document = await buildDocument(page(body, "application/json", {}, false));
    expect(
      await countComplaints(document, [
        "evolink.kites.create();",
        'evolink.kites.create({ model: "kite-1", wind: 1 });',
        'evolink.kites.create("kite-1", { wind: 1 });',
        "evolink.kites.create({ wind: 1 });",
      ]),
    ).toEqual([0, 0, 0, 1]);
  });

  it("may be left out in a collection whose function is a plain call", async () => {
    const document = await buildDocument(page(schema, "application/json", {}, false));
    expect(
      await countComplaints(document, [
        "evolink.kites.flights();",
        "evolink.kites.flights({ wind: 1 }, {});",
        "evolink.kites.flights(undefined, {});",
        "evolink.kites.flights({});",
      ]),
    ).toEqual([0, 0, 0, 1]);
  });

  it("is demanded where the page requires it", async () => {
    const document = await buildDocument(page(schema));
    const verdicts = await createBodyVerdicts(document);
    expect(verdicts.validate(undefined)).toHaveLength(1);
    expect(await verdicts.ask(undefined)).toHaveLength(1);
    expect(
      await countComplaints(document, ["createKiteFlight(client);", 'client.POST("/v1/kites/flights");']),
    ).toEqual([1, 1]);
  });
});

describe("a property that one side alone has", () => {
  const user: JsonObject = {
    type: "object",
    required: ["id", "name", "secret"],
    properties: {
      id: { type: "string", readOnly: true },
      name: { type: "string" },
      secret: { type: "string", writeOnly: true },
    },
  };
  const reference = { $ref: "#/components/schemas/User" };
  const whole: JsonObject = {
    type: "object",
    required: ["user", "more"],
    properties: { user: reference, more: { type: "array", items: { allOf: [reference] } } },
  };

  it("is not demanded of the other, in type, validator and mock", async () => {
    const facts: PageFacts = { schemas: { User: user }, response: whole };
    const document = await buildDocument(page(whole, "application/json", facts));
    const own = { name: "a", secret: "b" };
    const verdicts = await createBodyVerdicts(document);
    const bodies: [Json, number][] = [
      [{ user: own, more: [own] }, 0],
      [{ user: { name: "a" }, more: [] }, 1],
      [{ user: own, more: [{ secret: "b" }] }, 1],
    ];
    for (const [body, count] of bodies) {
      expect(verdicts.validate(body)).toHaveLength(count);
      expect(await verdicts.ask(body)).toHaveLength(count);
    }
    expect(
      await countComplaints(document, [
        'take({ user: { name: "a", secret: "b" }, more: [{ name: "a", secret: "b" }] });',
        'take({ user: { name: "a" }, more: [] });',
        "export const id: string = result.user.id;",
        "export const secret: string | undefined = result.more[0]!.secret;",
        "export const secret: string = result.user.secret;",
      ]),
    ).toEqual([0, 1, 0, 0, 1]);
  });
});

describe.each<[file: JsonObject]>([
  [{ type: "string", format: "binary" }],
  [{ type: "string", contentMediaType: "application/octet-stream" }],
  [{ type: "string", contentMediaType: "image/png", contentEncoding: "base64" }],
])("a file that is described as %j", (file) => {
  const form: JsonObject = {
    type: "object",
    required: ["file"],
    properties: { file, more: { type: "array", items: file }, folder: { type: "string" } },
  };
  let document: JsonObject;
  let verdicts: BodyVerdicts;
  beforeAll(async () => {
    document = await buildDocument(page(form, "multipart/form-data"));
    verdicts = await createBodyVerdicts(document);
  }, 60_000);

  it("is a Blob in the type and the validator of a form", async () => {
    expect(
      await countComplaints(document, [
        "take({ file: blob, more: [blob] });",
        'take({ file: "bytes" });',
        "take({ file: 5 });",
        "take({ file: blob, folder: blob });",
      ]),
    ).toEqual([0, 0, 1, 1]);
    expect(verdicts.validate({ file: new Blob(["a"]), more: [new File(["b"], "b.txt")] })).toEqual([]);
    expect(verdicts.validate({ file: 5 })).toEqual(["file must be a file, got 5"]);
    expect(verdicts.validate({ file: "a", folder: new Blob(["a"]) })).toHaveLength(1);
  });

  it("arrives at the mock", async () => {
    const sent = new FormData();
    sent.set("file", new Blob([new Uint8Array([0, 255, 128])]), "a.png");
    expect(await verdicts.ask(sent)).toEqual([]);
    expect(await verdicts.ask(new FormData())).toHaveLength(1);
  });

  it("is a body of its own, in type, validator, function and mock", async () => {
    const raw = await buildDocument(page(file, "image/png"));
    expect(
      await countComplaints(raw, ["createKiteFlight(client, blob);", "createKiteFlight(client, 5);"]),
    ).toEqual([0, 1]);
    const { validate, ask } = await createBodyVerdicts(raw);
    expect(validate(new Blob(["a"]))).toEqual([]);
    expect(validate({})).toHaveLength(1);
    const { functions, client, seen } = await importFunctions(raw);
    const bytes = new Uint8Array([0, 255, 128]);
    await functions.createKiteFlight(client, new Blob([bytes]));
    await functions.createKiteFlight(client, "bytes", {
      headers: new Headers({ "content-type": "image/x-png" }),
    });
    expect(seen.map(({ headers }) => headers.get("content-type"))).toEqual(["image/png", "image/x-png"]);
    expect(new Uint8Array((await seen[0]?.arrayBuffer()) ?? [])).toEqual(bytes);
    expect(await seen[1]?.text()).toBe("bytes");
    expect(await ask(new Blob([bytes], { type: "image/png" }))).toEqual([]);
    expect(await ask(new Blob([bytes], { type: "text/plain" }))).toHaveLength(1);
  });
});

describe("a text in JSON that has a media type of its own", () => {
  it("stays a text", async () => {
    const schema = {
      type: "object",
      properties: { html: { type: "string", contentMediaType: "text/html" } },
    };
    const document = await buildDocument(page(schema));
    expect(await countComplaints(document, ['take({ html: "<p>" });', "take({ html: blob });"])).toEqual([
      0, 1,
    ]);
    const { validate } = await createBodyVerdicts(document);
    expect(validate({ html: "<p>" })).toEqual([]);
    expect(validate({ html: new Blob(["<p>"]) })).toHaveLength(1);
  });
});

describe("a body that is neither JSON nor a file", () => {
  it("is sent in its media type", async () => {
    const fields = { type: "object", properties: { wind: { type: "integer" } } };
    const encoded = await importFunctions(
      await buildDocument(page(fields, "application/x-www-form-urlencoded")),
    );
    await encoded.functions.createKiteFlight(encoded.client, { wind: 5 });
    const text = await importFunctions(await buildDocument(page({ type: "string" }, "text/plain")));
    await text.functions.createKiteFlight(text.client, "Good wind");
    const vendor = await importFunctions(await buildDocument(page(fields, "application/vnd.kite+json")));
    await vendor.functions.createKiteFlight(vendor.client, { wind: 5 });
    const seen = [...encoded.seen, ...text.seen, ...vendor.seen];
    expect(await Promise.all(seen.map((request) => request.text()))).toEqual([
      "wind=5",
      "Good wind",
      '{"wind":5}',
    ]);
    expect(seen.map(({ headers }) => headers.get("content-type"))).toEqual([
      "application/x-www-form-urlencoded",
      "text/plain",
      "application/vnd.kite+json",
    ]);
  });
});

describe("a body that is neither JSON nor a form", () => {
  const stream = "declare const stream: ReadableStream<Uint8Array>;";
  it("may be anything that has the bytes, also where the page has no schema of it", async () => {
    for (const schema of [{}, { type: "object" }]) {
      const document = await buildDocument(page(schema, "application/octet-stream"));
      const complaints = await countComplaints(document, [
        "createKiteFlight(client, blob);",
        `${stream} createKiteFlight(client, stream);`,
        "createKiteFlight(client, new Uint8Array(1));",
        'client.POST("/v1/kites/flights", { body: blob });',
        "createKiteFlight(client, { a: 1 });",
      ]);
      expect(complaints).toEqual([0, 0, 0, 0, 1]);
    }
  });

  it("is text where its schema says so, and text or a file where that describes an object", async () => {
    const text = await buildDocument(page({ type: "string" }, "text/plain"));
    expect(await countComplaints(text, ['take("a");', "take({ a: 1 });"])).toEqual([0, 1]);
    const xml = await buildDocument(page({ type: "object" }, "application/xml"));
    expect(await countComplaints(xml, ['take("<a/>");', "take(blob);", "take({ a: 1 });"])).toEqual([
      0, 0, 1,
    ]);
  });
});

describe("a response that is no JSON", () => {
  const responding = (mediaType: string, schema: Json) => {
    const content = { [mediaType]: { schema } };
    return buildDocument(
      page({}, "application/json", { operation: { responses: { "200": { description: "Done", content } } } }),
    );
  };

  it("is a Blob, or what the call asks for, in function, collection and raw", async () => {
    const call = "export const run = async () =>";
    expect(
      await countComplaints(await responding("image/png", { type: "string", format: "binary" }), [
        `${call} (await createKiteFlight(client, {})).data satisfies Blob | undefined;`,
        `${call} (await createKiteFlight(client, {}, { parseAs: "arrayBuffer" })).data satisfies ArrayBuffer | undefined;`,
        `${call} (await createKiteFlight(client, {})).data satisfies string | undefined;`,
        `${call} (await client.POST("/v1/kites/flights", { body: {} })).data satisfies Blob | undefined;`,
        `${call} (await evolink.kites.flights({})) satisfies Blob;`,
        `${call} (await evolink.kites.flights({}, { parseAs: "stream" })) satisfies ReadableStream<Uint8Array>;`,
        `${call} (await evolink.kites.flights({}, { parseAs: "json" }));`,
      ]),
    ).toEqual([0, 0, 1, 0, 0, 0, 1]);
  });

  it("is a string where it is text", async () => {
    const call = "export const run = async () =>";
    for (const [mediaType, schema] of [
      ["text/csv", {}],
      ["application/xml", { type: "object" }],
    ] as const)
      expect(
        await countComplaints(await responding(mediaType, schema), [
          `${call} (await createKiteFlight(client, {})).data satisfies string | undefined;`,
          `${call} (await evolink.kites.flights({})) satisfies string;`,
        ]),
      ).toEqual([0, 0]);
  });
});
