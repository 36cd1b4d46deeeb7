import type { JsonObject } from "../json.ts";
import { isJson } from "../media-types.ts";

/** What a schema is used for. */
export interface Use {
  /** The mark of properties that this direction does not have: `readOnly` in a request. None of what a server calls with. */
  exempts: "readOnly" | "writeOnly" | "nothing";
  /** What carries the value: JSON, any other text, the parts of a form or one of them, or the bytes of the body. */
  carrier: "json" | "text" | "form" | "part" | "bytes";
}

/** The use of a body by its media type. */
export function useOfMedia(exempts: Use["exempts"], mediaType: string): Use {
  if (/^multipart\//i.test(mediaType)) return { exempts, carrier: "form" };
  // A form of this kind has no files either.
  if (isJson(mediaType) || /x-www-form-urlencoded/i.test(mediaType)) return { exempts, carrier: "json" };
  return { exempts, carrier: /^text\/|[/+]xml\b/i.test(mediaType) ? "text" : "bytes" };
}

/** The use of what stands under a keyword. Of a form, a property is a part, and so are the items of a list in one. */
export function useOfChild({ exempts, carrier }: Use, keyword: string): Use {
  const isPart =
    (carrier === "form" && /roperties$/.test(keyword)) ||
    (carrier === "part" && /^(?:items|prefixItems)$/.test(keyword));
  return { exempts, carrier: isPart ? "part" : carrier === "text" ? "text" : "json" };
}

/**
 * Gives a text that is sent as bytes the one form that the stages after know for it. JSON has no bytes: what is called so
 * there is a text, as JSON Schema says it.
 */
export function asFile(schema: JsonObject, { carrier }: Use): JsonObject {
  const isOfBytes = carrier === "bytes" || carrier === "part";
  const isText = [schema.type ?? []].flat().includes("string");
  if (carrier === "json" && isText && schema.format === "binary") {
    const { format: _, contentMediaType = "application/octet-stream", ...rest } = schema;
    return { ...rest, contentMediaType };
  }
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
