import { listServerVariables } from "../../openapi/servers.ts";
import { explainSlash, listUnescapedSlashes, type UnescapedSlash } from "../../text/unescaped-slash.ts";
import { findNearest } from "../../validation/nearest.ts";
import { decodeSegment } from "../base/nesting.ts";
import type { PrismOperation } from "./prism-operations.ts";

/** An operation at a path, and what the path says for the parameters of its template. */
export interface Route {
  operation: PrismOperation;
  parameters: Readonly<Record<string, string>>;
  /** The same, still percent-encoded. */
  raw: Readonly<Record<string, string>>;
}

/** Why there is no operation. */
export interface NoRoute {
  status: 404 | 405;
  message: string;
  /** The methods that there are at the path, as the header `Allow` has them. */
  allow?: string;
}

/** Finds the operation for a request. */
export type Router = (method: string, path: string) => Route | NoRoute;

interface Pattern {
  operation: PrismOperation;
  /** The segments of the template, before and after the base path of its servers. */
  forms: readonly (readonly Segment[])[];
}

interface Segment {
  text: string;
  /** What stands before, between and behind its parameters. */
  fixed: readonly string[];
  names: readonly string[];
}

/**
 * Makes the router of some operations. A path is matched segment by segment, decoded, with and without the base path of
 * the operation's servers; what has fewer parameters goes first, from left to right.
 */
export function createRouter(operations: readonly PrismOperation[]): Router {
  const patterns = operations.map((operation): Pattern => {
    const bases = new Set(["", ...(operation.servers ?? []).flatMap(listBasePaths)]);
    return { operation, forms: [...bases].map((base) => readSegments(base + operation.path)) };
  });
  return (method, path) => {
    const segments = path.split("/");
    const matches = patterns.flatMap(({ operation, forms }) =>
      forms.flatMap((form) => {
        const raw = match(form, segments);
        return raw === undefined ? [] : [{ operation, raw, rank: rankOf(form) }];
      }),
    );
    const findBest = (wanted: string) =>
      matches
        .filter(({ operation }) => operation.method.toUpperCase() === wanted)
        .sort((one, other) => (one.rank < other.rank ? -1 : 1))[0];
    // RFC 9110, 9.3.2: what can be read has a head.
    const best = findBest(method.toUpperCase()) ?? (method === "HEAD" ? findBest("GET") : undefined);
    if (best) return { ...best, parameters: decodeAll(best.raw) };
    if (matches.length > 0) {
      const methods = [...new Set(matches.map(({ operation }) => operation.method.toUpperCase()))];
      const allow = [...new Set([...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"])];
      const message = `${path} takes ${methods.join(", ")}, got ${method.toUpperCase()}.`;
      return { status: 405, message, allow: allow.join(", ") };
    }
    const unescaped = findUnescapedSlash(patterns, method, path);
    const nearest = findNearest([...new Set(operations.map((operation) => operation.path))], path);
    const hints = [
      ...(unescaped ? [explainSlash(unescaped)] : []),
      ...(nearest === undefined || nearest === unescaped?.template ? [] : [`The nearest is ${nearest}.`]),
    ];
    return { status: 404, message: [`The document has no ${path}.`, ...hints].join(" ") };
  };
}

/** The operation that a path would lead to if slashes in one value were escaped, the one with fewer parameters first. */
function findUnescapedSlash(
  patterns: readonly Pattern[],
  method: string,
  path: string,
): UnescapedSlash | undefined {
  const found = patterns.flatMap(({ operation, forms }) => {
    if (operation.method.toLowerCase() !== method.toLowerCase()) return [];
    return forms.flatMap((form) =>
      listUnescapedSlashes(form.map(({ text }) => text).join("/"), path)
        .filter(({ escaped }) => match(form, escaped.split("/")) !== undefined)
        .map((one) => ({ ...one, template: operation.path, rank: rankOf(form) })),
    );
  });
  return found.sort((one, other) => (one.rank < other.rank ? -1 : 1))[0];
}

/** More base paths than that of one server are not matched: three variables of a few values each. */
const MAX_BASES = 100;

/** The paths of the addresses that a server has by the values of its variables. */
function listBasePaths({ url, variables = {} }: NonNullable<PrismOperation["servers"]>[number]): string[] {
  let urls = [url];
  for (const name of new Set(listServerVariables(url))) {
    const { default: initial, enum: values = [] } = Object.hasOwn(variables, name)
      ? (variables[name] ?? {})
      : {};
    const all = [...new Set([initial, ...values].filter((value) => value !== undefined))];
    if (all.length === 0) continue;
    urls = urls
      .flatMap((one) => all.map((value) => one.replaceAll(`{${name}}`, String(value))))
      .slice(0, MAX_BASES);
  }
  return urls.map((one) => {
    const path = URL.canParse(one, "http://localhost") ? new URL(one, "http://localhost").pathname : "";
    return path.replace(/\/+$/, "");
  });
}

function readSegments(template: string): Segment[] {
  return template.split("/").map((text): Segment => {
    const parts = text.split(/\{([^{}]*)\}/);
    return {
      text,
      fixed: parts.filter((_, at) => at % 2 === 0).map((part) => decodeSegment(part) ?? part),
      names: parts.filter((_, at) => at % 2 === 1),
    };
  });
}

function match(form: readonly Segment[], segments: readonly string[]): Record<string, string> | undefined {
  if (form.length !== segments.length) return undefined;
  const parameters: Record<string, string> = Object.create(null);
  for (const [at, { fixed, names }] of form.entries()) {
    const values = matchSegment(fixed, segments[at] ?? "");
    if (values === undefined) return undefined;
    for (const [index, name] of names.entries()) parameters[name] = values[index] ?? "";
  }
  return parameters;
}

function decodeAll(raw: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(raw).map(([name, text]) => [name, decodeSegment(text) ?? text]));
}

/** What a segment has between fixed texts, still encoded. What is fixed may be encoded, too, such as a colon. */
function matchSegment(fixed: readonly string[], segment: string): string[] | undefined {
  const decoded = decodeSegment(segment) ?? segment;
  const values = cut(decoded, fixed);
  if (values === undefined || segment === decoded) return values;
  return cut(segment, fixed) ?? values.map(encodeURIComponent);
}

/** Each value ends where the next fixed text begins for the first time, the last one at the end: no time is lost on tries. */
function cut(text: string, [first = "", ...others]: readonly string[]): string[] | undefined {
  if (!text.startsWith(first)) return undefined;
  if (others.length === 0) return text === first ? [] : undefined;
  const values: string[] = [];
  let from = first.length;
  for (const [index, next] of others.entries()) {
    const isLast = index === others.length - 1;
    if (isLast && !text.endsWith(next)) return undefined;
    const to = isLast ? text.length - next.length : text.indexOf(next, from + 1);
    if (to <= from) return undefined;
    values.push(text.slice(from, to));
    from = to + next.length;
  }
  return values;
}

/** Sorts a form among others: a segment that is fixed, one that is in part, one that is all parameter. */
function rankOf(form: readonly Segment[]): string {
  return form
    .map(({ names, text }) => (names.length === 0 ? "0" : /^\{[^{}]*\}$/.test(text) ? "2" : "1"))
    .join("");
}
