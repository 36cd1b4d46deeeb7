/** Where a generated file comes from, for its first two lines. */
export interface Origin {
  /** What it was made from, as a person would look for it, such as `spec/pages`. */
  from: string;
  /** What to change instead of the file. */
  edit: string;
}

/** The two lines that open every generated file. */
export function renderHeader({ from, edit }: Origin, comment: "//" | "#"): string {
  return [
    `${comment} Made by \`npm run generate\` from ${from}. Do not edit.\n`,
    `${comment} To change it: ${edit}, then run \`npm run generate\` again.\n\n`,
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
export function tableText(table: object): string {
  return `{\n${Object.entries(table)
    .map(([key, value]) => `${propertyText(key)}: ${literalText(value)},\n`)
    .join("")}}`;
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
