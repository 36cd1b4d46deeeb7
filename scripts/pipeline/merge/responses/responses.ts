import type { JsonObject } from "../../../../src/openapi/json.ts";
import { isJson } from "../../../../src/openapi/media-types.ts";
import { parsePointer } from "../../../../src/openapi/pointer.ts";
import { compareText, groupBy } from "../../../lists.ts";
import { joinTexts } from "../annotations/join-texts.ts";
import { joinLinks } from "../links.ts";
import { nameSubject } from "../names/operation-id.ts";
import { joinExamples, joinFailureExamples, type PageMedia } from "../page/page-examples.ts";
import type { PageOperation } from "../page/page-operation.ts";
import { readContent, readHeaders } from "../page/page-parts.ts";
import { isRequired, joinParts, type PartReports } from "../parameters.ts";
import { listPages } from "../schemas/components.ts";
import { joinOnce } from "../schemas/join-once.ts";
import type { ReportConflict, Sourced } from "../schemas/sourced.ts";
import type { Shared } from "../shared.ts";
import { keepOwnResponses, type OwnResponses } from "./own-responses.ts";

interface PageResponse {
  page: PageOperation;
  /** Of the page's function. */
  name: string;
  response: JsonObject;
  /** Status as the page writes it. */
  published: string;
}

/**
 * Joins the responses that pages document, status by status.
 *
 * A success has one component per operation, named after the operation: the least schema that admits what all pages
 * show. Names like `VideoGenerationResponse` then depend neither on the pages nor on their number.
 *
 * @param own takes what single pages say of the success.
 */
export function joinResponses(
  operationId: string,
  pages: readonly { page: PageOperation; name: string }[],
  shared: Pick<Shared, "components" | "failures" | "findLinked" | "report">,
  reportConflict: (component: string) => ReportConflict,
  own: OwnResponses = new Map(),
): JsonObject {
  const { components, failures } = shared;
  const byStatus = new Map<string, PageResponse[]>();
  for (const { page, name } of pages) {
    for (const [status, response, published] of page.responses)
      byStatus.set(status, [...(byStatus.get(status) ?? []), { page, name, response, published }]);
  }
  if (![...byStatus.keys()].some((status) => /^[23]/.test(status)) && pages[0] !== undefined)
    byStatus.set("200", [{ ...pages[0], response: ANY_RESPONSE, published: "200" }]);
  const statuses = [...byStatus].sort(([one], [other]) => compareText(one, other));
  const success = findSuccess(statuses);
  const successOf = new Map(pages.map(({ page }) => [page.operation, findSuccess(page.responses)]));
  let common: JsonObject | undefined;
  return Object.fromEntries(
    statuses.map(([status, list]) => {
      const join = (mediaType: string, schemas: readonly Sourced[]): JsonObject => {
        if (isFailure(status) && isJson(mediaType)) return failures.add(schemas);
        const name = `${nameSubject(operationId)}Response${status === "200" ? "" : status}`;
        const schema = joinOnce(schemas, reportConflict(name));
        if (!isJson(mediaType)) return schema;
        if (status === success) common = schema;
        const succeeding = schemas.filter(
          ({ origin }) => origin && successOf.get(origin.operation) === status,
        );
        keepOwnResponses(own, succeeding, common);
        return components.add(name, schema, listPages(schemas));
      };
      const conflict = (name: string) =>
        reportConflict(`${operationId}, response ${status}, headers/${name}`);
      const reportHeader = { conflict, field: shared.report };
      return [status, joinResponse(list, join, isFailure(status), { ...shared, reportHeader })];
    }),
  );
}

/** Stands for the success that no page of an operation documents. */
const ANY_RESPONSE: JsonObject = { description: "Not documented.", content: { "application/json": {} } };

function joinResponse(
  list: readonly PageResponse[],
  join: (mediaType: string, schemas: readonly Sourced[]) => JsonObject,
  isFailed: boolean,
  { findLinked, report, reportHeader }: Pick<Shared, "findLinked" | "report"> & { reportHeader: PartReports },
): JsonObject {
  const description = joinTexts(
    list.map(({ page, response }) => ({ text: response.description, models: page.models })),
  );
  const merged: JsonObject = { description: description ?? "" };
  const headers = joinHeaders(list, reportHeader);
  if (Object.keys(headers).length > 0) merged.headers = headers;
  const links = joinLinks(list, { findLinked, report });
  if (Object.keys(links).length > 0) merged.links = links;
  const all = list.flatMap(({ page, name, response, published }) =>
    readContent(response.content).map(([mediaType, media, type]): PlacedMedia & { mediaType: string } => {
      const keys = [...parsePointer(page.pointer), "responses", published, "content", type, "schema"];
      const place = isFailed
        ? `in response ${published} of ${page.method.toUpperCase()} ${page.path}`
        : `as ${mediaType}`;
      return { page, name, mediaType, media, keys, place };
    }),
  );
  const mediaTypes = [...new Set(all.map(({ mediaType }) => mediaType))].sort();
  if (mediaTypes.length === 0) return merged;
  merged.content = Object.fromEntries(
    mediaTypes.map((mediaType) => {
      const own = all.filter((one) => one.mediaType === mediaType);
      const isOneDocument = new Set(own.map(({ page }) => page.document)).size === 1;
      const isJoined = own.length > 1 || isFailed;
      const schemas = own.flatMap((one) => readSchema(one, isOneDocument, isJoined));
      const examples = isFailed ? joinFailureExamples(own) : joinExamples(own);
      return [mediaType, { schema: join(mediaType, schemas), ...examples }];
    }),
  );
  return merged;
}

/** Headers of several pages: each model is told its own of one. */
function joinHeaders(list: readonly PageResponse[], report: PartReports): JsonObject {
  const headers = list.flatMap(({ page, response, published }) =>
    readHeaders(page.schemas, response.headers).map(([name, part]) => {
      const keys = [...parsePointer(page.pointer), "responses", published, "headers", name];
      return { name, part, page, keys };
    }),
  );
  return Object.fromEntries(
    groupBy(headers, ({ name }) => name).map((group) => {
      const [{ name }] = group;
      const { required: _, ...header } = joinParts(name, group, report);
      return [
        name,
        { ...header, ...(isRequired(name, group, list.length, report) ? { required: true } : {}) },
      ];
    }),
  );
}

/** What a page says of a media type, and where the schema of it stands in the page. */
interface PlacedMedia extends PageMedia {
  keys: string[];
  /** The same for people. */
  place: string;
}

/**
 * A schema that the page lacks says nothing. References are kept where a page documents several operations, which refer
 * to the same components, and no other page documents this one; what is joined is inlined.
 */
function readSchema(
  { page, media, keys, place }: PlacedMedia,
  isOneDocument: boolean,
  isJoined: boolean,
): Sourced[] {
  const keeps = isOneDocument && page.hasOtherOperations;
  const whole = keeps && !isJoined ? page.schemas.keepReference(media.schema) : undefined;
  const schema = whole ?? page.schemas.read(media.schema);
  if (schema === undefined) return [];
  const read = keeps ? page.schemas.shareResponse : page.schemas.inline;
  const { source, models, document, operation } = page;
  return [{ schema: read(schema), source, models, origin: { document, operation, keys }, place }];
}

/** The first status of a success. An object has its numbers first, in order: `2XX` comes after them. */
function findSuccess(statuses: readonly [status: string, ...unknown[]][]): string | undefined {
  return statuses.find(([status]) => status.startsWith("2"))?.[0];
}

function isFailure(status: string): boolean {
  return /^[45]/.test(status) || status === "default";
}
