import type { JsonObject } from "../../../src/openapi/json.ts";
import { DIALECT } from "../../../src/openapi/json-schema.ts";
import { listWebhooks, METHODS, setOperation } from "../../../src/openapi/operations.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem, Staged } from "../../../src/openapi/problem.ts";
import { compareText, groupBy } from "../../lists.ts";
import { joinCalls } from "./calls.ts";
import { mergeInfo, mergeTags, rankServers, reportInfo } from "./document.ts";
import { mergeEquivalentPaths } from "./equivalent-paths.ts";
import { createFindLinked } from "./links.ts";
import { reportDuplicateNames } from "./names/duplicate-names.ts";
import { nameOperation } from "./names/operation-id.ts";
import { nameOperations } from "./names/operation-names.ts";
import { createConflictReport, mergeOperation } from "./operation.ts";
import { type PageOperation, readPageOperations } from "./page/page-operation.ts";
import { readPageSchemas } from "./page/shared-schemas.ts";
import { reportUnheard } from "./report-unheard.ts";
import { createFailures, ERROR_RESPONSE } from "./responses/failures.ts";
import { dropOwnResponses } from "./responses/own-responses.ts";
import { createComponents, listPages } from "./schemas/components.ts";
import { joinOnce } from "./schemas/join-once.ts";
import type { Sourced } from "./schemas/sourced.ts";
import { mergeSecuritySchemes } from "./security.ts";
import type { Shared } from "./shared.ts";
import { sortPages } from "./sort-pages.ts";
import { pickSupplement } from "./supplement.ts";
import { translatePages } from "./translate-pages.ts";

/**
 * Merges the documents of all pages into one, in which each method and path is one operation.
 *
 * Any order of the pages gives the same document, and each name in it depends on its own page or path alone.
 *
 * @param supplement Documents for operations that have no page.
 * @param lang The language whose pages come first, and whose words replace those of others.
 */
export function mergeDocuments(
  pages: readonly PageDocument[],
  supplement: readonly PageDocument[] = [],
  { lang }: { lang?: string | undefined } = {},
): Staged<JsonObject> {
  const problems: Problem[] = [];
  const shared: Shared = {
    info: {},
    components: createComponents(),
    failures: createFailures(),
    securitySchemes: new Map(),
    findLinked: () => undefined,
    report: (problem) => problems.push(problem),
  };
  const sortedPages = sortPages(translatePages(pages, lang), lang);
  const readOperations = (page: PageDocument) => readPageOperations(page, shared);
  const ofPages = sortedPages.flatMap(readOperations);
  const added = pickSupplement(sortPages(supplement).flatMap(readOperations), ofPages, shared.report);
  const used = supplement.filter(
    ({ document }) => added.some((one) => one.document === document) || listWebhooks(document).length > 0,
  );
  // A publisher's own words come before those of a supplement.
  const sorted = [...sortedPages, ...sortPages(used)];
  shared.info = mergeInfo(sorted.map(({ document }) => document));
  const rank = new Map(sorted.map(({ document }, index) => [document, index]));
  const operations = mergeEquivalentPaths([...ofPages, ...added], shared.report);
  const groups = groupOperations(operations).map(([{ method, path }, group]) => ({
    method,
    path,
    pages: group.length,
    group,
  }));
  const names = nameOperations(groups);
  reportInfo(sorted, operations, shared);
  const named = groups.map((one) => {
    const plain = nameOperation(one.method, one.path);
    return { ...one, plain, name: names.get(one) ?? plain };
  });
  shared.findLinked = createFindLinked(
    named.flatMap(({ group, name }) => group.map((page) => ({ page, name }))),
  );
  const merged = named.map(({ method, path, group, plain, name }) => {
    for (const { source, pointer } of name === plain ? [] : group) {
      const message = `The operation of another path has the name ${plain}. This one is named ${name}.`;
      problems.push({ severity: "warning", kind: "duplicate-names", file: source, pointer, message });
    }
    return { method, path, operation: mergeOperation(name, group, shared) };
  });
  reportDuplicateNames(merged, shared.report);
  const rankOf = ({ origin }: Sourced) => rank.get(origin?.document ?? {}) ?? sorted.length;
  const failures = shared.failures.list()?.toSorted((one, other) => rankOf(one) - rankOf(other));
  if (failures !== undefined)
    shared.components.add(
      ERROR_RESPONSE,
      joinOnce(failures, createConflictReport(ERROR_RESPONSE, shared)),
      listPages(failures),
    );

  const paths: JsonObject = {};
  for (const entry of merged) setOperation(paths, entry);
  const webhooks = joinCalls("on", "pathItem", readWebhooks(sorted, shared), shared);
  const output: JsonObject = {
    openapi: "3.1.0",
    jsonSchemaDialect: DIALECT,
    info: shared.info,
    servers: rankServers(merged.map(({ operation }) => operation)),
    ...mergeTags(
      sorted,
      merged.map(({ operation }) => operation),
      shared.report,
    ),
    paths,
    ...(Object.keys(webhooks).length === 0 ? {} : { webhooks }),
    components: {
      schemas: shared.components.listUsed({ paths, webhooks }),
      securitySchemes: mergeSecuritySchemes(shared),
    },
  };
  const finished = dropOwnResponses(output);
  reportUnheard(sorted, [...ofPages, ...added], finished, shared.report);
  return { output: finished, problems };
}

function readWebhooks(
  pages: readonly PageDocument[],
  shared: Pick<Shared, "components" | "report">,
): Parameters<typeof joinCalls>[2] {
  return pages.flatMap(({ file, document }) => {
    const webhooks = listWebhooks(document);
    if (webhooks.length === 0) return [];
    const schemas = readPageSchemas({ file, document }, shared);
    return webhooks.map(([name, value]) => {
      const pointer = pointerTo(["webhooks", name]);
      return { page: { schemas, document, source: file, pointer }, name, value };
    });
  });
}

/** Groups what pages say by path and method; paths sorted, methods in the order of the specification. */
function groupOperations(operations: readonly PageOperation[]): [PageOperation, PageOperation[]][] {
  const keyOf = ({ path, method }: PageOperation) => `${path} ${METHODS.indexOf(method)}`;
  return groupBy(operations, keyOf)
    .map((group): [PageOperation, PageOperation[]] => [group[0], group])
    .sort(([one], [other]) => compareText(keyOf(one), keyOf(other)));
}
