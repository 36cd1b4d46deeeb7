import { isObject, type JsonObject, listAt } from "../../../src/openapi/json.ts";
import { listOperations } from "../../../src/openapi/operations.ts";
import { resolveComponent, securitySchemesOf } from "../../../src/openapi/references.ts";

/** How a request carries the key: in a header or in the query, under a name, after a prefix such as `Bearer `. */
export type KeyPlace = readonly [where: "header" | "query", name: string, prefix: string];

/** How an API takes a key whose document says nothing of security at all. */
const UNSAID: KeyPlace = ["header", "authorization", "Bearer "];

/**
 * Makes the function that finds how an operation wants the key: by the first of its security requirements that is one
 * scheme alone, as there is one key. It gives undefined where an operation asks for none and another asks for one.
 */
export function createKeyReader(document: JsonObject): (operation: JsonObject) => KeyPlace | undefined {
  const read = (operation: JsonObject) => findKeyPlace(document, operation);
  const isSaid = listOperations(document).some(({ operation }) => read(operation) !== undefined);
  return isSaid ? read : () => UNSAID;
}

function findKeyPlace(document: JsonObject, operation: JsonObject): KeyPlace | undefined {
  const schemes = securitySchemesOf(document);
  const requirements = Array.isArray(operation.security) ? operation.security : listAt(document, "security");
  return requirements
    .map((requirement) => (isObject(requirement) ? Object.keys(requirement) : []))
    .filter((names) => names.length === 1)
    .map(([name = ""]) => readScheme(resolveComponent(document, schemes[name])))
    .find((place) => place !== undefined);
}

/** OAuth and OpenID Connect end in a bearer token. */
function readScheme({ type, scheme, in: where, name }: JsonObject): KeyPlace | undefined {
  if (type === "oauth2" || type === "openIdConnect") return UNSAID;
  if (type === "http" && typeof scheme === "string") {
    const word = `${scheme.charAt(0).toUpperCase()}${scheme.slice(1).toLowerCase()}`;
    return ["header", "authorization", `${word} `];
  }
  if (type !== "apiKey" || typeof name !== "string") return undefined;
  if (where === "cookie") return ["header", "cookie", `${name}=`];
  if (where === "header") return ["header", name.toLowerCase(), ""];
  return where === "query" ? ["query", name, ""] : undefined;
}
