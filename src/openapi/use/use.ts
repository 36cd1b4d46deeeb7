import type { JsonObject } from "../json.ts";
import { isJson } from "../media-types.ts";

/** What a schema is used for. */
export interface Use {
  /** The mark of properties that this direction does not have: `readOnly` in a request. */
  exempts: "readOnly" | "writeOnly";
  /** What carries the value: JSON text, the parts of a form or one of them, or the bytes of the body. */
  carrier: "json" | "form" | "part" | "bytes";
}

/** The use of a body by its media type. */
export function useOfMedia(exempts: Use["exempts"], mediaType: string): Use {
  if (/^multipart\//i.test(mediaType)) return { exempts, carrier: "form" };
  const isText = isJson(mediaType) || /^text\/|[/+]xml\b|x-www-form-urlencoded/i.test(mediaType);
  return { exempts, carrier: isText ? "json" : "bytes" };
}

/** The use of what stands under a keyword. Of a form, a property is a part, and so are the items of a list in one. */
export function useOfChild({ exempts, carrier }: Use, keyword: string): Use {
  const isPart =
    (carrier === "form" && /roperties$/.test(keyword)) ||
    (carrier === "part" && /^(?:items|prefixItems)$/.test(keyword));
  return { exempts, carrier: isPart ? "part" : "json" };
}

/** Gives a text that is sent as bytes the one form that the stages after know for it. In JSON it stays a text. */
export function asFile(schema: JsonObject, { carrier }: Use): JsonObject {
  const isOfBytes = carrier === "bytes" || carrier === "part";
  const isText = [schema.type ?? []].flat().includes("string");
  const isEncoded = schema.contentMediaType !== undefined || schema.contentEncoding !== undefined;
  const isFile = isOfBytes && isText && schema.format === undefined && (isEncoded || carrier === "bytes");
  return isFile && schema.enum === undefined && schema.const === undefined
    ? { ...schema, format: "binary" }
    : schema;
}

/** Says of a form that it is an object, as nothing else has parts, where its schema leaves that to its properties. */
export function asForm(schema: JsonObject, { carrier }: Use): JsonObject {
  return carrier === "form" && schema.type === undefined ? { type: "object", ...schema } : schema;
}
