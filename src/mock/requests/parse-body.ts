import { isRecord, type JsonObject } from "../../openapi/json.ts";
import { readProperties } from "../../openapi/json-schema.ts";
import { isJson } from "../../openapi/media-types.ts";
import type { MockRequest } from "../base/http.ts";
import { isShallow, MAX_NESTING } from "../base/nesting.ts";
import { findContent, requestContents } from "../prism/contents.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";

/** A request body as a value. */
export interface ParsedBody {
  value: unknown;
  /** It came as a form: its values are texts, but for lists and objects. */
  form?: true;
}

/** JSON and forms are read; anything else is text. A message says why the body cannot be read. */
export async function parseBody(
  { headers, bytes }: MockRequest,
  operation: PrismOperation,
): Promise<ParsedBody | { message: string }> {
  if (bytes.length === 0) return { value: undefined };
  const contents = requestContents(operation);
  const given = headers["content-type"];
  const content = (given === undefined ? undefined : findContent(contents, given)) ?? contents[0];
  const type = given ?? content?.mediaType ?? "";
  const text = bytes.toString("utf8");
  try {
    if (isJson(type)) {
      if (!isShallow(text)) return { message: `The body is nested more than ${MAX_NESTING} levels deep.` };
      return { value: JSON.parse(text) };
    }
    if (/^application\/x-www-form-urlencoded\b/i.test(type))
      return { value: readFields([...new URLSearchParams(text)], content?.schema), form: true };
    if (/^multipart\/form-data\b/i.test(type))
      return { value: readFields(await readParts(bytes, type), content?.schema), form: true };
  } catch (error) {
    const format = type.split(";")[0]?.trim().replace("application/json", "JSON");
    return { message: `The body is not ${format}: ${error instanceof Error ? error.message : error}` };
  }
  return { value: text };
}

/** The parts of a `multipart/form-data`. @throws it is none. */
export function readForm(bytes: Buffer, type: string): Promise<FormData> {
  if (!/;\s*boundary=/i.test(type)) throw new Error("its content type has no boundary");
  return new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
}

/** The parts of a form as texts; of a file its name, unless it is JSON. */
async function readParts(bytes: Buffer, type: string): Promise<[name: string, text: string][]> {
  const form = await readForm(bytes, type);
  const parts = [...form].map(async ([name, part]): Promise<[string, string]> => {
    if (typeof part === "string") return [name, part];
    return [name, isJson(part.type) ? await part.text() : part.name];
  });
  return Promise.all(parts);
}

/** The fields of a form, those of lists as often as they come. Of others that are repeated the last one counts. */
function readFields(
  fields: readonly (readonly [name: string, text: string])[],
  schema: JsonObject | undefined,
): Record<string, unknown> {
  const properties = readProperties(schema);
  const texts = new Map<string, string[]>();
  for (const [name, text] of fields) texts.set(name, [...(texts.get(name) ?? []), text]);
  return Object.fromEntries(
    [...texts].map(([name, values]) => {
      const property = properties[name];
      return isRecord(property) && mayBe("array", property)
        ? [name, values.map((text) => readField(text, property.items))]
        : [name, readField(values.at(-1) ?? "", property)];
    }),
  );
}

/** An object of a form is JSON: OpenAPI 3.1, 4.8.15.2. Numbers and truth values stay texts until they are judged. */
function readField(text: string, schema: unknown): unknown {
  if (!isRecord(schema) || !mayBe("object", schema) || !isShallow(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function mayBe(type: string, schema: Record<string, unknown>): boolean {
  return [schema.type].flat().includes(type);
}
