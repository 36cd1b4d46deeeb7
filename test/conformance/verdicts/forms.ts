import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";
import type { Mutation } from "./arbitrary-body.ts";

/** A body of `multipart/form-data`: the object a program has, with its files, and the form that it sends. */
export interface FormBody {
  value: Record<string, unknown>;
  form: FormData;
}

const SCALARS = ["string", "integer", "number", "boolean"];

/** Whether every part of a form is one text or one file: an empty list, for one, no form can carry. */
export function isFlatForm(document: JsonObject, schema: Json): boolean {
  return Object.values(listParts(document, schema)).every(({ type }) => SCALARS.includes(String(type)));
}

/** Whether a drawn body arrives as it was sent: a form has line breaks as CRLF whatever they were. */
export function arrivesUnchanged(body: Json): boolean {
  return !Object.values(objectAt(body)).some((part) => typeof part === "string" && /[\r\n]/.test(part));
}

/** Whether a form can carry a mutated body: its values are texts and files, without a type. */
export function isExpressible(document: JsonObject, schema: Json, { value, path, done }: Mutation): boolean {
  const [name, ...further] = path;
  if (typeof name !== "string" || further.length > 0) return false;
  if (done === "missing") return true;
  const { type, format } = listParts(document, schema)[name] ?? {};
  const wrong = objectAt(value)[name];
  if (format === "binary" || wrong === null || typeof wrong === "object") return false;
  return type !== "string" || typeof wrong === "string";
}

export function makeForm(document: JsonObject, schema: Json, body: Json): FormBody {
  const parts = listParts(document, schema);
  const value = Object.fromEntries(
    Object.entries(objectAt(body)).map(([name, part]) =>
      parts[name]?.format === "binary" && typeof part === "string" ? [name, new Blob([part])] : [name, part],
    ),
  );
  const form = new FormData();
  for (const [name, part] of Object.entries(value)) {
    if (part instanceof Blob) form.set(name, part, "file.bin");
    else form.set(name, String(part));
  }
  return { value, form };
}

function listParts(document: JsonObject, schema: Json): Record<string, JsonObject> {
  const properties = Object.entries(objectAt(resolveComponent(document, schema), "properties"));
  return Object.fromEntries(
    properties
      .filter(([, part]) => isObject(part))
      .map(([name, part]) => [name, resolveComponent(document, part)]),
  );
}
