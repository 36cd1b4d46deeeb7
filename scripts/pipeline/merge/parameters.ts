import { isObject, type JsonObject } from "../../../src/openapi/json.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import { joinTexts } from "./annotations/join-texts.ts";
import type { PageOperation } from "./page/page-operation.ts";
import { joinSchemas, type ReportConflict } from "./schemas/join.ts";

/** Joins the parameters of an operation. One that some pages do not have is optional, save in the path. */
export function joinParameters(pages: readonly PageOperation[], report: ReportConflict): JsonObject[] {
  const byKey = new Map<string, { page: PageOperation; parameter: JsonObject }[]>();
  for (const page of pages) {
    for (const parameter of page.parameters) {
      const key = `${parameter.in} ${parameter.name}`;
      byKey.set(key, [...(byKey.get(key) ?? []), { page, parameter }]);
    }
  }
  const sorted = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, list]) => list);
  return sorted.map((list) => {
    const [first] = list;
    const isInPath = first?.parameter.in === "path";
    const isRequired =
      list.length === pages.length && list.every(({ parameter }) => parameter.required === true);
    const schemas = list.flatMap(({ page, parameter }) =>
      isObject(parameter.schema)
        ? [{ schema: parameter.schema, source: page.source, models: page.models }]
        : [],
    );
    const description = joinTexts(
      list.map(({ page, parameter }) => ({ text: parameter.description, models: page.models })),
    );
    const isModel = isInPath && first.parameter.name === MODEL;
    return {
      ...first?.parameter,
      ...(description === undefined ? {} : { description }),
      required: isInPath || isRequired,
      // Each page names its own models in the path: that they differ is no contradiction.
      ...(schemas.length === 0 ? {} : { schema: isModel ? joinModels(list) : joinSchemas(schemas, report) }),
    };
  });
}

function joinModels(list: readonly { page: PageOperation }[]): JsonObject {
  const models = new Set(list.flatMap(({ page }) => page.models));
  return models.size === 0 ? { type: "string" } : { type: "string", enum: [...models].sort() };
}
