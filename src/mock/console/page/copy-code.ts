import type { RecordedRequest } from "../../base/request-log.ts";
import type { Route } from "../wire.ts";

/** What a client adds by itself: of the headers, only these say anything. */
const TOLD_HEADERS = /^(?:content-type|accept|prefer|idempotency-key|range|x-.*|.*authorization|.*key)$/;

/** What stands for a credential that the journal does not keep. */
const HIDDEN = "(hidden)";

/** A request as a command for a POSIX shell. */
export function renderCurl({ method, path, query, headers, body }: RecordedRequest, url: string): string {
  const told = Object.entries(headers).filter(([name, value]) => TOLD_HEADERS.test(name) && value !== "*/*");
  const data =
    body === "" ? [] : [`--data-raw ${quote(typeof body === "string" ? body : JSON.stringify(body))}`];
  return [
    `curl -X ${method} ${quote(url + path + (query === undefined ? "" : `?${query}`))}`,
    ...told.map(
      ([name, value]) => `-H ${value === HIDDEN ? hiddenHeader(name) : quote(`${name}: ${value}`)}`,
    ),
    ...data,
  ].join(" \\\n  ");
}

/** In double quotes, where the shell fills in the key. */
const hiddenHeader = (name: string) =>
  `"${name}: ${name === "authorization" ? "Bearer " : ""}$EVOLINK_API_KEY"`;

/** One word for the shell, whatever is in it. */
const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** A request as a call of this project's client: by its function where that is certain, else by the path. */
export function renderCall(request: RecordedRequest, route: Route): string {
  const { body } = request;
  const path = readPath(route.path, request.path);
  const query = Object.fromEntries(new URLSearchParams(request.query));
  if (route.call?.endsWith(".get"))
    return `const task = await evolink.${route.call}(${literal(Object.values(path)[0])});`;
  if (route.call !== undefined && typeof body === "object")
    return `const task = await evolink.${route.call}(${literal(body)});`;
  const params = {
    ...(Object.keys(path).length > 0 && { path }),
    ...(Object.keys(query).length > 0 && { query }),
  };
  const init = {
    ...(Object.keys(params).length > 0 && { params }),
    ...(body !== "" && { body }),
  };
  const rest = Object.keys(init).length > 0 ? `, ${literal(init)}` : "";
  return `const { data, error } = await createRaw(evolink).${route.method}(${literal(route.path)}${rest});`;
}

const literal = (value: unknown) => JSON.stringify(value, null, 2);

/** The route that a path belongs to: of several, the one with the fewest parameters. */
export function findRoute(routes: readonly Route[], method: string, path: string): Route | undefined {
  return routes
    .filter((route) => route.method === method && toPattern(route.path).test(path))
    .sort((one, other) => one.path.split("{").length - other.path.split("{").length)[0];
}

function readPath(template: string, path: string): Record<string, string> {
  const names = [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
  const values = toPattern(template).exec(path)?.slice(1) ?? [];
  return Object.fromEntries(names.map((name, index) => [name, decode(values[index] ?? "")]));
}

/** Each parameter is what stands between two slashes, so that no path takes long. */
function toPattern(template: string): RegExp {
  const parts = template.split(/\{[^{}]+\}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  return new RegExp(`^${parts.join("([^/]*)")}$`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
