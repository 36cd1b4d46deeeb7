import { type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { addOperation, type Detail, inJson, pick, respond } from "./detail.ts";

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

/** A chain of references to a component, at whose end there is one of its kind, of another kind, a part, or nothing. */
export const addChain: Detail = (document, draw) => {
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
