import { isRecord } from "../../openapi/json.ts";

/** A value as XML, whose root is one element: an element for each property, one for each item of a list. */
export function toXml(value: unknown, { xml }: { xml?: unknown }): string {
  const name = isRecord(xml) && typeof xml.name === "string" ? xml.name : "response";
  return `<?xml version="1.0" encoding="UTF-8"?>\n${toElement(name, Array.isArray(value) ? { item: value } : value)}\n`;
}

/** What no name of an element has: https://www.w3.org/TR/xml/#NT-Name, without the letters of other alphabets. */
const UNFIT = /[^\w.-]/g;

function toElement(name: string, value: unknown): string {
  const tag = name.replace(UNFIT, "_").replace(/^(?![A-Za-z_])/, "_");
  if (Array.isArray(value)) return value.map((item) => toElement(name, item)).join("");
  const inner = isRecord(value)
    ? Object.entries(value)
        .map(([key, one]) => toElement(key, one))
        .join("")
    : escapeText(value === null ? "" : String(value));
  return `<${tag}>${inner}</${tag}>`;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
