import { isObject, type Json, type JsonObject, objectAt, setOwn } from "../../src/openapi/json.ts";
import { escapePointer } from "../../src/openapi/pointer.ts";
import { type ObjectKind, rewriteObjects } from "../../src/openapi/walk.ts";

/** Draws a whole number below a limit. */
export type Draw = (limit: number) => number;

/** Something that publishers write, by mistake or because 3.1 lets them say it so. Undefined where it does not fit. */
export type Malformation = (document: JsonObject, draw: Draw) => JsonObject | undefined;

/** Changes one object of a kind, drawn among those that fit. */
function change(
  kind: ObjectKind,
  fits: (object: JsonObject) => boolean,
  rewrite: (object: JsonObject, draw: Draw) => JsonObject,
): Malformation {
  return (document, draw) => {
    const places: string[] = [];
    rewriteObjects(document, "document", (object, found, keys) => {
      if (found === kind && fits(object)) places.push(keys.join("\n"));
      return object;
    });
    if (places.length === 0) return undefined;
    const chosen = places[draw(places.length)];
    return rewriteObjects(document, "document", (object, found, keys) =>
      found === kind && keys.join("\n") === chosen ? rewrite(object, draw) : object,
    );
  };
}

const has =
  (...keys: string[]) =>
  (object: JsonObject) =>
    keys.every((key) => object[key] !== undefined);
const always = () => true;
const wrap = (keyword: string) => (schema: JsonObject) => ({ [keyword]: [schema] });
const add = (more: JsonObject) => (object: JsonObject) => ({ ...object, ...more });
const without = (object: JsonObject, ...keys: string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
const isType = (type: string) => (schema: JsonObject) => schema.type === type;
const isRef = has("$ref");
const isFree = (schema: JsonObject) => !("$ref" in schema) && !("type" in schema);

/** An enum, or some model where another malformation has spoilt it. */
const listOf = (list: Json | undefined): Json[] =>
  Array.isArray(list) && list.length > 0 ? list : ["kite-x"];

/** Changes the schema of the property `model`, wherever it stands. */
const changeModel = (rewrite: (schema: JsonObject) => Json): Malformation =>
  change(
    "schema",
    ({ properties }) => isObject(objectAt(properties).model) && objectAt(properties).text !== undefined,
    (schema) => ({
      ...schema,
      properties: { ...objectAt(schema.properties), model: rewrite(objectAt(schema.properties, "model")) },
    }),
  );

/** Moves something into a component, and leaves a reference. */
const extract =
  (kind: ObjectKind, section: string, name: string, hops = 1): Malformation =>
  (document, draw) => {
    let moved: JsonObject | undefined;
    const changed = change(
      kind,
      (object) => !isRef(object) && Object.keys(object).length > 0,
      (object) => {
        moved = object;
        return { $ref: `#/components/${section}/${escapePointer(hops > 1 ? `${name}1` : name)}` };
      },
    )(document, draw);
    if (changed === undefined || moved === undefined) return undefined;
    const components = objectAt(changed, "components");
    const own: JsonObject = { ...objectAt(components, section) };
    for (let hop = 1; hop < hops; hop += 1)
      setOwn(own, `${name}${hop}`, {
        $ref: `#/components/${section}/${escapePointer(hop + 1 === hops ? name : `${name}${hop + 1}`)}`,
      });
    setOwn(own, name, moved);
    return { ...changed, components: { ...components, [section]: own } };
  };

/** Calls a component by another name, and every reference to it. */
const rename =
  (name: string, write: (name: string) => string = escapePointer): Malformation =>
  (document, draw) => {
    const schemas = objectAt(document, "components", "schemas");
    const names = Object.keys(schemas);
    const old = names[draw(names.length)];
    if (old === undefined || Object.hasOwn(schemas, name)) return undefined;
    const text = JSON.stringify(document).replaceAll(
      JSON.stringify(`#/components/schemas/${escapePointer(old)}`),
      JSON.stringify(`#/components/schemas/${write(name)}`),
    );
    const copy = JSON.parse(text) as JsonObject;
    const renamed: JsonObject = {};
    for (const [key, schema] of Object.entries(objectAt(copy, "components", "schemas")))
      setOwn(renamed, key === old ? name : key, schema);
    return { ...copy, components: { ...objectAt(copy, "components"), schemas: renamed } };
  };

const operation = (
  rewrite: (operation: JsonObject, draw: Draw) => JsonObject,
  fits = always as (o: JsonObject) => boolean,
) => change("operation", fits, rewrite);

const renamePath =
  (rewrite: (path: string) => string): Malformation =>
  (document) => ({
    ...document,
    paths: Object.fromEntries(
      Object.entries(objectAt(document, "paths")).map(([path, item]) => [rewrite(path), item]),
    ),
  });

const changeContent = (
  kind: "requestBody" | "response",
  rewrite: (content: JsonObject) => JsonObject,
): Malformation =>
  change(kind, has("content"), (object) => ({ ...object, content: rewrite(objectAt(object, "content")) }));

const inMediaType = (kind: "requestBody" | "response", type: string): Malformation =>
  changeContent(kind, (content) =>
    Object.fromEntries(
      Object.entries(content).map(([own, media]) => [own === "application/json" ? type : own, media]),
    ),
  );

const changeResponses = (rewrite: (responses: JsonObject) => JsonObject): Malformation =>
  operation((one) => ({ ...one, responses: rewrite(objectAt(one, "responses")) }));

const renameStatus = (old: string, status: string): Malformation =>
  changeResponses((responses) =>
    Object.fromEntries(
      Object.entries(responses).map(([own, response]) => [own === old ? status : own, response]),
    ),
  );

const addParameters = (...parameters: Json[]): Malformation =>
  operation((one) => ({
    ...one,
    parameters: [...(Array.isArray(one.parameters) ? one.parameters : []), ...parameters],
  }));

const changeSchemaExamples = (rewrite: (schema: JsonObject) => JsonObject) =>
  change("schema", has("example"), rewrite);

/** Puts a component schema beside the others, and refers to it in a property. */
const addComponent =
  (name: string, schema: JsonObject): Malformation =>
  (document, draw) => {
    const changed = change("schema", has("properties"), (one) => ({
      ...one,
      properties: {
        ...objectAt(one.properties),
        extra: { $ref: `#/components/schemas/${escapePointer(name)}` },
      },
    }))(document, draw);
    if (changed === undefined) return undefined;
    const components = objectAt(changed, "components");
    const schemas: JsonObject = { ...objectAt(components, "schemas") };
    setOwn(schemas, name, schema);
    return { ...changed, components: { ...components, schemas } };
  };

const addProperty = (name: string, schema: Json): Malformation =>
  change("schema", has("properties"), (one) => {
    const properties = { ...objectAt(one.properties) };
    setOwn(properties, name, schema);
    return { ...one, properties };
  });

const deep = (levels: number): JsonObject =>
  levels === 0 ? { type: "string" } : { type: "object", properties: { deeper: deep(levels - 1) } };

/** Rewrites that mean the same: the merged document must be the same but for the shape of a schema. */
export const REWRITES: Readonly<Record<string, Malformation>> = {
  "allOf of one": change("schema", always, wrap("allOf")),
  "anyOf of one": change("schema", always, wrap("anyOf")),
  "oneOf of one": change("schema", always, wrap("oneOf")),
  "allOf of one reference": change("schema", isRef, wrap("allOf")),
  "allOf of two": change("schema", has("properties"), ({ properties, ...rest }) => ({
    allOf: [rest, { type: "object", properties: properties ?? {} }],
  })),
  "const for an enum of one": change(
    "schema",
    ({ enum: list }) => Array.isArray(list) && list.length === 1,
    ({ enum: list, ...rest }) => ({
      ...rest,
      const: Array.isArray(list) ? (list[0] ?? null) : null,
    }),
  ),
  "oneOf of consts for an enum": change("schema", has("enum"), ({ enum: list, ...rest }) => ({
    ...rest,
    oneOf: Array.isArray(list) ? list.map((value) => ({ const: value, title: String(value) })) : [],
  })),
  "another order of an enum": change("schema", has("enum"), (schema) => ({
    ...schema,
    enum: Array.isArray(schema.enum) ? schema.enum.toReversed() : [],
  })),
  "a list of one type": change("schema", has("type"), (schema) => ({
    ...schema,
    type: [schema.type ?? []].flat(),
  })),
  "a type that goes without saying": change("schema", has("type", "properties"), (schema) =>
    without(schema, "type"),
  ),
  "examples for an example": changeSchemaExamples(({ example, ...rest }) => ({
    ...rest,
    examples: [example ?? null],
  })),
  "notes beside a reference": change(
    "schema",
    isRef,
    add({ description: "Beside.", example: "x", deprecated: true }),
  ),
  "a schema of its own": extract("schema", "schemas", "Part"),
  "a schema behind a chain": extract("schema", "schemas", "Part", 3),
  "a component called in Japanese": rename("動画リクエスト"),
  "a component called in Japanese, escaped": rename("動画リクエスト", encodeURIComponent),
  "a component with spaces": rename("Flight request (new)", (name) => encodeURIComponent(name)),
  "a component with dots": rename("kites.v1.FlightRequest"),
  "a component with slashes": rename("kites/Flight~1"),
  "a component called __proto__": rename("__proto__"),
  "a component called constructor": rename("constructor"),
  "a component called class": rename("class"),
  "a parameter of its own": extract("parameter", "parameters", "Id"),
  "a parameter behind a chain": extract("parameter", "parameters", "Id", 3),
  "a body of its own": extract("requestBody", "requestBodies", "Body"),
  "a body behind a chain": extract("requestBody", "requestBodies", "Body", 2),
  "a response of its own": extract("response", "responses", "Answer"),
  "a response behind a chain": extract("response", "responses", "Answer", 2),
  "examples of their own": (document, draw) => {
    const changed = change(
      "mediaType",
      has("examples"),
      add({ examples: { first: { $ref: "#/components/examples/First" } } }),
    )(document, draw);
    const First = { summary: "First", value: { text: "Up." } };
    return changed && { ...changed, components: { ...objectAt(changed, "components"), examples: { First } } };
  },
  "media type with parameters, asked": inMediaType("requestBody", "application/json; charset=utf-8"),
  "media type with parameters, answered": inMediaType("response", "application/json; charset=utf-8"),
  "media type in capitals": inMediaType("requestBody", "Application/JSON"),
  "parameters of the path item": (document) => ({
    ...document,
    paths: Object.fromEntries(
      Object.entries(objectAt(document, "paths")).map(([path, item]) => {
        const { parameters } = objectAt(item, "get");
        return [
          path,
          parameters === undefined
            ? item
            : { ...objectAt(item), parameters, get: without(objectAt(item, "get"), "parameters") },
        ];
      }),
    ) as JsonObject,
  }),
  "a path item of its own": (document) => {
    const [[path, item] = []] = Object.entries(objectAt(document, "paths"));
    if (path === undefined || item === undefined) return undefined;
    return {
      ...document,
      paths: { [path]: { $ref: "#/components/pathItems/Item" } },
      components: { ...objectAt(document, "components"), pathItems: { Item: item } },
    };
  },
  "servers of the path item": (document) => ({
    ...without(document, "servers"),
    paths: Object.fromEntries(
      Object.entries(objectAt(document, "paths")).map(([path, item]) => [
        path,
        { ...objectAt(item), servers: document.servers ?? [] },
      ]),
    ),
  }),
  "a trailing slash": renamePath((path) => `${path}/`),
  "a server with a base path": (document) => {
    const paths = Object.keys(objectAt(document, "paths"));
    if (!paths.every((path) => path.startsWith("/v1/"))) return undefined;
    return {
      ...(renamePath((path) => path.slice(3))(document, () => 0) as JsonObject),
      servers: [{ url: "https://api.example.org/v1/" }],
    };
  },
  "extensions everywhere": (document) =>
    rewriteObjects(document, "document", (object, kind) =>
      kind === "callback" ? object : { ...object, "x-note": { type: "string", nullable: true } },
    ),
  webhooks: (document) => ({
    ...document,
    webhooks: { landed: { post: { operationId: "landed", responses: { "200": { description: "Fine" } } } } },
  }),
  "OpenAPI 3.1.1": (document) => ({ ...document, openapi: "3.1.1" }),
};

/** Mistakes: the page must contribute, or be refused with a reason. */
export const SLIPS: Readonly<Record<string, Malformation>> = {
  nullable: change("schema", has("type"), add({ nullable: true })),
  "nullable without a type": change("schema", isFree, add({ nullable: true })),
  "nullable beside a reference": change("schema", isRef, add({ nullable: true })),
  "nullable beside an enum": change("schema", has("enum"), add({ nullable: true })),
  "nullable that is a word": change("schema", has("type"), add({ nullable: "true" })),
  "a type list with null": change(
    "schema",
    (schema) => typeof schema.type === "string",
    (schema) => ({
      ...schema,
      type: [schema.type ?? null, "null"],
    }),
  ),
  "no type beside items": change("schema", has("items"), (schema) => without(schema, "type")),
  "examples as a map in a schema": changeSchemaExamples(({ example, ...rest }) => ({
    ...rest,
    examples: { first: { value: example ?? null } },
  })),
  "one value for examples": changeSchemaExamples(({ example, ...rest }) => ({
    ...rest,
    examples: example ?? null,
  })),
  "examples as a list in a media type": change(
    "mediaType",
    has("examples"),
    add({ examples: [{ text: "Up." }] }),
  ),
  "an example without value": change(
    "mediaType",
    has("examples"),
    add({ examples: { first: { text: "Up.", model: "kite-1" } } }),
  ),
  "an example that is a text": change("mediaType", always, add({ examples: { first: "Up." } })),
  "example and examples": change(
    "mediaType",
    always,
    add({ example: { text: "Up." }, examples: { first: { value: { text: "Up." } } } }),
  ),
  "a reference to nothing": change("schema", always, () => ({ $ref: "#/components/schemas/Lost" })),
  "a reference to nothing, beside notes": change(
    "schema",
    always,
    add({ $ref: "#/components/schemas/Lost" }),
  ),
  "a parameter that is lost": change("parameter", always, () => ({ $ref: "#/components/parameters/Lost" })),
  "a body that is lost": change("requestBody", always, () => ({ $ref: "#/components/requestBodies/Lost" })),
  "a response that is lost": change("response", always, () => ({ $ref: "#/components/responses/Lost" })),
  "a header that is lost": change(
    "response",
    always,
    add({ headers: { "X-Rate": { $ref: "#/components/headers/Lost" } } }),
  ),
  "an example that is lost": change(
    "mediaType",
    always,
    add({ examples: { one: { $ref: "#/components/examples/Lost" } } }),
  ),
  "a link": change(
    "response",
    always,
    add({ links: { next: { operationId: "getTask" }, lost: { $ref: "#/components/links/Lost" } } }),
  ),
  "a reference into another component": change(
    "schema",
    (schema) => schema.type === "string",
    () => ({
      $ref: "#/components/schemas/Failure/properties/error/properties/code",
    }),
  ),
  "a reference deep into itself": addComponent("Deep", {
    type: "object",
    properties: {
      inner: {
        type: "object",
        properties: { again: { $ref: "#/components/schemas/Deep/properties/inner" } },
      },
    },
  }),
  "a recursive component": addComponent("Node", {
    type: "object",
    properties: { children: { type: "array", items: { $ref: "#/components/schemas/Node" } } },
  }),
  "a component that is itself": addComponent("Self", { $ref: "#/components/schemas/Self" }),
  "a component that is its own part": addComponent("Loop", {
    allOf: [{ $ref: "#/components/schemas/Loop" }],
  }),
  "a component that is one of itself": addComponent("Either", {
    oneOf: [{ type: "string" }, { $ref: "#/components/schemas/Either" }],
  }),
  "a component that is true": addComponent("Anything", true as unknown as JsonObject),
  "schemas that are true and false": addProperty("anything", true),
  "a schema that is false": addProperty("nothing", false),
  "a schema that is null": addProperty("nothing", null),
  "a schema that is a text": addProperty("nothing", "string"),
  "properties called like parts of JavaScript": addProperty("__proto__", { type: "string" }),
  "a property called $ref": addProperty("$ref", { type: "string" }),
  "a property called model in an answer": addProperty("model", { type: "integer" }),
  "no operationId": operation((one) => without(one, "operationId")),
  "an operationId in Japanese": operation(add({ operationId: "動画を生成" })),
  "an operationId with spaces": operation(add({ operationId: "create flight / new" })),
  "an operationId with dots": operation(add({ operationId: "kites.create.flight" })),
  "an operationId that is reserved": operation(add({ operationId: "constructor" })),
  "an operationId that others have": operation(add({ operationId: "getTask" })),
  "an operationId that is no text": operation(add({ operationId: 7 })),
  "no summary": operation((one) => without(one, "summary", "description")),
  "no tags": operation((one) => without(one, "tags")),
  "tags that are one text": operation(add({ tags: "Kites" })),
  "a model with a default only": changeModel(({ enum: list, ...rest }) => ({
    ...rest,
    default: listOf(list)[0] ?? "kite-x",
  })),
  "a model as const": changeModel(({ enum: list }) => ({ const: listOf(list)[0] ?? "kite-x" })),
  "a model as oneOf of consts": changeModel(({ enum: list }) => ({
    oneOf: listOf(list).map((value) => ({ const: value })),
  })),
  "a model as allOf of an enum": changeModel(({ enum: list, ...rest }) => ({
    ...rest,
    allOf: [{ type: "string" }, { enum: listOf(list) }],
  })),
  "a model with an example only": changeModel(() => ({ type: "string", examples: ["kite-x"] })),
  "a model that is a number": changeModel(() => ({ type: "integer", enum: [1, 2] })),
  "a model that is nullable": changeModel((schema) => ({ ...schema, nullable: true })),
  "a model that others have": changeModel((schema) => ({
    ...schema,
    enum: ["boat-1", "kite-1"],
    default: "kite-1",
  })),
  "a model in another script": changeModel(() => ({ type: "string", enum: ["風筝-一", "風筝-二"] })),
  "a model called __proto__": changeModel(() => ({ type: "string", enum: ["__proto__"] })),
  "models that differ in marks": changeModel(() => ({ type: "string", enum: ["kite-25", "kite_1"] })),
  "a model that is lost": changeModel(() => ({ $ref: "#/components/schemas/Lost" })),
  "a body on a base": change(
    "schema",
    ({ properties }) => isObject(objectAt(properties).model) && objectAt(properties).text !== undefined,
    (schema) => {
      const { model, ...rest } = objectAt(schema.properties);
      return {
        allOf: [
          { type: "object", required: ["model"], properties: { model: model ?? {} } },
          { type: "object", properties: rest },
        ],
      };
    },
  ),
  "a body as oneOf with common parts": change(
    "schema",
    ({ properties }) => isObject(objectAt(properties).model) && objectAt(properties).text !== undefined,
    (schema) => {
      const { model, ...rest } = objectAt(schema.properties);
      const values = listOf(objectAt(model).enum);
      return {
        type: "object",
        required: schema.required ?? [],
        properties: rest,
        oneOf: values.map((value) => ({
          type: "object",
          properties: { model: { type: "string", enum: [value] } },
        })),
      };
    },
  ),
  "a discriminator": change(
    "schema",
    has("oneOf"),
    add({ discriminator: { propertyName: "kind", mapping: { a: "#/components/schemas/Lost" } } }),
  ),
  "a map": change("schema", isType("object"), add({ additionalProperties: { type: "string" } })),
  "a map of anything": change("schema", isType("object"), add({ additionalProperties: true })),
  "a closed object": change("schema", isType("object"), add({ additionalProperties: false })),
  "a map by pattern": change(
    "schema",
    isType("object"),
    add({ patternProperties: { "^x_": { type: "string" } } }),
  ),
  "a boolean exclusive limit": change("schema", has("type"), add({ minimum: 1, exclusiveMinimum: true })),
  "a limit in quotes": change(
    "schema",
    has("type"),
    add({ minimum: "1", maximum: "12 seconds", maxLength: "100" }),
  ),
  "a limit that is null": change("schema", has("type"), add({ maximum: null, pattern: null, enum: null })),
  "a limit below the other": change("schema", isType("integer"), add({ minimum: 9, maximum: 3 })),
  "a negative length": change("schema", isType("string"), add({ minLength: -1, maxLength: 1.5 })),
  "a multiple of nothing": change("schema", isType("number"), add({ multipleOf: 0 })),
  "numbers among texts": change("schema", has("enum"), (schema) => ({
    ...schema,
    enum: [...listOf(schema.enum), 720, true, null],
  })),
  "values twice": change("schema", has("enum"), (schema) => ({
    ...schema,
    enum: [...listOf(schema.enum), ...listOf(schema.enum)],
  })),
  "no values": change("schema", has("enum"), add({ enum: [] })),
  "one value without a list": change("schema", has("enum"), (schema) => ({
    ...schema,
    enum: listOf(schema.enum)[0] ?? "",
  })),
  "values of another type": change("schema", has("enum"), add({ type: "integer" })),
  "many values": change("schema", has("enum"), (schema) => ({
    ...schema,
    enum: [...listOf(schema.enum), ...Array.from({ length: 5000 }, (_, index) => `value-${index}`)],
  })),
  "a default that is no value": change("schema", has("type"), add({ default: { a: 1 } })),
  "an example of another type": change("schema", has("type"), add({ example: [1] })),
  "required of nothing": change("schema", has("properties"), add({ required: ["ghost"] })),
  "required twice": change("schema", has("required"), (schema) => ({
    ...schema,
    required: [...[schema.required].flat(), ...[schema.required].flat()] as Json[],
  })),
  "required in the property": change("schema", isType("string"), add({ required: true })),
  "required not in the property": change("schema", isType("string"), add({ required: false })),
  "required as one text": change("schema", has("properties"), add({ required: "id" })),
  "required that is null": change("schema", has("properties"), add({ required: null })),
  "an unknown format": change("schema", has("type"), add({ format: "kite-string" })),
  "a known format": change("schema", isType("string"), add({ format: "date-time" })),
  "formats of numbers": change("schema", isType("integer"), add({ format: "int64" })),
  "an unknown type": change("schema", has("type"), add({ type: "kite" })),
  "a type of another language": change("schema", has("type"), add({ type: "int" })),
  "a type in capitals": change("schema", has("type"), (schema) => ({
    ...schema,
    type: String(schema.type).toUpperCase(),
  })),
  "types of files": change("schema", isType("string"), add({ type: "file" })),
  "no types": change("schema", has("type"), add({ type: [] })),
  "types twice": change("schema", has("type"), (schema) => ({
    ...schema,
    type: [schema.type, schema.type].flat() as Json[],
  })),
  "a broken pattern": change("schema", isType("string"), add({ pattern: "^(?i)[a-z" })),
  "a pattern of another language": change("schema", isType("string"), add({ pattern: "^[\\w\\-\\_]+$" })),
  "a pattern with delimiters": change("schema", isType("string"), add({ pattern: "/^.*$/" })),
  "items as a list": change("schema", has("items"), (schema) => ({ ...schema, items: [schema.items ?? {}] })),
  "no items": change("schema", has("items"), (schema) => without(schema, "items")),
  "properties as a list": change("schema", has("properties"), add({ properties: [] })),
  "no properties": change("schema", has("properties"), (schema) => without(schema, "properties")),
  "combinations of nothing": change("schema", has("type"), add({ anyOf: [] })),
  "a combination that is no list": change("schema", has("type"), add({ oneOf: { type: "string" } })),
  conditions: change(
    "schema",
    has("properties"),
    add({ if: { required: ["id"] }, else: { required: ["id"] } }),
  ),
  "a schema that is not": change("schema", isType("string"), add({ not: { enum: ["never"] } })),
  "read-only and write-only": change("schema", has("type"), add({ readOnly: true })),
  "definitions inside": change(
    "schema",
    has("properties"),
    add({
      $defs: { Wind: { type: "string" } },
      $id: "https://example.org/kite",
      $anchor: "kite",
      $schema: "https://json-schema.org/draft/2020-12/schema",
    }),
  ),
  "an xml note": change("schema", has("type"), add({ xml: { name: "kite", wrapped: true } })),
  "a schema nested deep": addProperty("deep", deep(40)),
  "an empty schema": change("schema", always, () => ({})),
  "no paths": (document) => ({ ...document, paths: {} }),
  "a path without operations": (document) => ({
    ...document,
    paths: { ...objectAt(document, "paths"), "/v1/nothing": {}, "/v1/null": null, "x-note": { get: "x" } },
  }),
  "several operations": (document) => {
    const [[path, item] = []] = Object.entries(objectAt(document, "paths"));
    const [one] = Object.values(objectAt(item));
    return path === undefined || one === undefined
      ? undefined
      : { ...document, paths: { [path]: item ?? {}, [`${path}/again`]: { post: one, put: one } } };
  },
  "the same path in another form": renamePath((path) => path.replace("{task_id}", "{id}")),
  "a path without a slash": renamePath((path) => path.slice(1)),
  "a path with a query": renamePath((path) => `${path}?alt=sse`),
  "an older version in the path": renamePath((path) => path.replace("/v1/", "/api/v1alpha/")),
  "another version in the path": renamePath((path) => path.replace("/v1/", "/v2/")),
  "a path in Japanese": renamePath(() => "/v1/動画/生成"),
  "the root": renamePath(() => "/"),
  callbacks: operation(
    add({
      callbacks: {
        done: {
          "{$request.body#/callback_url}": {
            post: { requestBody: { content: {} }, responses: { "200": { description: "Fine" } } },
          },
        },
      },
    }),
  ),
  "no servers": (document) => without(document, "servers"),
  "a server with variables": (document) => ({
    ...document,
    servers: [{ url: "https://{region}.example.org", variables: { region: { default: "eu" } } }],
  }),
  "a server that is relative": (document) => ({ ...document, servers: [{ url: "/" }] }),
  "no security": (document) => without(document, "security"),
  "no need of security": operation(add({ security: [] })),
  "optional security": operation(add({ security: [{}] })),
  "security that is lost": operation(add({ security: [{ lost: [] }] })),
  "security schemes that are lost": (document) => ({
    ...document,
    components: without(objectAt(document, "components"), "securitySchemes"),
  }),
  "a security scheme of its own kind": (document) => ({
    ...document,
    components: {
      ...objectAt(document, "components"),
      securitySchemes: { bearerAuth: { type: "apiKey", in: "header", name: "Authorization" } },
    },
  }),
  "a security scheme behind a reference": (document) => ({
    ...document,
    components: {
      ...objectAt(document, "components"),
      securitySchemes: {
        bearerAuth: { $ref: "#/components/securitySchemes/real" },
        real: { type: "http", scheme: "bearer" },
      },
    },
  }),
  "a security scheme without a type": (document) => ({
    ...document,
    components: {
      ...objectAt(document, "components"),
      securitySchemes: { bearerAuth: { scheme: "bearer" } },
    },
  }),
  "no info": (document) => without(document, "info"),
  "no license": (document) => ({ ...document, info: { title: "Kites", version: "1.0.0" } }),
  "a version that is a number": (document) => ({ ...document, info: { title: "Kites", version: 1 } }),
  "no components": (document) => without(document, "components"),
  "no responses": operation((one) => without(one, "responses")),
  "responses that are empty": changeResponses(() => ({})),
  "a response without content": changeResponses((responses) => ({
    ...responses,
    "204": { description: "Nothing" },
  })),
  "a response without a description": change("response", always, (response) =>
    without(response, "description"),
  ),
  "a response that is null": changeResponses((responses) => ({ ...responses, "404": null })),
  "a range of statuses": renameStatus("200", "2XX"),
  "a range of statuses in small letters": renameStatus("200", "2xx"),
  "a range of failures": renameStatus("400", "4XX"),
  "a default response": renameStatus("400", "default"),
  "only a default response": changeResponses((responses) => ({ default: responses["200"] ?? {} })),
  "another success": renameStatus("200", "202"),
  "headers of a response": change(
    "response",
    always,
    add({
      headers: {
        "X-Rate": { description: "Left.", schema: { type: "integer", nullable: true } },
        "X-Ref": { $ref: "#/components/headers/Rate" },
      },
    }),
  ),
  "headers of any content": change(
    "response",
    always,
    add({
      headers: {
        "X-Rate": { content: { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } } },
      },
    }),
  ),
  "vendor JSON, asked": inMediaType("requestBody", "application/vnd.kite+json"),
  "vendor JSON, answered": inMediaType("response", "application/problem+json"),
  "two JSONs, answered": changeContent("response", (content) => ({
    ...content,
    "application/problem+json": { schema: { type: "object" } },
  })),
  "XML, answered": inMediaType("response", "application/xml"),
  "text, answered": changeContent("response", (content) => ({
    ...content,
    "text/event-stream": { schema: { type: "string" } },
  })),
  "anything, answered": inMediaType("response", "*/*"),
  "a media type without a schema": change("mediaType", always, (media) => without(media, "schema")),
  "a media type that is null": changeContent("response", (content) => ({ ...content, "text/plain": null })),
  "content that is empty": changeContent("requestBody", () => ({})),
  "a form": changeContent("requestBody", (content) => ({
    ...content,
    "multipart/form-data": {
      schema: { type: "object", properties: { file: { type: "string", format: "binary" } } },
      encoding: {
        file: { contentType: "image/png", headers: { "X-Part": { $ref: "#/components/headers/Lost" } } },
      },
    },
  })),
  "a body that is optional": change("requestBody", always, (body) => without(body, "required")),
  "a body that is a list": change("mediaType", always, (media) => ({
    ...media,
    schema: { type: "array", items: media.schema ?? {} },
  })),
  "a body that is nullable": change("mediaType", has("schema"), (media) => ({
    ...media,
    schema: { anyOf: [media.schema ?? {}, { type: "null" }] },
  })),
  "no body": operation((one) => without(one, "requestBody")),
  "a key among the parameters": addParameters({
    name: "Authorization",
    in: "header",
    required: true,
    schema: { type: "string" },
  }),
  "a parameter of Swagger": addParameters({
    name: "limit",
    in: "query",
    type: "integer",
    default: 5,
    maximum: 10,
  }),
  "a parameter without a schema": addParameters({ name: "limit", in: "query" }),
  "a parameter without a name": addParameters({ in: "query", schema: { type: "string" } }),
  "a parameter of the body": addParameters({ name: "body", in: "body", schema: { type: "object" } }),
  "a parameter of any content": addParameters({
    name: "filter",
    in: "query",
    content: { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } },
  }),
  "a parameter with examples": addParameters({
    name: "limit",
    in: "query",
    schema: { type: "integer" },
    examples: { a: { $ref: "#/components/examples/Lost" } },
  }),
  "a parameter with a list of examples": addParameters({
    name: "limit",
    in: "query",
    schema: { type: "integer" },
    examples: [1, 2],
  }),
  "a parameter twice": addParameters(
    { name: "limit", in: "query", schema: { type: "integer" } },
    { name: "limit", in: "query", schema: { type: "string" } },
  ),
  "a parameter that is optional in the path": addParameters({
    name: "task_id",
    in: "path",
    schema: { type: "string" },
  }),
  "a parameter of no path": addParameters({
    name: "ghost",
    in: "path",
    required: true,
    schema: { type: "string" },
  }),
  "a parameter that is null": addParameters(null),
  "parameters that are no list": operation(add({ parameters: { name: "limit", in: "query" } })),
  "a cookie": addParameters({ name: "session", in: "cookie", schema: { type: "string" } }),
  deprecated: operation(add({ deprecated: true })),
  "documentation elsewhere": operation(add({ externalDocs: { url: "https://example.org" } })),
  "tags that are described": (document) => ({
    ...document,
    tags: [{ name: "Flights", description: "All flights." }, "Kites", null],
  }),
  "Swagger 2.0": (document) => ({ ...without(document, "openapi"), swagger: "2.0" }),
  "OpenAPI 3.0": (document) => ({ ...document, openapi: "3.0.3" }),
  "OpenAPI 3.2": (document) => ({ ...document, openapi: "3.2.0" }),
  "OpenAPI 3.1 without a patch": (document) => ({ ...document, openapi: "3.1" }),
  "no version": (document) => without(document, "openapi"),
  "a reference to a file": change("schema", always, () => ({ $ref: "./other.yaml#/Kite" })),
};
