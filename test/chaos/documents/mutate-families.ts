import { isObject, type Json, type JsonObject, objectAt, setOwn } from "../../../src/openapi/json.ts";
import { METHODS } from "../../../src/openapi/operations.ts";
import type { Draw } from "../../helpers/draw.ts";

type Family = (document: JsonObject, draw: Draw) => JsonObject;

const pick = <T>(items: readonly T[], draw: Draw): T => items[draw(items.length)] as T;

/** Changes values anywhere in a document, each with a chance of one in some. */
function changeSome(
  value: Json,
  draw: Draw,
  oneIn: number,
  change: (value: Json, key: string) => Json,
): Json {
  const enter = (child: Json, key: string): Json =>
    draw(oneIn) === 0 ? change(child, key) : changeSome(child, draw, oneIn, change);
  if (Array.isArray(value)) return value.map((item, index) => enter(item, String(index)));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, child] of Object.entries(value)) setOwn(copy, key, enter(child, key));
  return copy;
}

const changeRoot = (
  document: JsonObject,
  ...more: Parameters<typeof changeSome> extends [Json, ...infer R] ? R : never
) => objectAt(changeSome(document, ...more));

/** The components of each kind that lead back to themselves, and what an operation holds to lead there. */
const CIRCLES: readonly (readonly [
  kind: string,
  component: (ref: JsonObject) => JsonObject,
  use: (ref: JsonObject) => JsonObject,
])[] = [
  ["schemas", (ref) => ({ allOf: [ref, { type: "object" }] }), (ref) => withBody(ref)],
  [
    "schemas",
    (ref) => ({ oneOf: [ref, { type: "null" }], discriminator: { propertyName: "model" } }),
    (ref) => withBody(ref),
  ],
  ["schemas", (ref) => ({ properties: { a: ref }, required: ["a"] }), (ref) => withBody(ref)],
  ["parameters", (ref) => ref, (ref) => ({ parameters: [ref] })],
  ["responses", (ref) => ref, (ref) => ({ responses: { "200": ref } })],
  [
    "headers",
    (ref) => ref,
    (ref) => ({ responses: { "200": { description: "", headers: { "x-a": ref } } } }),
  ],
  ["links", (ref) => ref, (ref) => ({ responses: { "200": { description: "", links: { again: ref } } } })],
  [
    "examples",
    (ref) => ref,
    (ref) => ({ requestBody: { content: { "application/json": { schema: {}, examples: { a: ref } } } } }),
  ],
  ["requestBodies", (ref) => ref, (ref) => ({ requestBody: ref })],
  [
    "callbacks",
    (ref) => ({ "{$url}": { post: { callbacks: { a: ref }, responses: {} } } }),
    (ref) => ({ callbacks: { a: ref } }),
  ],
  ["pathItems", (ref) => ref, (ref) => ({ callbacks: { a: { "{$url}": ref } } })],
  ["securitySchemes", (ref) => ref, () => ({ security: [{ Loop0: [] }] })],
];

function withBody(schema: JsonObject): JsonObject {
  return { requestBody: { content: { "application/json": { schema } } } };
}

function addOperation(document: JsonObject, path: string, operation: JsonObject): JsonObject {
  const whole = { responses: { "200": { description: "" } }, ...operation };
  return { ...document, paths: { ...objectAt(document, "paths"), [path]: { post: whole } } };
}

/** Two components that lead to each other, or one to itself. */
const addCircle: Family = (document, draw) => {
  const [kind, make, use] = pick(CIRCLES, draw);
  const refTo = (name: string) => ({ $ref: `#/components/${kind}/${name}` });
  const components = objectAt(document, "components");
  const loops = { Loop0: make(refTo(draw(2) === 0 ? "Loop0" : "Loop1")), Loop1: make(refTo("Loop0")) };
  const whole = {
    ...document,
    components: { ...components, [kind]: { ...objectAt(components, kind), ...loops } },
  };
  return addOperation(whole, "/v1/loops", use(refTo("Loop0")));
};

const VERSIONS: readonly Json[] = [
  "3.0.0",
  "3.0.3",
  "3.1.0",
  "3.1.1",
  "3.1",
  "3.2.0",
  "2.0",
  3.1,
  "4.0.0",
  "v3.1",
];

/** Keywords of one version that mean nothing, or something else, in another. */
const KEYWORDS: readonly JsonObject[] = [
  { nullable: true },
  { exclusiveMinimum: true, minimum: 1 },
  { exclusiveMaximum: 3 },
  { type: ["string", "null"] },
  { type: ["object", "array"] },
  { type: "file" },
  { const: null },
  { examples: { a: { value: 1 } } },
  { example: [1] },
  { items: [{ type: "string" }], additionalItems: false },
  { dependencies: { a: ["b"], c: { required: ["d"] } } },
  { definitions: { A: { type: "string" } }, $ref: "#/definitions/A" },
  { discriminator: "type" },
  { id: "kite", $schema: "http://json-schema.org/draft-04/schema#" },
  { divisibleBy: 2, disallow: "string", extends: {} },
  { collectionFormat: "multi", allowEmptyValue: true },
  { unevaluatedProperties: false, patternProperties: { "[": {} } },
  { if: false, else: {} },
  { contentEncoding: "base64", contentMediaType: "image/png", contentSchema: {} },
  { minLength: 1e21, maxItems: -1, multipleOf: 0 },
];

const addKeywords: Family = (document, draw) =>
  changeRoot(document, draw, 40, (value) =>
    isObject(value) ? { ...value, ...pick(KEYWORDS, draw) } : value,
  );

/** Paths, statuses and media types in all the ways in which they are written. */
const PATHS =
  "/v1/{a}/{b} /v1/{b}/{a} /v1/{a}{b} /v1/a-{a}.json /v1/{a}/{a} /v1/{a /v1/a} v1 / /%7Ba%7D /ü/%20/%zz /a?b={c}&d /a#b /{a*} /{?a,b} /:a /a//b https://a.example/b /{} /{a/b} /*".split(
    " ",
  );
const STATUSES = "2XX 2xx default 200 0 1XX 999 20 OK 2?? 200-299 x-a 204".split(" ");
const MEDIA =
  "*/* application/* application/json;charset=utf-8 APPLICATION/JSON text/event-stream multipart/form-data application/x-www-form-urlencoded json image/png application/vnd.kite+json".split(
    " ",
  );

const addOperations: Family = (document, draw) => {
  const schema = () =>
    pick<Json>(
      [{}, { type: "object" }, true, false, null, { $ref: "#/components/schemas/Lost" }, ...KEYWORDS],
      draw,
    );
  const content = () =>
    pick<Json>([{}, null, [], { [pick(MEDIA, draw)]: { schema: schema() }, [pick(MEDIA, draw)]: {} }], draw);
  const parameter = () => ({
    name: pick(["a", "b", "a[]", "x-a", "Authorization", "", 1], draw),
    in: pick(["path", "query", "header", "cookie", "body", "formData"], draw),
    required: pick([true, false, "yes"], draw),
    schema: schema(),
    style: pick(["form", "deepObject", "matrix", "simple", "pipeDelimited"], draw),
    explode: draw(2) === 0,
  });
  return addOperation(document, pick(PATHS, draw), {
    operationId: pick(["createKite", "create kite", "", "constructor", "a/b", "1", "*/"], draw),
    parameters: Array.from({ length: draw(4) }, parameter),
    ...(draw(2) === 0 ? {} : { requestBody: { content: content(), required: draw(2) === 0 } }),
    responses: pick<Json>(
      [
        {},
        null,
        {
          [pick(STATUSES, draw)]: { description: "", content: content() },
          [pick(STATUSES, draw)]: { headers: { "x-a": { schema: schema() } } },
        },
      ],
      draw,
    ),
    security: pick<Json>(
      [
        [],
        [{}],
        [{ bearerAuth: [], other: ["x"] }],
        [{ bearerAuth: [] }, {}, { lost: [] }],
        {},
        "bearerAuth",
      ],
      draw,
    ),
    tags: pick<Json>([[], ["a", "a"], "a", [null], [{ name: "a" }]], draw),
    servers: pick<Json>(
      [
        [],
        [{ url: "/" }],
        [{ url: "https://a.example/v1" }, { url: "https://b.example/v2/" }],
        [{ url: "{a}" }],
        null,
      ],
      draw,
    ),
  });
};

/** What Swagger 2.0 has elsewhere. */
const SWAGGER: JsonObject = {
  swagger: "2.0",
  host: "a.example",
  basePath: "/v1",
  schemes: ["https"],
  consumes: ["application/json"],
  produces: ["application/json"],
  definitions: { A: { type: "object" } },
  securityDefinitions: { key: { type: "basic" } },
};

const FAMILIES: readonly Family[] = [
  addCircle,
  addCircle,
  addKeywords,
  addOperations,
  addOperations,
  (document, draw) => ({ ...document, openapi: pick(VERSIONS, draw) }),
  (document, draw) => ({
    ...document,
    ...Object.fromEntries(Object.entries(SWAGGER).filter(() => draw(2) === 0)),
  }),
  (document, draw) => changeRoot(document, draw, 30, () => null),
  (document, draw) =>
    changeRoot(document, draw, 30, (value) => (isObject(value) ? Object.values(value) : value)),
  (document, draw) =>
    changeRoot(document, draw, 30, (value) => (Array.isArray(value) ? { ...value } : [value])),
  (document, draw) =>
    changeRoot(document, draw, 30, (value) =>
      typeof value === "number" ? pick([1e21, -1, 1e308, 0.1, 2 ** 53], draw) : value,
    ),
  (document, draw) => changeRoot(document, draw, 30, (value) => (isObject(value) ? String(draw(9)) : {})),
  (document, draw) =>
    changeRoot(document, draw, 20, (value, key) =>
      key === "description" || key === "summary" ? { $ref: "#/info" } : value,
    ),
  (document, draw) => ({
    ...document,
    webhooks: {
      [pick(["a", "a b", "__proto__", "*/"], draw)]:
        pick(Object.values(objectAt(document, "paths")), draw) ?? {},
    },
    ...(draw(2) === 0 ? { paths: {} } : {}),
  }),
  (document, draw) => ({
    ...document,
    paths: Object.fromEntries(
      Object.entries(objectAt(document, "paths")).map(([path, item]) => [
        pick([path, `${path}/`, path.toUpperCase(), path.slice(1)], draw),
        item,
      ]),
    ),
  }),
  (document, draw) => ({
    ...document,
    components: {
      ...objectAt(document, "components"),
      pathItems: { P: objectAt(Object.values(objectAt(document, "paths"))[0]) },
    },
    paths: { "/v1/p": { $ref: "#/components/pathItems/P", [pick(METHODS, draw)]: { responses: {} } } },
  }),
];

/** Changes a document in one to three ways that belong together: circles, dialects, nulls and lists everywhere. */
export function mutateFamily(document: JsonObject, draw: Draw): JsonObject {
  let mutated = document;
  for (let times = 1 + draw(3); times > 0; times -= 1) mutated = pick(FAMILIES, draw)(mutated, draw);
  return mutated;
}
