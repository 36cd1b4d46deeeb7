import { writeContributingPages } from "../../../src/openapi/contributing-pages.ts";
import { type Json, type JsonObject, listAt, objectAt, toText } from "../../../src/openapi/json.ts";
import { readFixedValues } from "../../../src/openapi/json-schema.ts";
import { writeData } from "../../../src/openapi/structure.ts";
import { rankByUse } from "../../lists.ts";
import { keepCommonAnnotations, writeWords } from "./annotations/join-annotations.ts";
import { joinDescribed } from "./annotations/join-described.ts";
import { joinTexts } from "./annotations/join-texts.ts";
import { joinCalls } from "./calls.ts";
import { readOwnInfo } from "./document.ts";
import { extendByModels } from "./names/model-name.ts";
import { splitWords } from "./names/words.ts";
import { locate } from "./page/locate.ts";
import type { PageOperation } from "./page/page-operation.ts";
import { joinParameters } from "./parameters.ts";
import { mergeRequestBody } from "./request-body.ts";
import { createWriteOwn, type OwnResponses } from "./responses/own-responses.ts";
import { joinResponses } from "./responses/responses.ts";
import { splitAlternatives } from "./schemas/alternatives.ts";
import type { ReportConflict } from "./schemas/sourced.ts";
import { joinSecurity } from "./security.ts";
import type { Shared } from "./shared.ts";

/** Makes one operation of what all its pages say. */
export function mergeOperation(
  operationId: string,
  pages: readonly PageOperation[],
  shared: Shared,
): JsonObject {
  const named = pages.map((page) => ({ page, name: nameFunction(operationId, page) }));
  const request = mergeRequestBody(operationId, named, shared);
  const servers = joinServers(pages, shared.report);
  const parameters = joinParameters(pages, {
    conflict: (name) => createConflictReport(`${operationId}, parameters/${name}`, shared),
    field: shared.report,
  });
  const security = joinSecurity(pages, shared);
  const own: OwnResponses = new Map();
  const report = (name: string) => createConflictReport(name, shared);
  const responses = joinResponses(operationId, named, shared, report, own);
  const writeOwn = createWriteOwn(own);
  const callbacks = joinCalls(operationId, "callback", listCallbacks(pages), shared);
  const ranked = rankByUse(
    pages.map(({ operation }) => (Array.isArray(operation.tags) ? operation.tags.map(toText) : [])),
  );
  const tags = pages.length === 1 ? ranked : ranked.slice(0, 1);
  reportTags(ranked.slice(tags.length), pages, shared.report);
  return {
    tags,
    ...describeOperation(operationId, pages),
    operationId,
    ...(servers.length === 0 ? {} : { servers }),
    security,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(request === undefined ? {} : { requestBody: request.body }),
    responses,
    ...(Object.keys(callbacks).length === 0 ? {} : { callbacks }),
    ...joinExtensions(pages, shared.report),
    ...writeContributingPages(
      named.map(({ page, name }) => ({
        operationId: name,
        models: page.models,
        request: request?.variantOf(page),
        response: writeOwn(page.operation, name),
        info: page.isFirst ? readOwnInfo(page.document, shared.info) : undefined,
        source: page.source,
      })),
    ),
  };
}

/** The extensions that pages have: where they differ, those of the first page count. */
function joinExtensions(pages: readonly PageOperation[], report: Shared["report"]): JsonObject {
  const joined: JsonObject = {};
  for (const { operation, source, pointer } of pages) {
    for (const [key, value] of Object.entries(operation)) {
      if (!key.startsWith("x-")) continue;
      if (!Object.hasOwn(joined, key)) joined[key] = value;
      if (writeData(joined[key] ?? null) === writeData(value)) continue;
      const message = `\`${key}\` is another one on the first page about this operation. Left out.`;
      report({ severity: "warning", kind: "malformed", file: source, pointer, message });
    }
  }
  return joined;
}

function listCallbacks(pages: readonly PageOperation[]): Parameters<typeof joinCalls>[2] {
  return pages.flatMap((page) =>
    Object.entries(objectAt(page.operation, "callbacks")).map(([name, value]) => ({ page, name, value })),
  );
}

/** The page's own operationId, and the words of its models where that does not spell them. */
function nameFunction(operationId: string, { operation, models }: PageOperation): string {
  return extendByModels(
    typeof operation.operationId === "string" ? operation.operationId : operationId,
    models,
  );
}

/**
 * One page's own words; or, where several pages share the operation, a line for each of them, and what they say besides.
 * A link to further documentation, and that an operation is deprecated, stand by themselves where all pages say so.
 */
function describeOperation(operationId: string, pages: readonly PageOperation[]): JsonObject {
  const words = splitWords(operationId).join(" ").toLowerCase();
  const summary = words.charAt(0).toUpperCase() + words.slice(1);
  const all = keepCommonAnnotations(pages.map(({ operation }) => ({ schema: operation })));
  const { deprecated, externalDocs } = all;
  const common: JsonObject = {
    ...(deprecated === true ? { deprecated } : {}),
    ...(externalDocs === undefined ? {} : { externalDocs }),
  };
  // Pages in several languages may say the same, once that of the chosen one speaks for all.
  const said = new Map(
    pages.map((page) => {
      const { summary: own = null, description = null } = page.operation;
      return [writeData([...page.models, own, description]), page];
    }),
  );
  const texts = pages.map(({ models, operation }) => {
    const { description = null, deprecated: isOld = null, externalDocs: more = null } = operation;
    return { models, text: writeWords({ description, deprecated: isOld, externalDocs: more }, common) };
  });
  const description = joinTexts(texts);
  const [only] = said.values();
  if (said.size === 1 && only !== undefined)
    return {
      summary: only.operation.summary ?? summary,
      ...(description === undefined ? {} : { description }),
      ...common,
    };
  const lines = pages.map(({ models, operation }) => {
    const names = models.map((model) => `\`${model}\``).join(", ");
    return `- ${names === "" ? "" : `${names}: `}${toText(operation.summary ?? "")}`;
  });
  const list = [...new Set(lines)].join("\n");
  return { summary, description: description === undefined ? list : `${list}\n\n${description}`, ...common };
}

/** Pages about one operation are grouped alike: as most of them are. */
function reportTags(
  left: readonly string[],
  pages: readonly PageOperation[],
  report: Shared["report"],
): void {
  const page = pages.find(({ operation }) => listAt(operation, "tags").some((tag) => tag === left[0]));
  if (page === undefined) return;
  const message = `Pages about this operation have several tags. It has the one that most of them have; left out: ${left.join(", ")}.`;
  report({ severity: "warning", kind: "malformed", file: page.source, pointer: page.pointer, message });
}

function joinServers(pages: readonly PageOperation[], report: Shared["report"]): Json[] {
  const published = pages.flatMap(({ servers, source: file, pointer }) =>
    servers.map((value) => ({ value, file, pointer })),
  );
  const urls = pages.map(({ servers }) => servers.map(({ url }) => toText(url)));
  return rankByUse(urls).map((url) =>
    joinDescribed(
      `the server ${url}`,
      published.filter(({ value }) => toText(value.url) === url),
      report,
    ),
  );
}

/** How many pages a conflict names before the rest are only counted. */
const SHOWN = 3;

export function createConflictReport(place: string, { report }: Pick<Shared, "report">): ReportConflict {
  return (kind, sources, keys, message) => {
    const [first] = sources;
    const byFile = new Map(sources.toReversed().map((one) => [one.source, one.schema]));
    const files = [...byFile].reverse().map(([file, schema]) => `${file} (${describeValues(schema)})`);
    const more = files.length > SHOWN ? ` and ${files.length - SHOWN} more` : "";
    report({
      severity: "warning",
      kind,
      file: first?.source ?? "",
      pointer:
        first?.origin === undefined
          ? "#/paths"
          : locate(first.origin.document, [...first.origin.keys, ...keys]),
      message: `${[place, ...keys].join("/")}: ${message} Seen in ${files.slice(0, SHOWN).join(", ")}${more}.`,
    });
  };
}

/** What a schema fixes, or else its types. */
function describeValues(schema: JsonObject): string {
  const values = readFixedValues(schema);
  if (values !== undefined) {
    const shown = values.slice(0, 8).map(writeData).join(", ");
    return values.length > 8 ? `${shown}, …` : shown;
  }
  const types = splitAlternatives(schema).map(({ type }) => String(type ?? "anything"));
  return [...new Set(types)].join(" or ");
}
