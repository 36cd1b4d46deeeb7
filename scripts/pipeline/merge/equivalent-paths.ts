import type { Problem } from "../../../src/openapi/problem.ts";
import { groupBy, rankByUse } from "../../lists.ts";
import type { PageOperation } from "./page/page-operation.ts";

/**
 * Merges equivalent paths, which differ in the names of their parameters alone and are the same to a server, into the
 * one that most pages publish.
 */
export function mergeEquivalentPaths(
  operations: readonly PageOperation[],
  report: (problem: Problem) => void,
): PageOperation[] {
  const groups = groupBy(operations, ({ path }) => shapeOfPath(path));
  const published = new Map(
    groups.map((group) => [shapeOfPath(group[0].path), rankByUse(group.map(({ path }) => [path]))[0]]),
  );
  return operations.map((operation) => {
    const path = published.get(shapeOfPath(operation.path)) ?? operation.path;
    if (path === operation.path) return operation;
    report({
      severity: "warning",
      kind: "equivalent-paths",
      file: operation.source,
      pointer: operation.pointer,
      message: `${operation.path} is equivalent to ${path}, which most pages publish. Read as that.`,
    });
    return { ...operation, path, parameters: renameParameters(operation, path) };
  });
}

/** A path without the names of its parameters. */
export function shapeOfPath(path: string): string {
  return path.replace(/\{[^{}]*\}/g, "{}");
}

function renameParameters({ path, parameters }: PageOperation, wanted: string): PageOperation["parameters"] {
  const listNames = (one: string) => [...one.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  const own = listNames(wanted);
  const names = new Map(listNames(path).map((name, index) => [name, own[index]]));
  return parameters.map((parameter) => {
    const name = parameter.in === "path" ? names.get(String(parameter.name)) : undefined;
    return name === undefined ? parameter : { ...parameter, name };
  });
}
