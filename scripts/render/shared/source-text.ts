/** The two lines that open every generated file. `from` is what it was made of, as a person would look for it. */
export function renderHeader(comment: "//" | "#", from: "spec/" | "openapi.yaml"): string {
  return [
    `${comment} Made by \`evolink-openapi generate\` from ${from}. Do not edit.\n`,
    `${comment} To change it: change a page or an overlay, then run \`evolink-openapi generate\` again.\n\n`,
  ].join("");
}

/** A JSON value as source text. `JSON.stringify` alone would let `__proto__: …` set a prototype. */
export function literalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literalText).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(([key, item]) => `${propertyText(key)}: ${literalText(item)}`);
    return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
  }
  return stringText(value);
}

/** An object as source text, one property a line. */
export function tableText(entries: readonly (readonly [key: string, value: unknown])[]): string {
  const properties = entries.map(([key, value]) => `${propertyText(key)}: ${literalText(value)}`);
  return blockText("{", properties, "}");
}

/** Entries between brackets, one a line; the brackets alone where there are none. */
export function blockText(open: string, entries: readonly string[], close: string): string {
  return entries.length === 0
    ? `${open}${close}`
    : `${open}\n${entries.map((entry) => `  ${entry},\n`).join("")}${close}`;
}

/** Text with its lines further in, but for those that are empty. Only a line feed ends one: U+2028 may stand in a string. */
export function indentText(text: string, spaces: number): string {
  const start = " ".repeat(spaces);
  return text
    .split("\n")
    .map((line) => (line === "" ? line : start + line))
    .join("\n");
}

/** A property name as source text: bare where it can be, computed where it would set the prototype. */
export function propertyText(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : stringText(key);
}

/** JSON is JavaScript but for two line separators, which end a line for some readers. */
function stringText(value: unknown): string {
  return JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}
