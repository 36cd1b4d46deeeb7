import { isObject, type JsonObject, objectAt } from "../../openapi/json.ts";
import { readProperties } from "../../openapi/json-schema.ts";
import type { MockRequest } from "../base/http.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";

/** A parameter of an operation with the value that a request has for it, or none. */
export interface GivenParameter {
  name: string;
  schema: JsonObject;
  required: boolean;
  /** As the style says, its texts not yet coerced to the types of the schema. */
  value: unknown;
}

interface Documented {
  name: string;
  style: string;
  explode?: boolean;
  required?: boolean;
  schema?: unknown;
}

type Query = MockRequest["query"];

/**
 * Reads the parameters of a request as their styles say: OpenAPI 3.1, 4.8.12.4.
 *
 * @param path what the path has for its template.
 */
export function readParameters(
  { request = {} }: PrismOperation,
  { query, headers }: MockRequest,
  path: Readonly<Record<string, string>>,
): GivenParameter[] {
  const cookies = readCookies(headers.cookie);
  const read = (place: unknown, readValue: (documented: Documented, schema: JsonObject) => unknown) =>
    ((place ?? []) as readonly Documented[]).flatMap((documented): GivenParameter[] => {
      const { name, required = false } = documented;
      const schema = documented.schema as JsonObject | undefined;
      return isObject(schema) ? [{ name, schema, required, value: readValue(documented, schema) }] : [];
    });
  return [
    ...read(request.path, (one, schema) => readStyled(one, schema, path[one.name])),
    ...read(request.query, (one, schema) => readQuery(one, schema, query)),
    ...read(request.headers, (one, schema) => readStyled(one, schema, headers[one.name.toLowerCase()])),
    ...read(request.cookie, (one, schema) => readStyled(one, schema, cookies[one.name])),
  ];
}

function readStyled(
  { name, style, explode = false }: Documented,
  schema: JsonObject,
  text: string | undefined,
): unknown {
  if (text === undefined) return undefined;
  const [prefix, separator] =
    style === "label"
      ? [".", explode ? "." : ","]
      : style === "matrix"
        ? [`;${name}=`, explode ? `;${name}=` : ","]
        : ["", ","];
  const kind = kindOf(schema);
  if (kind === "object" && style === "matrix" && explode) return readPairs(text.replace(/^;/, "").split(";"));
  const bare = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  if (kind === "text") return bare;
  // RFC 9110 5.6.1: there may be space around the commas of a header.
  const parts = bare === "" ? [] : bare.split(separator).map((part) => part.trim());
  return kind === "list" ? parts : explode ? readPairs(parts) : readAlternating(parts);
}

function readQuery(
  { name, style, explode = style === "form" }: Documented,
  schema: JsonObject,
  query: Query,
): unknown {
  const kind = kindOf(schema);
  const given = query[name] ?? query[`${name}[]`];
  if (kind === "object" && style === "deepObject") return readDeep(name, query);
  if (kind === "object" && explode) {
    const own = Object.keys(readProperties(schema)).filter((key) => query[key] !== undefined);
    return own.length === 0 ? undefined : Object.fromEntries(own.map((key) => [key, query[key]]));
  }
  if (given === undefined || kind === "text") return given;
  const texts = [given].flat();
  if (kind === "list" && explode) return texts;
  const separator = style === "spaceDelimited" ? " " : style === "pipeDelimited" ? "|" : ",";
  const parts = texts.flatMap((text) => (text === "" ? [] : text.split(separator)));
  return kind === "list" ? parts : readAlternating(parts);
}

/** `filter[name]=value` of a parameter `filter`. */
function readDeep(name: string, query: Query): unknown {
  const fields = Object.entries(query).flatMap(([key, value]) =>
    key.startsWith(`${name}[`) && key.endsWith("]") ? [[key.slice(name.length + 1, -1), value] as const] : [],
  );
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

const readPairs = (parts: readonly string[]) =>
  Object.fromEntries(parts.map((part) => [part.split("=", 1)[0] ?? "", part.slice(part.indexOf("=") + 1)]));

const readAlternating = (parts: readonly string[]) =>
  Object.fromEntries(
    parts.flatMap((part, at) => (at % 2 === 0 ? [[part, parts[at + 1] ?? ""] as const] : [])),
  );

function readCookies(header = ""): Record<string, string> {
  return readPairs(header.split(";").map((part) => part.trim()));
}

/** What a schema takes: one text, several, or named ones. Of several branches the first that says so decides. */
function kindOf(schema: JsonObject): "text" | "list" | "object" {
  const types = [schema.type].flat();
  if (types.includes("array") || "prefixItems" in schema) return "list";
  if (types.includes("object") || Object.keys(objectAt(schema, "properties")).length > 0) return "object";
  const branches = ["allOf", "oneOf", "anyOf"].flatMap((key) => [schema[key] ?? []].flat()).filter(isObject);
  return branches.map(kindOf).find((kind) => kind !== "text") ?? "text";
}
