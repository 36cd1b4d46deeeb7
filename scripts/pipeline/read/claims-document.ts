import { isObject, type Json, toText } from "../../../src/openapi/json.ts";

/** A key that opens an OpenAPI (or Swagger) document, with a version; other tools have such a key for a file. */
const VERSIONED = String.raw`["']?(?:openapi|swagger)["']?[ \t]*:[ \t]*["']?\d+(?:\.\d+)*(?:-\w+)?["']?[ \t]*(?:[,#}\r\n]|$)`;

/** A map of paths without a version: a document that has lost its beginning. */
const PATHS = String.raw`["']?paths["']?[ \t]*:[ \t]*\{?[ \t]*(?:\r?\n[ \t]*)?["']?/`;

const ANYWHERE = new RegExp(`${VERSIONED}|${PATHS}`);

/**
 * Whether a text means to be an OpenAPI document, also where it is broken: then its problems have to be reported. Looks at
 * the keys of the root alone: what is deeper is an example, or settings of another tool.
 */
export function claimsDocument(text: string): boolean {
  if (!ANYWHERE.test(text)) return false;
  if (!/^\s*\{/.test(text)) return hasRootKey(text, `(?:${VERSIONED}|${PATHS})`);
  const data = parseJson(text);
  return data === undefined || (isObject(data) && isDocument(data));
}

/** The key of a version, and how far in it stands. */
const VERSION_LINE = new RegExp(`^([ \\t]*)${VERSIONED}`, "gm");

/** Whether a text has a whole document somewhere among other words: its version, and as far in, its paths or webhooks. */
export function holdsDocument(text: string): boolean {
  const data = parseJson(text);
  if (data !== undefined)
    return isObject(data) && isDocument(data) && ("paths" in data || "webhooks" in data);
  const indents = new Set([...text.matchAll(VERSION_LINE)].map(([, indent = ""]) => indent));
  return [...indents].some((indent) =>
    new RegExp(`^${indent}["']?(?:paths|webhooks)["']?\\s*:`, "m").test(text),
  );
}

/** Whether a text that claims to be a document has more of one than its version. */
export function hasContents(text: string): boolean {
  return /^[\s{]*["']?(?:paths|webhooks|components)["']?\s*:/m.test(text);
}

/** JSON, or undefined where it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function isDocument({ openapi, swagger, paths }: { [key: string]: Json }): boolean {
  const isVersion = [openapi, swagger].some((value) => /^\d/.test(toText(value)));
  return isVersion || (isObject(paths) && Object.keys(paths).some((path) => path.startsWith("/")));
}

/** Whether a line of YAML that is as far out as the first one begins like this. Behind a fence it is shown, in Markdown. */
function hasRootKey(text: string, key: string): boolean {
  const indent = /^(?![ \t]*(?:#|---|%|\r?$))([ \t]*)\S/m.exec(text)?.[1] ?? "";
  const found = new RegExp(`^${indent}${key}`, "m").exec(text);
  return found !== null && !/^\s*(?:```|~~~)/m.test(text.slice(0, found.index));
}
