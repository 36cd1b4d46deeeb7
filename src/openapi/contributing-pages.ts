import { isObject, type JsonObject, listAt, objectsAt, toText } from "./json.ts";
import { listOperations } from "./operations.ts";

/** One documentation page that an operation was merged from. */
export interface ContributingPage {
  /** Name of the page's function. The examples of the page are named after it. */
  operationId: string;
  /** The models that the page documents; may be empty. */
  models: string[];
  /** Pointer to the component schema of the page's requests, where one serves all its models. */
  request?: string | undefined;
  /** Schema of the page's successful response, where that is not the one of all pages; or the page that has the same. */
  response?: JsonObject | string | undefined;
  /** What the page says of itself in `info`, where the document does not say it: at the first operation of the page. */
  info?: JsonObject | undefined;
  /** File of the page; empty where the document does not say it. */
  source: string;
}

/** The extension of an Operation Object that lists its pages. */
const PAGES = "x-pages";

/** The field of an operation that lists its pages. */
export function writeContributingPages(pages: readonly ContributingPage[]): JsonObject {
  return {
    [PAGES]: pages.map(({ operationId, models, request, response, info, source }) => ({
      operationId,
      models,
      ...(request === undefined ? {} : { request }),
      ...(response === undefined ? {} : { response }),
      ...(info === undefined ? {} : { info }),
      source,
    })),
  };
}

/** The pages of an operation; none where the document was not made by merging pages. */
export function readContributingPages(operation: JsonObject): ContributingPage[] {
  return objectsAt(operation, PAGES).map((page) => ({
    operationId: toText(page.operationId),
    models: listAt(page, "models").map(toText),
    ...(typeof page.request === "string" ? { request: page.request } : {}),
    ...(isObject(page.response) || typeof page.response === "string" ? { response: page.response } : {}),
    ...(isObject(page.info) ? { info: page.info } : {}),
    source: typeof page.source === "string" ? page.source : "",
  }));
}

/** The pages of all operations. */
export function listContributingPages(document: JsonObject): ContributingPage[] {
  return listOperations(document).flatMap(({ operation }) => readContributingPages(operation));
}
