import { describe, expect, it } from "vitest";
import { type JsonObject, objectAt } from "../../../../../src/openapi/json.ts";
import { makeModelPage, makePage, merge } from "../../../../helpers/pages.ts";

const call = (schema: JsonObject, more: JsonObject = {}): JsonObject => ({
  post: {
    requestBody: { content: { "application/json": { schema } } },
    responses: { "200": { description: "Seen" } },
    ...more,
  },
});
const TEXT = { type: "string", description: "Where" };
const bodyOf = (item: JsonObject) =>
  objectAt(item, "post", "requestBody", "content", "application/json", "schema");

describe("mergeDocuments with callbacks", () => {
  it("keeps them, with what they refer to, under names of their own", () => {
    const { operation, problems } = merge(
      makePage({
        schemas: { Place: TEXT },
        operation: {
          callbacks: { landed: { "{$request.body#/url}": call({ $ref: "#/components/schemas/Place" }) } },
        },
      }),
    );
    const item = objectAt(operation(), "callbacks", "landed", "{$request.body#/url}");
    expect(bodyOf(item)).toEqual(TEXT);
    expect(objectAt(item, "post")).toMatchObject({
      operationId: "createKiteFlightLanded",
      summary: "create Kite Flight Landed",
      security: [],
    });
    expect(problems).toEqual([]);
  });

  it("names each operation after its path and its method, and leaves what is none", () => {
    const [data, parameters] = [{ $ref: "#/data", post: {} }, [{ name: "a", in: "query", schema: TEXT }]];
    const more = { get: { responses: {} }, parameters, summary: "Landed", "x-post": data };
    const { operation } = merge(
      makePage({
        operation: {
          callbacks: {
            landed: { "x-kind": data, "{$url}": { ...call(TEXT), ...more }, "{$other}": call(TEXT) },
          },
        },
      }),
    );
    const landed = objectAt(operation(), "callbacks", "landed");
    expect(landed).toMatchObject({
      "x-kind": data,
      "{$url}": {
        post: { operationId: "createKiteFlightLanded" },
        get: { operationId: "createKiteFlightLandedGet", security: [] },
        parameters,
        summary: "Landed",
      },
      "{$other}": { post: { operationId: "createKiteFlightLanded2" } },
    });
    expect(objectAt(landed, "{$url}")["x-post"]).toEqual(data);
  });

  it("leaves out what is no object where one has to be, and says so", () => {
    const seen = { description: "Seen" };
    const landed = {
      parameters: ["wind", { name: "a", in: "query", schema: true }, { name: "b", schema: "text" }],
      post: {
        requestBody: "none",
        responses: { "200": seen, id: "kite", "x-id": "kite" },
        callbacks: { next: [] },
      },
      get: { parameters: {}, responses: [] },
      put: null,
      patch: true,
    };
    const { operation, problems } = merge(
      makePage({ operation: { callbacks: { landed: { "{$url}": landed } } } }),
    );
    const item = objectAt(operation(), "callbacks", "landed", "{$url}");
    expect(item).toMatchObject({
      parameters: [{ name: "a", schema: true }, { name: "b" }],
      post: { responses: { "200": seen } },
    });
    for (const field of ["put", "patch"]) expect(item).not.toHaveProperty(field);
    expect(item.parameters).not.toHaveProperty([1, "schema"]);
    for (const field of ["parameters", "responses"]) expect(item.get).not.toHaveProperty(field);
    expect(item.post).not.toHaveProperty("requestBody");
    expect(objectAt(item, "post", "callbacks")).toEqual({});
    expect(objectAt(item, "post", "responses")).toEqual({ "200": seen, "x-id": "kite" });
    expect(problems.every(({ severity }) => severity === "warning")).toBe(true);
    expect(problems.map(({ kind, pointer, message }) => `${kind} ${pointer} ${message}`)).toEqual(
      [
        ...["`parameters/0` has to be an object", "`schema` has to be an object"],
        ...["`requestBody` has to be an object", "`id` has to be an object", "`next` has to be an object"],
        ...["`parameters` has to be a list", "`responses` has to be an object"],
        ...["`put` has to be an object", "`patch` has to be an object"],
      ].map(
        (said) =>
          `malformed #/paths/~1v1~1kites~1flights/post In the callback landed ${said}, and is left out.`,
      ),
    );
  });

  it("names the operations of callbacks in callbacks, and of those without a Latin letter", () => {
    const post = { responses: { "200": { description: "" } } };
    const next = { "{$url}": { post } };
    const callbacks = {
      landed: { "x-tail": "long", "{$url}": { post: { ...post, callbacks: { next } } } },
      風: next,
      lost: { $ref: "#/components/callbacks/Lost" },
    };
    const read = objectAt(merge(makePage({ operation: { callbacks } })).operation(), "callbacks");
    expect(Object.keys(read)).toEqual(["landed", "風"]);
    expect(objectAt(read, "landed")["x-tail"]).toBe("long");
    const landed = objectAt(read, "landed", "{$url}", "post");
    expect(landed.operationId).toBe("createKiteFlightLanded");
    const inner = objectAt(landed, "callbacks", "next", "{$url}", "post");
    expect(inner.operationId).toBe("createKiteFlightLandedNext");
    expect(inner).not.toHaveProperty("callbacks");
    expect(objectAt(read, "風", "{$url}", "post").operationId).toMatch(/^createKiteFlightCall[0-9a-f]{8}$/);
  });

  it("keeps what the first page says under the name itself, where another page differs", () => {
    const call = (description: string) => ({
      callbacks: { landed: { "{$url}": { post: { description, responses: {} } } } },
    });
    const { operation } = merge(
      makeModelPage("kite-1", { operationId: "a", operation: call("One") }),
      makeModelPage("kite-2", { operationId: "b", operation: call("Two") }),
    );
    const said = Object.values(objectAt(operation(), "callbacks")).map(
      (one) => objectAt(one, "{$url}", "post").description,
    );
    expect(said).toEqual(["One", "Two"]);
  });

  it("resolves the examples and links in them that are references", () => {
    const resolved = {
      content: {
        "application/json": { examples: { seen: { $ref: "#/components/examples/Seen" } } },
        "text/plain": { example: { seen: { $ref: "data" } } },
      },
      links: { next: { $ref: "#/components/links/Next" } },
    };
    const { operation, problems } = merge(
      makePage({
        document: {
          security: [],
          components: {
            examples: { Seen: { summary: "Seen", value: { $ref: "data" } } },
            links: { Next: { operationId: "createKiteFlight" } },
          },
        },
        operation: {
          requestBody: {},
          callbacks: {
            landed: { "{$url}": call(TEXT, { responses: { "200": { description: "", ...resolved } } }) },
          },
        },
      }),
    );
    expect(objectAt(operation(), "callbacks", "landed", "{$url}", "post", "responses", "200")).toMatchObject({
      content: {
        "application/json": { examples: { seen: { summary: "Seen", value: { $ref: "data" } } } },
        "text/plain": { example: { seen: { $ref: "data" } } },
      },
      links: { next: { operationId: "createKiteFlight" } },
    });
    expect(problems).toEqual([]);
  });

  it("keeps those of several pages once where they are equal, and side by side where they differ", () => {
    const page = (model: string, type: string) =>
      makeModelPage(model, { operation: { callbacks: { landed: { "{$url}": call({ type }) } } } });
    const { operation } = merge(
      page("kite-1", "string"),
      page("kite-2", "string"),
      page("kite-3", "integer"),
    );
    const callbacks = objectAt(operation(), "callbacks");
    const [first, second = "", ...rest] = Object.keys(callbacks);
    expect([first, second, rest]).toEqual(["landed", expect.stringMatching(/^landed_[0-9a-f]{8}$/), []]);
    const ids = [callbacks.landed, callbacks[second]].map(
      (one) => objectAt(one, "{$url}", "post").operationId,
    );
    expect(new Set(ids).size).toBe(2);
    expect(bodyOf(objectAt(callbacks, second, "{$url}"))).toEqual({ type: "integer" });
  });

  it("asks for security under the names of the merged document", () => {
    const secured = call(TEXT, { security: [{ bearerAuth: [] }] });
    const { operation } = merge(makePage({ operation: { callbacks: { landed: { "{$url}": secured } } } }));
    expect(objectAt(operation(), "callbacks", "landed", "{$url}", "post").security).toEqual([
      { bearerAuth: [] },
    ]);
  });

  it("follows references between callbacks, and ends where they go round", () => {
    const { document } = merge(
      makePage({
        operation: { callbacks: { landed: { $ref: "#/components/callbacks/landed" } } },
        document: {
          components: {
            callbacks: {
              landed: {
                "{$url}": call(TEXT, { callbacks: { landed: { $ref: "#/components/callbacks/landed" } } }),
              },
            },
          },
        },
      }),
    );
    expect(JSON.stringify(document)).not.toContain("#/components/callbacks");
  });
});

describe("mergeDocuments with webhooks", () => {
  it("keeps those of all pages, and the components that only they use", () => {
    const recursive = { type: "object", properties: { next: { $ref: "#/components/schemas/Node" } } };
    const { document, problems, schemaNames } = merge(
      makePage({ document: { webhooks: { landed: call(TEXT) } } }),
      makePage({
        file: "webhooks.md",
        document: {
          paths: {},
          webhooks: { lost: call({ $ref: "#/components/schemas/Node" }) },
          components: { schemas: { Node: recursive } },
        },
      }),
    );
    expect(objectAt(document, "webhooks", "landed", "post").operationId).toBe("onLanded");
    expect(objectAt(document, "webhooks", "lost", "post").operationId).toBe("onLost");
    expect(schemaNames).toEqual([
      expect.stringMatching(/^ErrorResponse/),
      expect.stringMatching(/^KiteFlight/),
      expect.stringMatching(/^KiteRequest|^KiteFlight/),
      expect.stringMatching(/^Node_/),
    ]);
    expect(problems).toEqual([]);
  });

  it("reports at the webhook what is left out of it", () => {
    const { problems } = merge(makePage({ document: { webhooks: { landed: { post: "later" } } } }));
    expect(problems).toEqual([
      expect.objectContaining({
        severity: "warning",
        kind: "malformed",
        file: "kite.md",
        pointer: "#/webhooks/landed",
        message: expect.stringContaining("In the webhook landed "),
      }),
    ]);
  });

  it("has no field for them where no page has one", () => {
    expect(merge(makePage()).document).not.toHaveProperty("webhooks");
  });
});

describe("mergeDocuments with links", () => {
  const GET = {
    get: {
      operationId: "readFlight",
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      responses: { "200": { description: "Flight" } },
    },
  };
  const build = (links: JsonObject) =>
    merge(
      makePage({
        operation: { responses: { "200": { description: "Done", links } } },
        document: {},
      }),
      makePage({ file: "other.md", document: { paths: { "/v1/kites/{id}": GET } } }),
    );

  it("leads to the same operation under its name in the merged document", () => {
    const { operation, problems } = build({
      flight: { operationId: "readFlight", parameters: { id: "$response.body#/id" } },
    });
    expect(objectAt(operation(), "responses", "200", "links")).toEqual({
      flight: { operationId: "getKite", parameters: { id: "$response.body#/id" } },
    });
    expect(problems.filter(({ kind }) => kind === "missing-component")).toEqual([]);
  });

  it("finds an operation of its own page by pointer", () => {
    const links = { again: { operationRef: "#/paths/~1v1~1kites~1flights/post" } };
    expect(objectAt(build(links).operation(), "responses", "200", "links")).toEqual({
      again: { operationId: "createKiteFlight" },
    });
  });

  it("drops one that leads nowhere, and says so", () => {
    const { operation, problems } = build({ lost: { operationId: "nowhere" } });
    expect(objectAt(operation(), "responses", "200").links).toBeUndefined();
    expect(problems.map(({ message }) => message)).toContain(
      'The link lost leads to the operation "nowhere", which the page does not describe. Dropped.',
    );
  });
});
