import { parse } from "yaml";
import { isObject, type Json } from "../../../src/openapi/json.ts";

/** What a page without a document of its own names instead, in its frontmatter. */
export interface DocumentPointer {
  /** File of the document, from the root of the documentation; absent where any document is meant. */
  document?: string;
  /** Small letters; absent where the page is about a whole document or a schema. */
  method?: string;
  path?: string;
}

/** YAML between two lines of hyphens, at the very top: further down they are thematic breaks. */
const FRONTMATTER = /^---[ \t]*\r?\n([\s\S]*?)(?<=\n)---[ \t]*(?=\r?\n|$)/;

/** `FILE METHOD /path`, where the file may be missing: https://mintlify.com/docs/api-playground/openapi-setup. */
const OPERATION = /^(?:(\S.*?)\s+)?(get|put|post|delete|options|head|patch|trace)\s+(\S+)$/i;

/** Such a file, named alone, before a webhook or before a schema. */
const DOCUMENT = /^(\S.*?\.(?:json|ya?ml))(?:\s|$)/i;

/** Finds what the frontmatter of a page points to, in the forms of Mintlify; undefined where it points to nothing. */
export function readPointer(text: string): DocumentPointer | undefined {
  const fields = parseFrontmatter(text);
  if (!isObject(fields)) return undefined;
  const [published] = [fields.openapi, fields["openapi-schema"], fields.api].filter(
    (value) => typeof value === "string",
  );
  if (typeof published !== "string") return undefined;
  const [, file, method, path] = OPERATION.exec(published.trim()) ?? [];
  const document = method === undefined ? DOCUMENT.exec(published.trim())?.[1] : file;
  if (document === undefined && method === undefined) return undefined;
  return {
    ...(document === undefined ? {} : { document }),
    ...(method === undefined || path === undefined
      ? {}
      : { method: method.toLowerCase(), path: readPath(path) }),
  };
}

/** The text with its frontmatter made empty, so that lines keep their numbers. */
export function withoutFrontmatter(text: string): string {
  return text.replace(FRONTMATTER, (found) => found.replace(/.+/g, ""));
}

function parseFrontmatter(text: string): Json | undefined {
  const [, yaml = ""] = FRONTMATTER.exec(text) ?? [];
  try {
    return parse(yaml, { logLevel: "error" }) as Json;
  } catch {
    // A page is read by what it shows; whoever publishes it sees to its frontmatter.
    return undefined;
  }
}

/** A page may name the whole address. */
function readPath(published: string): string {
  return published.replace(/^https?:\/\/[^/]+/i, "");
}
