import { type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { groupBy } from "../../lists.ts";
import { joinDescribed } from "./annotations/join-described.ts";
import type { PageOperation } from "./page/page-operation.ts";

/** The name in the merged document of the operation that a page's link leads to. */
export type FindLinked = (page: PageOperation, link: JsonObject) => string | undefined;

/**
 * @param named Every operation of every page, under its name in the merged document. A link names one of its own page;
 * an operationId that just one other page has is that page's.
 */
export function createFindLinked(named: readonly { page: PageOperation; name: string }[]): FindLinked {
  const idOf = ({ operation }: PageOperation) => operation.operationId;
  return ({ document }, { operationId, operationRef }) => {
    const own = named.filter(({ page }) => page.document === document);
    const isMeant = ({ page }: { page: PageOperation }) =>
      operationId === undefined ? page.pointer === operationRef : idOf(page) === operationId;
    const found = own.find(isMeant)?.name;
    if (found !== undefined || operationId === undefined) return found;
    const names = new Set(named.filter(isMeant).map(({ name }) => name));
    return names.size === 1 ? [...names][0] : undefined;
  };
}

/** The links of a response, as all its pages describe them. */
export function joinLinks(
  responses: readonly { page: PageOperation; response: JsonObject }[],
  { findLinked, report }: { findLinked: FindLinked; report(problem: Problem): void },
): JsonObject {
  const links = responses.flatMap(({ page, response }) =>
    readLinks(page, response.links, findLinked, report).map(([name, value]) => ({ name, value, page })),
  );
  return Object.fromEntries(
    groupBy(links, ({ name }) => name).map((group) => {
      const [{ name }] = group;
      const described = group.map(({ value, page: { source: file, pointer } }) => ({ value, file, pointer }));
      return [name, joinDescribed(`the link ${name}`, described, report)];
    }),
  );
}

/** The links of a page's response, to operations of the merged document. One that leads nowhere is dropped, and reported. */
function readLinks(
  page: PageOperation,
  links: Json | undefined,
  findLinked: FindLinked,
  report: (problem: Problem) => void,
): [string, JsonObject][] {
  return Object.entries(objectAt(links)).flatMap(([name, value]): [string, JsonObject][] => {
    const link = page.schemas.resolve(value);
    if (link === undefined) return [];
    const operationId = findLinked(page, link);
    if (operationId !== undefined) {
      const { operationRef: _, ...rest } = link;
      return [[name, { ...rest, operationId }]];
    }
    const target = JSON.stringify(link.operationId ?? link.operationRef ?? null);
    const message = `The link ${name} leads to the operation ${target}, which the page does not describe. Dropped.`;
    report({
      severity: "warning",
      kind: "missing-component",
      file: page.source,
      pointer: page.pointer,
      message,
    });
    return [];
  });
}
