import { isObject, type JsonObject, objectAt } from "../openapi.ts";
import type { Components } from "./components.ts";
import { joinSchemas, type ReportConflict, type Sourced } from "./join.ts";
import { nameSubject } from "./operation-id.ts";
import { joinExamples, type PageMedia } from "./page-examples.ts";
import type { PageOperation } from "./page-operation.ts";

/** Name of the one component that describes every failure, of every operation. */
export const ERROR_RESPONSE = "ErrorResponse";

/** Where the answers of all operations meet: failures have one schema for the whole document. */
export interface Failures {
  /** Adds what a page says of a failure, and returns the reference to the common schema. */
  add(schemas: readonly Sourced[]): JsonObject;
  list(): readonly Sourced[];
}

export function createFailures(): Failures {
  const found: Sourced[] = [];
  return {
    add(schemas) {
      found.push(...schemas);
      return { $ref: `#/components/schemas/${ERROR_RESPONSE}` };
    },
    list: () => found,
  };
}

interface PageResponse {
  page: PageOperation;
  /** Of the page's function. */
  name: string;
  response: JsonObject;
}

/**
 * Unites the answers that pages document, status by status.
 *
 * A success has one component per operation, named after the operation: the least schema that admits what all pages
 * show. Names like `VideoGenerationResponse` then depend neither on the pages nor on their number.
 */
export function joinResponses(
  operationId: string,
  pages: readonly { page: PageOperation; name: string }[],
  components: Components,
  failures: Failures,
  reportConflict: (component: string) => ReportConflict,
): JsonObject {
  const byStatus = new Map<string, PageResponse[]>();
  for (const { page, name } of pages) {
    for (const [status, value] of Object.entries(objectAt(page.operation, "responses"))) {
      const response = page.schemas.resolve(value);
      if (response !== undefined)
        byStatus.set(status, [...(byStatus.get(status) ?? []), { page, name, response }]);
    }
  }
  const statuses = [...byStatus].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(
    statuses.map(([status, list]) => {
      const join = (mediaType: string, schemas: readonly Sourced[]): JsonObject => {
        if (isFailure(status) && isJson(mediaType)) return failures.add(schemas);
        const name = `${nameSubject(operationId)}Response${status === "200" ? "" : status}`;
        const schema = joinSchemas(schemas, reportConflict(name));
        return isJson(mediaType) ? components.add(name, schema) : schema;
      };
      return [status, joinResponse(list, join, isFailure(status) ? pickExamples : joinExamples)];
    }),
  );
}

function joinResponse(
  list: readonly PageResponse[],
  join: (mediaType: string, schemas: readonly Sourced[]) => JsonObject,
  readExamples: (media: readonly PageMedia[]) => JsonObject,
): JsonObject {
  const [first] = list;
  const merged: JsonObject = { description: "", ...first?.response };
  const headers = list.toReversed().flatMap(({ page, response }) => readHeaders(page, response));
  if (headers.length > 0) merged.headers = Object.fromEntries(headers);
  const mediaTypes = [
    ...new Set(list.flatMap(({ response }) => Object.keys(objectAt(response, "content")))),
  ].sort();
  if (mediaTypes.length === 0) return merged;
  merged.content = Object.fromEntries(
    mediaTypes.map((mediaType) => {
      const media = list.flatMap(({ page, name, response }) => {
        const found = objectAt(response, "content")[mediaType];
        return isObject(found) ? [{ page, name, media: found }] : [];
      });
      return [mediaType, { schema: join(mediaType, media.flatMap(readSchema)), ...readExamples(media) }];
    }),
  );
  return merged;
}

function readHeaders({ schemas }: PageOperation, response: JsonObject): [string, JsonObject][] {
  return Object.entries(objectAt(response, "headers")).flatMap(([name, value]): [string, JsonObject][] => {
    const header = schemas.resolve(value);
    if (header === undefined) return [];
    return [[name, isObject(header.schema) ? { ...header, schema: schemas.inline(header.schema) } : header]];
  });
}

/** A schema that the page lacks says nothing. */
function readSchema({ page, media }: PageMedia): Sourced[] {
  const schema = page.schemas.resolve(media.schema);
  return schema === undefined ? [] : [{ schema: page.schemas.inline(schema), source: page.source }];
}

/** The examples of a failure of the first page that has any: each page shows the same thing. */
function pickExamples(pages: readonly PageMedia[]): JsonObject {
  const { example, examples } =
    pages.map(({ media }) => media).find((one) => "example" in one || "examples" in one) ?? {};
  if (isObject(examples)) return { examples };
  return example === undefined ? {} : { example };
}

function isFailure(status: string): boolean {
  return /^[45]/.test(status) || status === "default";
}

function isJson(mediaType: string): boolean {
  return /[/+]json\b/.test(mediaType);
}
