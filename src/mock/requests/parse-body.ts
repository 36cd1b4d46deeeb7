import { isRecord, type JsonObject } from "../../openapi/json.ts";
import { readProperties } from "../../openapi/json-schema.ts";
import { isJson } from "../../openapi/media-types.ts";
import type { MockRequest } from "../base/http.ts";
import { isShallow, MAX_NESTING } from "../base/nesting.ts";
import { findContent, requestContents } from "../prism/contents.ts";
import type { PrismOperation } from "../prism/prism.ts";

/** A request body, as its value and as Prism takes it. */
export interface ParsedBody {
  value: unknown;
  forPrism: unknown;
}

/** JSON and forms are read; anything else is text. A message says why the body cannot be read. */
export async function parseBody(
  { headers, bytes }: MockRequest,
  operation: PrismOperation,
): Promise<ParsedBody | { message: string }> {
  if (bytes.length === 0) return { value: undefined, forPrism: undefined };
  const contents = requestContents(operation);
  const given = headers["content-type"];
  const content = (given === undefined ? undefined : findContent(contents, given)) ?? contents[0];
  const type = given ?? content?.mediaType ?? "";
  const text = bytes.toString("utf8");
  try {
    if (isJson(type)) {
      if (!isShallow(text)) return { message: `The body is nested more than ${MAX_NESTING} levels deep.` };
      const value: unknown = JSON.parse(text);
      return { value, forPrism: value };
    }
    if (/^application\/x-www-form-urlencoded\b/i.test(type))
      return { value: readUrlencoded(text, content?.schema), forPrism: text };
    // Prism reads the parts of a form itself, and says what is wrong where there is no boundary.
    if (/^multipart\/form-data\b.*\bboundary=/i.test(type)) {
      return { value: await readForm(bytes, type, content?.schema), forPrism: text };
    }
  } catch (error) {
    const format = type.split(";")[0]?.trim().replace("application/json", "JSON");
    return { message: `The body is not ${format}: ${error instanceof Error ? error.message : error}` };
  }
  return { value: text, forPrism: text };
}

/** The fields of a form, those of lists as often as they come. */
function readUrlencoded(text: string, schema: JsonObject | undefined): Record<string, unknown> {
  const fields = new URLSearchParams(text);
  const properties = readProperties(schema);
  return Object.fromEntries(
    [...new Set(fields.keys())].map((name) => {
      const property = properties[name];
      const isList = isRecord(property) && property.type === "array";
      const values = fields.getAll(name);
      return [
        name,
        isList
          ? values.map((value) => readPart(value, property.items))
          : readPart(values.at(-1) ?? "", property),
      ];
    }),
  );
}

/** The parts of a form: of a file its name, of a number or a truth value what its text says. */
async function readForm(
  bytes: Buffer,
  type: string,
  schema: JsonObject | undefined,
): Promise<Record<string, unknown>> {
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
  const properties = readProperties(schema);
  return Object.fromEntries(
    [...form].map(([name, part]) => [
      name,
      typeof part === "string" ? readPart(part, properties[name]) : part.name,
    ]),
  );
}

function readPart(text: string, schema: unknown): unknown {
  const type = isRecord(schema) ? schema.type : undefined;
  if (type === "boolean" && /^(true|false)$/.test(text)) return text === "true";
  const isNumber = (type === "integer" || type === "number") && text.trim() !== "";
  return isNumber && Number.isFinite(Number(text)) ? Number(text) : text;
}
