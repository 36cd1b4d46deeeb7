const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/** The JSON that a text may be, or else the text. JSON that has a name twice means another thing to each reader. */
export function parseText(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return countStrings(text) === countStrings(JSON.stringify(value)) ? value : text;
  } catch {
    return text;
  }
}

/** With all texts in it parsed. */
export function parseDeep(value: unknown): unknown {
  if (typeof value === "string") return parseText(value);
  if (Array.isArray(value)) return value.map(parseDeep);
  return Object.fromEntries(Object.entries(Object(value)).map(([name, inner]) => [name, parseDeep(inner)]));
}

/** Its names are among them. */
const countStrings = (json: string) => json.match(STRING)?.length;
