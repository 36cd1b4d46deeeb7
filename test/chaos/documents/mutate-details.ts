import { type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import type { Draw } from "../../helpers/draw.ts";

type Detail = (document: JsonObject, draw: Draw) => JsonObject;

const pick = <T>(items: readonly T[], draw: Draw): T => items[draw(items.length)] as T;

const inJson = (media: JsonObject): JsonObject => ({ content: { "application/json": media } });
const respond = (more: JsonObject): JsonObject => ({ responses: { "200": { description: "", ...more } } });

/** What refers to a component of each kind, in an operation. */
const USES: Readonly<Record<string, (ref: JsonObject) => JsonObject>> = {
  schemas: (ref) => ({ requestBody: inJson({ schema: ref }) }),
  parameters: (ref) => ({ parameters: [ref] }),
  headers: (ref) => respond({ headers: { "x-a": ref } }),
  responses: (ref) => ({ responses: { "200": ref, default: ref } }),
  examples: (ref) => ({ requestBody: inJson({ schema: {}, examples: { a: ref } }) }),
  links: (ref) => respond({ links: { next: ref } }),
  requestBodies: (ref) => ({ requestBody: ref }),
  callbacks: (ref) => ({ callbacks: { done: ref } }),
  pathItems: (ref) => ({ callbacks: { done: { "{$request.body#/url}": ref } } }),
  securitySchemes: () => ({ security: [{ Detail0: [] }, { Detail3: ["read"] }] }),
};

/** A right component of each kind. */
const COMPONENTS: Readonly<Record<string, JsonObject>> = {
  schemas: { type: "object", required: ["a"], properties: { a: { type: "integer" } } },
  parameters: { name: "a", in: "query", schema: { type: "string" } },
  headers: { schema: { type: "integer" } },
  responses: { description: "A response", ...inJson({ schema: { type: "string" } }) },
  examples: { value: { a: 1 } },
  links: { operationId: "getKite", parameters: { id: "$response.body#/id" } },
  requestBodies: { required: true, ...inJson({ schema: { type: "object" } }) },
  callbacks: { "{$request.body#/url}": { post: respond({}) } },
  pathItems: { get: respond({}) },
  securitySchemes: { type: "http", scheme: "bearer" },
};

const KINDS = Object.keys(USES);

function addOperation(document: JsonObject, operation: JsonObject, path = "/v1/details"): JsonObject {
  const item = { post: { ...respond({}), ...operation } };
  return { ...document, paths: { ...objectAt(document, "paths"), [path]: item } };
}

/** A chain of references to a component, at whose end there is one of its kind, of another kind, a part, or nothing. */
const addChain: Detail = (document, draw) => {
  const kind = pick(KINDS, draw);
  const other = pick(KINDS, draw);
  const refer = ($ref: string): JsonObject => ({
    $ref,
    ...pick<JsonObject>([{}, {}, { description: "Beside" }, { required: true }, { nullable: true }], draw),
  });
  const ends: readonly Json[] = [
    COMPONENTS[kind] ?? {},
    COMPONENTS[other] ?? {},
    refer(`#/components/${other}/Detail9`),
    refer(`#/components/${kind}/Lost`),
    refer("#/paths/~1v1~1details"),
    refer("#/paths/~1v1~1details/post/requestBody"),
    refer("#/paths/~1v1~1details/post/responses/200"),
    refer("#/components"),
    refer("#"),
    refer(""),
    refer("other.yaml#/components/schemas/A"),
    refer("https://example.org/openapi.json#/a"),
    refer("Detail9"),
    null,
    "Detail9",
    true,
    [],
  ];
  const components = objectAt(document, "components");
  const chain: JsonObject = {
    Detail0: refer(`#/components/${kind}/Detail1`),
    Detail1: refer(`#/components/${kind}/Detail2`),
    Detail2: refer(`#/components/${kind}/Detail3`),
    Detail3: pick(ends, draw),
  };
  const added = {
    ...components,
    [other]: { ...objectAt(components, other), Detail9: COMPONENTS[other] ?? {} },
  };
  const whole = {
    ...document,
    components: { ...added, [kind]: { ...objectAt(added, kind), ...chain } },
  };
  return addOperation(whole, USES[kind]?.(refer(`#/components/${kind}/Detail${draw(4)}`)) ?? {});
};

const REF = { $ref: "#/components/schemas/Detail" };

/** Schemas that mix versions, or say what few say. */
const SCHEMAS: readonly Json[] = [
  { type: "integer", exclusiveMinimum: true, minimum: 3, exclusiveMaximum: false, maximum: 9 },
  { type: "number", exclusiveMinimum: 3, minimum: 5 },
  { ...REF, nullable: true },
  { ...REF, type: ["object", "null"], default: null },
  { type: ["string", "integer"], nullable: true, enum: ["a", 1] },
  { type: [], enum: [] },
  { type: ["null"] },
  { enum: ["a", "a", null, { a: 1 }, { a: 1 }, [1], 1, 1] },
  { type: "object", const: { a: [{ b: null }] } },
  { const: [1, { c: 2 }], default: [1] },
  { type: "string", enum: [1, true, null] },
  { type: "string", pattern: "\\p{Script=Han}+(?<=x)$" },
  { type: "string", pattern: "^(a+)+$(?!b)" },
  { type: "string", pattern: "(?<n>a)\\k<n>\\1" },
  { type: "string", pattern: "\\u{1F600}|[^]|\\cA|\\Z" },
  { type: "string", pattern: "/^[a-z]+$/i" },
  { type: "string", pattern: "(?i)abc" },
  { type: "string", format: "kite-length", minLength: 2 },
  { type: "integer", format: "uint64", default: 2 ** 64 },
  { type: "string", format: "binary", contentEncoding: "base64" },
  { type: "integer", default: "3", example: [1] },
  { type: "object", default: [], examples: { a: { value: {} } } },
  { type: "array", default: {}, examples: [[1], "x"] },
  { type: "boolean", default: "true" },
  { type: "number", minimum: 1e308, maximum: -1e308, multipleOf: 1e-300 },
  { type: "integer", minimum: 2 ** 53, multipleOf: 0.5 },
  { type: "array", minItems: 5, maxItems: 2, uniqueItems: "yes" },
  { type: "object", required: "a", properties: { a: {} } },
  { type: "object", required: ["a", "a", "b", 1], additionalProperties: false },
  { type: "object", properties: { a: { required: true, type: "string" } } },
  { type: "object", minProperties: 3, maxProperties: 1 },
  { allOf: [] },
  { oneOf: [], discriminator: { propertyName: "kind" } },
  { oneOf: [REF, REF], discriminator: { propertyName: "kind", mapping: { a: "Lost", b: 3 } } },
  { anyOf: [REF], allOf: [REF], oneOf: [REF], not: REF },
  { allOf: [{ type: "string" }, { type: "object" }] },
  { allOf: [REF, { additionalProperties: false, properties: { b: {} } }] },
  { type: "object", xml: { name: "a", wrapped: true }, externalDocs: "https://example.org" },
  { type: "object", properties: { a: { readOnly: true, writeOnly: true } }, required: ["a"] },
  { type: "array" },
  { type: "array", items: [] },
  { type: "any" },
  { type: "String", format: "Date" },
  { $id: "https://example.org/a", $defs: { B: { $anchor: "b" } }, $ref: "#b" },
  { $dynamicRef: "#node", $dynamicAnchor: "node" },
  { if: { required: ["a"] }, else: false },
  { "x-nullable": true, title: 3, description: ["a"], deprecated: "no" },
];

const addSchema: Detail = (document, draw) => {
  const schemas = Array.from({ length: 1 + draw(3) }, () => pick(SCHEMAS, draw));
  const properties = Object.fromEntries(schemas.map((schema, index) => [`detail${index}`, schema]));
  const body = { type: "object", properties, required: draw(2) === 0 ? ["detail0"] : [] };
  const components = objectAt(document, "components");
  const known = { ...objectAt(components, "schemas"), Detail: pick(SCHEMAS, draw) };
  const operation = {
    parameters: [{ name: "q", in: "query", schema: pick(SCHEMAS, draw) }],
    requestBody: inJson({
      schema: body,
      example: pick<Json>([{}, { detail0: 1 }, { detail0: null, detail1: "x" }, [], "{}"], draw),
    }),
    ...respond(inJson({ schema: pick<Json>([body, pick(SCHEMAS, draw), REF], draw) })),
  };
  return addOperation({ ...document, components: { ...components, schemas: known } }, operation);
};

/** What a document says of operations that few do. */
const OPERATIONS: readonly ((draw: Draw) => JsonObject)[] = [
  () => ({ operationId: "getKite" }),
  (draw) => ({
    parameters: [
      { name: "filter", in: "query", content: { "application/json": { schema: pick(SCHEMAS, draw) } } },
      { name: "both", in: "query", schema: {}, content: { "text/plain": {} } },
      { name: "none", in: "query" },
      { name: "empty", in: "header", content: {} },
      { name: "many", in: "cookie", content: { "application/json": {}, "text/plain": {} } },
    ].filter(() => draw(2) === 0),
  }),
  (draw) => ({
    parameters: ["query", "path", "header", "cookie", "querystring"].map((place, index) => ({
      name: `p${index}`,
      in: place,
      style: pick<Json>(["deepObject", "matrix", "label", "spaceDelimited", "kite", 3, null], draw),
      explode: pick<Json>([true, false, "true", null], draw),
      allowReserved: true,
      schema: pick(SCHEMAS, draw),
    })),
  }),
  (draw) => ({
    requestBody: {
      content: {
        [pick(["multipart/form-data", "application/x-www-form-urlencoded", "multipart/mixed"], draw)]: {
          schema: { type: "object", properties: { a: pick(SCHEMAS, draw) } },
          encoding: pick<Json>(
            [
              { lost: { contentType: "image/png" } },
              { a: { contentType: "image/*, text/plain", style: "deepObject", explode: true } },
              { a: { headers: { "x-a": { $ref: "#/components/headers/Lost" } } } },
              { a: null },
              [],
              "a",
            ],
            draw,
          ),
          ...(draw(3) === 0 && { itemSchema: pick(SCHEMAS, draw), prefixEncoding: [{}], itemEncoding: {} }),
        },
      },
    },
  }),
  (draw) => ({
    security: pick<Json>([[{ lost: [] }], [{ "": [] }], [{ lost: "read" }], [[]], [null], {}], draw),
  }),
  (draw) => ({
    servers: pick<Json>(
      [
        [{ url: "https://other.example/{v}", variables: { v: { enum: [], default: "1" } } }],
        [{ url: "../relative" }, { url: "//host.example" }],
        [{ url: "https://a.example:99999" }],
        [{ url: "{scheme}://{host}" }],
        [{}],
        "https://a.example",
      ],
      draw,
    ),
  }),
  (draw) => respond({ headers: { "Content-Type": {}, "set-cookie": { schema: pick(SCHEMAS, draw) } } }),
  (draw) => ({
    responses: {
      200: { description: "", content: { "text/event-stream": { itemSchema: pick(SCHEMAS, draw) } } },
      default: { description: "", links: { a: { operationRef: "#/paths/~1lost/get", server: {} } } },
    },
  }),
];

const addDetail: Detail = (document, draw) => addOperation(document, pick(OPERATIONS, draw)(draw));

/** Path items that few have. */
const addItems: Detail = (document, draw) => {
  const paths = objectAt(document, "paths");
  const [item = {}] = Object.values(paths);
  const operation = { ...respond({}), requestBody: inJson({ schema: pick(SCHEMAS, draw) }) };
  const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
  const more = pick<() => JsonObject>(
    [
      () => ({ "/a/{x}": { get: operation }, "/a/{y}": { get: operation, post: operation } }),
      () => ({ "/a/{id}": { parameters: [id, id], get: operation }, "/a/me": { get: operation } }),
      () => ({ "v1/relative": item, "https://example.org/a": item, "": item, "{id}": item }),
      () => ({ "/q": { query: operation, QUERY: operation, additionalOperations: { COPY: operation } } }),
      () => ({ "/q": { additionalOperations: { POST: operation, "": operation, "a b": operation } } }),
      () => ({ "/s": { servers: [{ url: "https://files.example" }], post: operation } }),
      () => ({ "/s": { summary: "A path", description: "Words", parameters: "id", post: operation } }),
      () => ({ "/i": { GET: operation, Post: operation, connect: operation } }),
      () => ({
        "/d": { post: { ...operation, operationId: "d" } },
        "/e": { put: { ...operation, operationId: "d" } },
      }),
      () => ({
        "/d": { post: { ...operation, operationId: "get-it" } },
        "/e": { put: { ...operation, operationId: "getIt" } },
      }),
    ],
    draw,
  )();
  return { ...document, paths: { ...paths, ...more } };
};

/** Documents that are long, wide or deep. */
const SIZES: readonly Detail[] = [
  (document, draw) => {
    const wraps: readonly ((inner: Json) => JsonObject)[] = [
      (inner) => ({ type: "object", properties: { a: inner } }),
      (inner) => ({ type: "array", items: inner }),
      (inner) => ({ allOf: [inner] }),
      (inner) => ({ anyOf: [inner, { type: "null" }] }),
      (inner) => ({ additionalProperties: inner }),
      (inner) => ({ not: inner }),
    ];
    const wrap = pick(wraps, draw);
    let schema: Json = { type: "string" };
    for (let level = 0; level < 500; level += 1) schema = wrap(schema);
    return addOperation(document, { requestBody: inJson({ schema }) });
  },
  (document) => {
    const properties = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [`property${index}`, { type: "integer", default: index }]),
    );
    return addOperation(document, { requestBody: inJson({ schema: { type: "object", properties } }) });
  },
  (document, draw) => {
    const text = pick(["a", "*/", "`${", "\n", "é\u2028", "# "], draw).repeat(50_000);
    return addOperation(document, {
      description: text,
      requestBody: inJson({ schema: { type: "string", enum: [text, "b"], description: text } }),
    });
  },
  (document) => {
    const values = Array.from({ length: 5_000 }, (_, index) => `value-${index}`);
    return addOperation(document, { requestBody: inJson({ schema: { type: "string", enum: values } }) });
  },
  (document, draw) => {
    const branches = Array.from({ length: 200 }, (_, index) => ({
      type: "object",
      required: ["kind"],
      properties: { kind: draw(50) === 0 ? {} : { const: `kind-${index}` }, size: { type: "integer" } },
    }));
    return addOperation(document, { requestBody: inJson({ schema: { oneOf: branches } }) });
  },
  (document) => {
    const count = 300;
    const names = Array.from({ length: count }, (_, index) => `Chain${index}`);
    const chain = Object.fromEntries(
      names.map((name, index) => [
        name,
        {
          type: "object",
          allOf: [{ $ref: `#/components/schemas/Chain${index + 1}` }],
          properties: { [name]: {} },
        },
      ]),
    );
    const components = objectAt(document, "components");
    const schemas = { ...objectAt(components, "schemas"), ...chain, [`Chain${count}`]: { type: "object" } };
    const schema = { $ref: "#/components/schemas/Chain0" };
    return addOperation(
      { ...document, components: { ...components, schemas } },
      { requestBody: inJson({ schema }) },
    );
  },
];

/** Documents of webhooks alone, of another version, or of what OpenAPI 3.2 brings. */
const addRoot: Detail = (document, draw) => {
  const hook = { post: { requestBody: inJson({ schema: pick(SCHEMAS, draw) }), ...respond({}) } };
  const { paths: _, ...rest } = document;
  return pick<() => JsonObject>(
    [
      () => ({ ...rest, webhooks: { done: hook } }),
      () => ({ ...rest, openapi: "3.1.0", webhooks: { done: { $ref: "#/components/pathItems/Hook" } } }),
      () => ({ ...rest, components: { ...objectAt(rest, "components"), pathItems: { Hook: hook } } }),
      () => ({ ...document, openapi: "3.2.0", $self: "https://example.org/a", jsonSchemaDialect: "lost" }),
      () => ({ ...document, openapi: "3.0.3", webhooks: { done: hook } }),
      () => ({ ...document, security: [{ lost: [] }], servers: [] }),
      () => ({
        ...document,
        tags: [
          { name: "a", parent: "b", kind: "nav" },
          { name: "b", parent: "a" },
        ],
      }),
      () => ({
        ...document,
        components: { ...objectAt(document, "components"), schemas: [{}], kites: { A: {} } },
      }),
    ],
    draw,
  )();
};

const DETAILS: readonly Detail[] = [addChain, addSchema, addDetail, addItems, addRoot];

/** Changes a document in one to three of the details that few documents have; one in twenty is long, wide or deep. */
export function mutateDetails(document: JsonObject, draw: Draw): JsonObject {
  let mutated = draw(20) === 0 ? pick(SIZES, draw)(document, draw) : document;
  for (let times = 1 + draw(3); times > 0; times -= 1) mutated = pick(DETAILS, draw)(mutated, draw);
  return mutated;
}
