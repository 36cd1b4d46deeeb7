import { isObject, type Json, type JsonObject, listAt, toText } from "../../../../src/openapi/json.ts";
import { fillServerVariables, listServerVariables, withServerUrl } from "../../../../src/openapi/servers.ts";

/** Where an operation is really called, however a page divides that into server, path and query. */
export interface PagePath {
  path: string;
  /** Without base paths, which stand in `path`. */
  servers: JsonObject[];
  /** What the published path fixes in its query. */
  query: JsonObject[];
  /** What follows the path, query and fragment: all that tells the operations of such a page apart. */
  selector?: string;
}

/**
 * Brings a published path into the one form in which pages can be compared: `/videos` on `https://api.example.org/v1/`
 * is `/v1/videos`, and so is `v1/videos`. A slash at the end is part of a path: `/v1/videos/` is another one. A query
 * becomes parameters, a fragment goes, what only looks like a parameter stays, of several slashes in a row all but one, and so do `.` and `..`.
 *
 * @param report Called with what the merged document cannot say.
 */
export function readPagePath(
  published: string,
  servers: Json | undefined,
  report: (message: string) => void = () => {},
): PagePath {
  const [address = "", ...fragment] = published.split("#");
  if (fragment.length > 0)
    report(
      `What follows # in a path is never sent, so #${fragment.join("#")} is left out. Operations that differ in that alone are one here, which takes the body of any of them.`,
    );
  const [path = "", query = ""] = address.split("?");
  const lookalike = path.split("/").find((segment) => /^(:\w+|<\w+>|\[\w+\])$/.test(segment));
  if (lookalike !== undefined)
    report(
      `${lookalike} in a path is sent as it stands. Where it stands for a value, write {${lookalike.replace(/\W/g, "")}}, and describe that parameter.`,
    );
  if (path.includes("//")) report("Slashes in a row in a path are read as one.");
  const divided = (Array.isArray(servers) ? servers : [])
    .filter(isObject)
    .map((server) => ({ server, ...divide(server) }));
  const bases = new Set(divided.map(({ base }) => base));
  const [base = ""] = bases;
  // Servers that differ in their base path would be different paths: then each keeps its own.
  const isShared = bases.size === 1;
  const written = `${isShared ? base : ""}/${path}`.split("/").filter((segment) => segment !== "");
  const segments = resolveDots(written);
  if (segments.length < written.length)
    report("`.` and `..` in a path are never sent. Resolved from the root of the server.");
  const selector = published.slice(path.length);
  const end = segments.length > 0 && /\/$|(?:^|\/)\.\.?$/.test(path) ? "/" : "";
  for (const { server } of isShared ? divided : []) reportChoices(server, report);
  return {
    path: `/${segments.map(encodePercent).join("/")}${end}`,
    servers: divided.map(({ server, origin, base: own }) =>
      withServerUrl(server, (isShared ? origin : origin + own) || "/"),
    ),
    query: [...new URLSearchParams(query)].map(([name, value]) => ({
      name,
      in: "query",
      required: true,
      schema: { type: "string", enum: [value] },
    })),
    ...(selector === "" ? {} : { selector }),
  };
}

/** Without the segments that every client resolves before it sends: https://url.spec.whatwg.org/#double-dot-path-segment. */
function resolveDots(segments: readonly string[]): string[] {
  const resolved: string[] = [];
  for (const segment of segments) {
    const dots = segment.replace(/%2e/gi, ".");
    if (dots === "..") resolved.pop();
    else if (dots !== ".") resolved.push(segment);
  }
  return resolved;
}

/** A base path stands in the path of the merged document, so its variables are their defaults. */
function divide(server: JsonObject): { origin: string; base: string } {
  const { origin, base } = splitUrl(server);
  return { origin, base: fillServerVariables(base.replace(/\/+$/, ""), server) };
}

function splitUrl({ url }: JsonObject): { origin: string; base: string } {
  const text = toText(url);
  const base = text.replace(/^(?:[^/]*:)?\/\/[^/]+/, "");
  return { origin: text.slice(0, text.length - base.length), base };
}

function reportChoices(server: JsonObject, report: (message: string) => void): void {
  for (const name of listServerVariables(splitUrl(server).base)) {
    const values = listAt(server, "variables", name, "enum");
    if (values.length > 1)
      report(
        `{${name}} of the server may be any of ${values.join(", ")}, and stands in the path of this operation, which takes the default alone.`,
      );
  }
}

/** A percent sign that encodes nothing is encoded: no client can send it otherwise. Names in braces are no part of what is sent. */
function encodePercent(segment: string): string {
  const encode = (text: string) => {
    try {
      decodeURIComponent(text);
      return text;
    } catch {
      return text.replace(/%(?![0-9a-f]{2})/gi, "%25");
    }
  };
  return segment.replace(/\{[^{}]*\}|[^{}]+/g, (part) => (part.startsWith("{") ? part : encode(part)));
}
