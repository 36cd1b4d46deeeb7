import { findNearest } from "../../validation/nearest.ts";
import { decodeSegment } from "../base/nesting.ts";
import type { PrismOperation } from "./prism-operations.ts";

/** An operation at a path, and what the path says for the parameters of its template. */
export interface Route {
  operation: PrismOperation;
  parameters: Readonly<Record<string, string>>;
}

/** Why there is no operation. */
export interface NoRoute {
  status: 404 | 405;
  message: string;
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
  /** Matches a decoded segment; absent for one without parameters. */
  pattern?: RegExp;
  names: string[];
}

/**
 * Makes the router of some operations. A path is matched segment by segment, decoded, with and without the base path of
 * the operation's servers; what has fewer parameters goes first, from left to right.
 */
export function createRouter(operations: readonly PrismOperation[]): Router {
  const patterns = operations.map((operation): Pattern => {
    const bases = new Set(["", ...(operation.servers ?? []).map(({ url }) => basePathOf(url))]);
    return { operation, forms: [...bases].map((base) => readSegments(base + operation.path)) };
  });
  return (method, path) => {
    const segments = path.split("/").map((segment) => decodeSegment(segment) ?? segment);
    const matches = patterns.flatMap(({ operation, forms }) =>
      forms.flatMap((form) => {
        const parameters = match(form, segments);
        return parameters === undefined ? [] : [{ operation, parameters, rank: rankOf(form) }];
      }),
    );
    const wanted = matches.filter(({ operation }) => operation.method.toLowerCase() === method.toLowerCase());
    const [best] = wanted.sort((one, other) => (one.rank < other.rank ? -1 : 1));
    if (best) return best;
    if (matches.length > 0) {
      const methods = [...new Set(matches.map(({ operation }) => operation.method.toUpperCase()))].join(", ");
      return { status: 405, message: `${path} takes ${methods}, got ${method.toUpperCase()}.` };
    }
    const nearest = findNearest([...new Set(operations.map((operation) => operation.path))], path);
    const hint = nearest === undefined ? "" : ` The nearest is ${nearest}.`;
    return { status: 404, message: `The document has no ${path}.${hint}` };
  };
}

function basePathOf(url: string): string {
  const path = URL.canParse(url, "http://localhost") ? new URL(url, "http://localhost").pathname : "";
  return path.replace(/\/+$/, "");
}

function readSegments(template: string): Segment[] {
  return template.split("/").map((text): Segment => {
    const names: string[] = [];
    const source = text.split(/\{([^{}]*)\}/).map((part, index) => {
      if (index % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
      names.push(part);
      return "(.+?)";
    });
    return names.length === 0
      ? { text: decodeSegment(text) ?? text, names }
      : { text, names, pattern: new RegExp(`^${source.join("")}$`, "s") };
  });
}

function match(form: readonly Segment[], segments: readonly string[]): Record<string, string> | undefined {
  if (form.length !== segments.length) return undefined;
  const parameters: Record<string, string> = Object.create(null);
  for (const [at, { text, pattern, names }] of form.entries()) {
    const segment = segments[at] ?? "";
    const found = pattern ? pattern.exec(segment) : segment === text;
    if (!found) return undefined;
    if (found !== true)
      for (const [index, name] of names.entries()) parameters[name] = found[index + 1] ?? "";
  }
  return parameters;
}

/** Sorts a form among others: a segment that is fixed, one that is in part, one that is all parameter. */
function rankOf(form: readonly Segment[]): string {
  return form.map(({ pattern, text }) => (pattern ? (/^\{[^{}]*\}$/.test(text) ? "2" : "1") : "0")).join("");
}
