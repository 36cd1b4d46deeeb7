import { isObject, type Json, type JsonObject } from "../../../../src/openapi/json.ts";

/** Where an operation is really called, however a page divides that into server, path and query. */
export interface PagePath {
  path: string;
  /** Without base paths, which stand in `path`. */
  servers: JsonObject[];
  /** What the published path fixes in its query. */
  query: JsonObject[];
}

/**
 * Brings a published path into the one form in which pages can be compared: `/videos` on `https://api.example.org/v1/`
 * is `/v1/videos`, and so is `v1/videos/`. A query becomes parameters, a fragment goes.
 */
export function readPagePath(published: string, servers: Json | undefined): PagePath {
  const [address = ""] = published.split("#");
  const [path = "", query = ""] = address.split("?");
  const divided = (Array.isArray(servers) ? servers : [])
    .filter(isObject)
    .map((server) => ({ server, ...divide(server) }));
  const bases = new Set(divided.map(({ base }) => base));
  const [base = ""] = bases;
  // Servers that differ in their base path would be different paths: then each keeps its own.
  const isShared = bases.size === 1;
  return {
    path: `/${`${isShared ? base : ""}/${path}`
      .split("/")
      .filter((segment) => segment !== "")
      .join("/")}`,
    servers: divided.map(({ server, origin, base: own }) => ({
      ...server,
      url: (isShared ? origin : origin + own) || "/",
    })),
    query: [...new URLSearchParams(query)].map(([name, value]) => ({
      name,
      in: "query",
      required: true,
      schema: { type: "string", enum: [value] },
    })),
  };
}

function divide({ url }: JsonObject): { origin: string; base: string } {
  const [, origin = "", base = ""] = /^(\w+:\/\/[^/]+)?(.*)$/s.exec(String(url)) ?? [];
  return { origin, base: base.replace(/\/+$/, "") };
}
