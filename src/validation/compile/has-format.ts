import { fullFormats } from "ajv-formats/dist/formats.js";
import type { Json } from "../../openapi/json.ts";

const FORMATS: Readonly<Record<string, unknown>> = fullFormats;

/** Whether a value has a format, as the validators know it; undefined for a format that they do not know. */
export function hasFormat(format: string, value: Json): boolean | undefined {
  const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (known === true || known === undefined) return known;
  const { type = "string", validate = known } = known as { type?: string; validate?: unknown };
  if (typeof value !== type) return true;
  if (validate instanceof RegExp) return validate.test(String(value));
  return typeof validate === "function" ? Boolean(validate(value)) : undefined;
}
