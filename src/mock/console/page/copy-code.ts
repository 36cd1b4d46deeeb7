import { HIDDEN } from "../../base/credentials.ts";
import type { FormField, JournalRequest, Route } from "../wire.ts";

/** What a client adds by itself: of the headers, only these say anything. */
const TOLD_HEADERS = /^(?:content-type|accept|prefer|idempotency-key|range|x-.*|.*authorization|.*key)$/;

/** Characters. Linux takes no more than 128 KiB as one word of a command. */
const LONGEST_WORD = 30_000;

/** A request as a command for a POSIX shell. What the journal does not keep, keys and files, is left to the reader. */
export function renderCurl(request: JournalRequest & { text: string }, url: string): string {
  const { method, path, query, headers, text, given } = request;
  const fields = given?.fields;
  const told = Object.entries(headers).filter(
    ([name, value]) =>
      TOLD_HEADERS.test(name) && value !== "*/*" && !(fields !== undefined && name === "content-type"),
  );
  const address = quote(url + path) + (query === undefined ? "" : quoteQuery(`?${query}`));
  return [
    // curl reads brackets and braces as patterns of several addresses.
    `curl ${method === "HEAD" ? "--head" : `-X ${method}`} ${/[[\]{}]/.test(url + path) ? "--globoff " : ""}${address}`,
    ...told.map(([name, value]) => `-H ${renderHeader(name, value)}`),
    ...(fields === undefined ? renderData(text) : fields.map(renderField)),
  ].join(" \\\n  ");
}

/** In double quotes, where the shell fills in the key. A header without a value ends in a semicolon. */
function renderHeader(name: string, value: string): string {
  if (value === HIDDEN) return `"${name}: ${name === "authorization" ? "Bearer " : ""}$EVOLINK_API_KEY"`;
  return quote(value === "" ? `${name};` : `${name}: ${value}`);
}

const quoteQuery = (query: string) =>
  quote(query).replaceAll(encodeURIComponent(HIDDEN), `'"$EVOLINK_API_KEY"'`);

function renderData(text: string): string[] {
  if (text === "") return [];
  // Bytes that are no text are not kept.
  if (/[\0\ufffd]/.test(text)) return [`--data-binary ${quote("@body")}`];
  if (text.length <= LONGEST_WORD) return [`--data-raw ${quote(text)}`];
  const end = `END_OF_BODY${"_".repeat((/^END_OF_BODY(_*)$/m.exec(text)?.[1]?.length ?? -1) + 1)}`;
  return [`--data-binary @- <<'${end}'\n${text}\n${end}`];
}

function renderField(field: FormField): string {
  if ("text" in field) return `--form-string ${quote(`${field.name}=${field.text}`)}`;
  const file = `"${field.file.replace(/["\\]/g, "\\$&")}"`;
  return `--form ${quote(`${field.name}=@${file}${field.type && `;type=${field.type}`}`)}`;
}

/** One word for the shell, whatever is in it. */
const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * A request as a call of this project's client: by its function where that is certain, else by the path. Files are opened
 * by `openAsBlob` of `node:fs`.
 */
export function renderCall({ given, response }: JournalRequest, route: Route): string {
  const { params = {}, body, fields } = given ?? {};
  const { path = {}, ...others } = params;
  const isPlain = Object.keys(others).length === 0 && fields === undefined;
  if (route.call?.endsWith(".get") && isPlain)
    return `const task = await evolink.${route.call}(${literal(Object.values(path)[0])});`;
  if (route.call !== undefined && isPlain && typeof body === "object" && body !== null)
    return `const task = await evolink.${route.call}(${literal(body)});`;
  const isStream = /^text\/event-stream\b/.test(response.headers["content-type"] ?? "");
  const init = [
    ...(Object.keys(params).length > 0 ? [`"params": ${literal(params)}`] : []),
    ...(body === undefined ? [] : [`"body": ${fields ? renderForm(body, fields) : renderBody(body)}`]),
    ...(isStream ? ['"parseAs": "stream"'] : []),
  ];
  const rest = init.length === 0 ? "" : `, {\n${init.join(",\n")}\n}`;
  return `const { data, error } = await createRaw(evolink).${route.method}(${literal(route.path)}${rest});`;
}

function renderForm(body: unknown, fields: readonly FormField[]): string {
  const parts = Object.entries(Object(body)).map(([name, value]) => {
    const files = fields.flatMap((field) => (field.name === name && "file" in field ? [field.file] : []));
    const opened = files.map(openFile);
    const isList = Array.isArray(value);
    return `${renderName(name)}: ${opened.length === 0 ? literal(value) : isList ? `[${opened.join(", ")}]` : opened.at(-1)}`;
  });
  return `{\n${parts.join(",\n")}\n}`;
}

/** Bytes that are no text are not kept. */
const renderBody = (body: unknown) =>
  typeof body === "string" && /[\0\ufffd]/.test(body) ? openFile("body") : literal(body);

const openFile = (name: string) => `await openAsBlob(${literal(name)})`;

/** In a literal, the name `__proto__` would mean the prototype. Quotes inside of a text follow a backslash. */
const literal = (value: unknown) =>
  (JSON.stringify(value, null, 2) ?? "undefined").replaceAll('"__proto__":', '["__proto__"]:');

const renderName = (name: string) => (name === "__proto__" ? '["__proto__"]' : literal(name));

/** The route that a path belongs to: of several, the one with the fewest parameters. */
export function findRoute(routes: readonly Route[], method: string, path: string): Route | undefined {
  return routes
    .filter((route) => route.method === method && toPattern(route.path).test(path))
    .sort((one, other) => one.path.split("{").length - other.path.split("{").length)[0];
}

/** Each parameter is what stands between two slashes, so that no path takes long. */
function toPattern(template: string): RegExp {
  const parts = template.split(/\{[^{}]+\}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  return new RegExp(`^${parts.join("([^/]*)")}$`);
}
