import { type ContributingPage, readContributingPages } from "../../../src/openapi/contributing-pages.ts";
import { isObject, type JsonObject, setOwn } from "../../../src/openapi/json.ts";
import { toIdentifier, upperFirst } from "../../../src/openapi/names/identifier.ts";
import { listOperations } from "../../../src/openapi/operations.ts";
import { componentSchemas, withComponentSchemas } from "../../../src/openapi/references.ts";

/** The response of one page, under the name that its type gets. */
export interface PageResponse {
  /** Id of the operation. */
  operationId: string;
  name: string;
  schema: JsonObject;
  models: string[];
}

/**
 * The responses that single pages document in their own way. A model has that of the page which documents the fewest
 * models; where this one says what all say, the model has none.
 */
export function listPageResponses(document: JsonObject): PageResponse[] {
  const taken = new Set(Object.keys(componentSchemas(document)));
  return listOperations(document).flatMap(({ operation }) => {
    const pages = readContributingPages(operation);
    return pages.flatMap((page): PageResponse[] => {
      const { response: schema, operationId } = page;
      if (!isObject(schema)) return [];
      const having = pages.filter((one) => one === page || one.response === operationId);
      const models = having.flatMap((one) => one.models.filter((model) => findOwnPage(pages, model) === one));
      let name = `${upperFirst(toIdentifier(operationId))}Response`;
      while (taken.has(name)) name += "_";
      taken.add(name);
      return models.length === 0
        ? []
        : [{ operationId: String(operation.operationId), name, schema, models }];
    });
  });
}

function findOwnPage(pages: readonly ContributingPage[], model: string): ContributingPage | undefined {
  return pages
    .filter(({ models }) => models.includes(model))
    .reduce<ContributingPage | undefined>(
      (fewest, page) => (fewest === undefined || page.models.length < fewest.models.length ? page : fewest),
      undefined,
    );
}

/** Adds the responses of single pages to the component schemas, so that types are printed of them as of any response. */
export function addPageResponses(document: JsonObject, responses: readonly PageResponse[]): JsonObject {
  if (responses.length === 0) return document;
  const schemas = { ...componentSchemas(document) };
  for (const { name, schema } of responses) setOwn(schemas, name, schema);
  return withComponentSchemas(document, schemas);
}
