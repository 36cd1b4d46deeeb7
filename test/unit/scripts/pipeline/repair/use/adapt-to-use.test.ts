import { describe, expect, it } from "vitest";
import { adaptToUse } from "../../../../../../scripts/pipeline/repair/use/adapt-to-use.ts";
import { type Json, type JsonObject, objectAt } from "../../../../../../src/openapi/json.ts";
import { makePage } from "../../../../../helpers/pages.ts";

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const text: JsonObject = { type: "string" };
const read: JsonObject = { type: "string", readOnly: true };
const write: JsonObject = { type: "string", writeOnly: true };

/** The schemas of request and response of a page, as they are used, with their components. */
function adapt(request: Json, response: Json, schemas: JsonObject = {}, mediaType = "application/json") {
  const page = makePage({
    schemas,
    operation: {
      requestBody: { content: { [mediaType]: { schema: request } } },
      responses: { "200": { description: "", content: { "application/json": { schema: response } } } },
    },
  });
  const { output } = adaptToUse(page);
  const operation = objectAt(output.document, "paths", "/v1/kites/flights", "post");
  const components = objectAt(output.document, "components", "schemas");
  const follow = (schema: JsonObject): JsonObject =>
    typeof schema.$ref === "string" ? objectAt(components, schema.$ref.split("/").at(-1) ?? "") : schema;
  return {
    isSame: output === page,
    components,
    follow,
    request: follow(objectAt(operation, "requestBody", "content", mediaType, "schema")),
    response: follow(objectAt(operation, "responses", "200", "content", "application/json", "schema")),
  };
}

const user: JsonObject = {
  type: "object",
  required: ["id", "name", "secret"],
  properties: { id: read, name: text, secret: write },
};

describe("adaptToUse", () => {
  it("demands no readOnly property of a request and no writeOnly one of a response", () => {
    const { request, response } = adapt(user, user);
    expect(request.required).toEqual(["name", "secret"]);
    expect(response.required).toEqual(["id", "name"]);
    expect([request.properties, response.properties]).toEqual([user.properties, user.properties]);
  });

  it("makes two of a component that both sides share, of which the request keeps the name", () => {
    const { request, response, components } = adapt(ref("User"), ref("User"), { User: user });
    expect(request.required).toEqual(["name", "secret"]);
    expect(response.required).toEqual(["id", "name"]);
    expect(components.User).toEqual(request);
  });

  it.each<[where: string, wrap: (schema: JsonObject) => JsonObject, path: string[]]>([
    ["a property", (schema) => ({ type: "object", properties: { user: schema } }), ["properties", "user"]],
    ["the items of a list", (schema) => ({ type: "array", items: schema }), ["items"]],
    ["a map", (schema) => ({ type: "object", additionalProperties: schema }), ["additionalProperties"]],
    ["a union", (schema) => ({ oneOf: [schema, { type: "null" }] }), ["oneOf", "0"]],
  ])("finds them in %s, also behind references", (_, wrap, path) => {
    const whole = wrap(ref("User"));
    const { request, response, follow } = adapt(ref("Whole"), ref("Whole"), { User: user, Whole: whole });
    const at = (schema: JsonObject) =>
      follow(
        path.reduce<Json>((one, key) => (one as Record<string, Json>)[key] ?? null, schema) as JsonObject,
      );
    expect(at(request).required).toEqual(["name", "secret"]);
    expect(at(response).required).toEqual(["id", "name"]);
  });

  it.each<[what: string, parts: JsonObject[], schemas: JsonObject]>([
    ["another part says it", [{ required: ["id"] }, { properties: { id: read } }], {}],
    [
      "a component demands what another part exempts",
      [ref("Base"), { properties: { id: read } }],
      { Base: { type: "object", required: ["id"], properties: { id: text } } },
    ],
    [
      "a component exempts what another part demands",
      [ref("Base"), { required: ["id"] }],
      { Base: { type: "object", properties: { id: read } } },
    ],
    [
      "the property refers to what says it",
      [{ required: ["id"], properties: { id: ref("Id") } }],
      { Id: read },
    ],
  ])("finds them where of an allOf %s", (_, allOf, schemas) => {
    const { request, response, follow } = adapt({ allOf }, { allOf }, schemas);
    const demandedBy = ({ allOf: list }: JsonObject) =>
      (list as JsonObject[]).flatMap((part) => (follow(part).required as string[]) ?? []);
    expect(demandedBy(request)).toEqual([]);
    expect(demandedBy(response)).toEqual(["id"]);
  });

  it("leaves a component as it is for those who do not share the part that exempts", () => {
    const schemas = { Base: { type: "object", required: ["id"], properties: { id: text } } };
    const { components } = adapt(
      { allOf: [ref("Base"), { properties: { id: read } }] },
      ref("Base"),
      schemas,
    );
    expect(components.Base).toEqual(schemas.Base);
  });

  it("exempts a property that another one would demand, and keeps conditions", () => {
    const schema: JsonObject = {
      type: "object",
      properties: { id: read },
      dependentRequired: { name: ["id", "age"] },
      not: { required: ["id"] },
    };
    const { request } = adapt(schema, text);
    expect(request).toMatchObject({ dependentRequired: { name: ["age"] }, not: { required: ["id"] } });
  });

  it("ends at schemas that refer to themselves, on both sides", () => {
    const tree: JsonObject = { ...user, properties: { ...objectAt(user.properties), next: ref("Tree") } };
    const { request, response, follow } = adapt(ref("Tree"), ref("Tree"), { Tree: tree });
    expect(follow(objectAt(request, "properties", "next"))).toEqual(request);
    expect(follow(objectAt(response, "properties", "next"))).toEqual(response);
    expect(request.required).not.toEqual(response.required);
  });

  it("leaves a page as it is that has nothing of this", () => {
    expect(adapt({ type: "object", required: ["a"], properties: { a: text } }, text).isSame).toBe(true);
  });

  it.each<[file: JsonObject]>([
    [{ type: "string", contentMediaType: "image/png" }],
    [{ type: "string", contentEncoding: "base64" }],
    [{ type: ["string", "null"], contentMediaType: "application/octet-stream" }],
  ])("reads %j in a form as a file, also in a list and behind a reference, and in JSON as a text", (file) => {
    const form: JsonObject = {
      type: "object",
      properties: { one: ref("File"), many: { type: "array", items: file }, deep: { properties: { file } } },
    };
    const { request, response, follow } = adapt(
      ref("Form"),
      ref("Form"),
      { Form: form, File: file },
      "multipart/form-data",
    );
    const properties = objectAt(request, "properties");
    expect(follow(objectAt(properties, "one"))).toEqual({ ...file, format: "binary" });
    expect(properties.many).toEqual({ type: "array", items: { ...file, format: "binary" } });
    expect(properties.deep).toEqual({ properties: { file } });
    expect(follow(objectAt(response, "properties", "one"))).toEqual(file);
  });

  const file: JsonObject = { type: "string", format: "binary", description: "A picture" };
  const form: JsonObject = { type: "object", properties: { file } };
  const told: JsonObject = {
    type: "string",
    description: "A picture",
    contentMediaType: "application/octet-stream",
  };

  it("reads a file in JSON as a text, in a request and in a response, and says what is in it", () => {
    const nullable: JsonObject = {
      type: ["string", "null"],
      format: "binary",
      contentMediaType: "image/png",
    };
    const { request, response } = adapt({ oneOf: [file, form] }, { type: "array", items: nullable });
    expect(request).toEqual({ oneOf: [told, { type: "object", properties: { file: told } }] });
    expect(response).toEqual({
      type: "array",
      items: { type: ["string", "null"], contentMediaType: "image/png" },
    });
  });

  it.each(["multipart/form-data", "application/octet-stream", "text/csv", "image/*"])(
    "leaves a file in %s as it is, also where JSON has the same component",
    (mediaType) => {
      const isForm = mediaType.startsWith("multipart");
      const { request, response, components } = adapt(
        ref("File"),
        ref("File"),
        { File: isForm ? form : file },
        mediaType,
      );
      expect(request).toEqual(isForm ? form : file);
      expect(response).toEqual(isForm ? { type: "object", properties: { file: told } } : told);
      expect(Object.keys(components)).toEqual([
        "KiteRequest",
        "File",
        expect.stringMatching(/^File_writeOnly_json/),
      ]);
    },
  );

  it("reads a file in an urlencoded form, and in the JSON of a part, as a text", () => {
    expect(adapt(form, text, {}, "application/x-www-form-urlencoded").request).toEqual({
      type: "object",
      properties: { file: told },
    });
    const part = { type: "object", properties: { meta: form } };
    expect(adapt(part, text, {}, "multipart/form-data").request).toMatchObject({
      properties: { meta: { properties: { file: told } } },
    });
  });

  it("reads files of what a server calls as in any request, and exempts nothing there", () => {
    const call = (mediaType: string, schema: JsonObject): JsonObject => ({
      post: { requestBody: { content: { [mediaType]: { schema } } }, responses: {} },
    });
    const Kite = { ...user, properties: { ...objectAt(user.properties), file } };
    const { output } = adaptToUse(
      makePage({
        schemas: { Kite },
        operation: {
          requestBody: { content: { "application/json": { schema: ref("Kite") } } },
          callbacks: { landed: { "{$url}": call("application/json", ref("Kite")) } },
          responses: {},
        },
        document: { webhooks: { storm: call("multipart/form-data", form), gust: call("text/plain", text) } },
      }),
    );
    const { components, webhooks, paths } = output.document;
    const called = objectAt(paths, "/v1/kites/flights", "post", "callbacks", "landed", "{$url}");
    const schemaOf = (item: JsonObject, mediaType: string) =>
      objectAt(item, "post", "requestBody", "content", mediaType, "schema");
    const { $ref } = schemaOf(called, "application/json");
    expect($ref).toBe("#/components/schemas/Kite_called_json");
    expect(objectAt(components, "schemas", "Kite_called_json")).toMatchObject({
      required: user.required,
      properties: { file: told },
    });
    expect(schemaOf(objectAt(webhooks, "storm"), "multipart/form-data")).toEqual(form);
  });

  it("reads a text as a file where the body is bytes, and not where it is text", () => {
    expect(adapt(text, text, {}, "image/png").request).toEqual({ type: "string", format: "binary" });
    expect(adapt(text, text, {}, "text/plain").request).toEqual(text);
    expect(adapt(text, text, {}, "application/xml").request).toEqual(text);
  });

  it("says of a form without a type that it is an object, and of nothing else", () => {
    const typeless: JsonObject = { properties: { file: {} } };
    const { request, response } = adapt(
      { anyOf: [typeless, ref("Form")] },
      typeless,
      { Form: typeless },
      "multipart/form-data",
    );
    expect(request).toMatchObject({ type: "object", anyOf: [{ type: "object" }, ref("Form")] });
    expect(response).toEqual(typeless);
    expect(adapt(typeless, text).request).toEqual(typeless);
  });
});
