import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import { compareText } from "../../lists.ts";
import { writeWords } from "./annotations/join-annotations.ts";
import { joinTexts } from "./annotations/join-texts.ts";
import type { PageOperation } from "./page/page-operation.ts";
import { joinSchemas } from "./schemas/join.ts";
import type { ReportConflict } from "./schemas/sourced.ts";

/** Joins the parameters of an operation. One that some pages do not have is optional, save in the path. */
export function joinParameters(pages: readonly PageOperation[], report: ReportConflict): JsonObject[] {
  const byKey = new Map<string, PagePart[]>();
  for (const page of pages) {
    for (const part of page.parameters) {
      const key = `${part.in} ${part.name}`;
      byKey.set(key, [...(byKey.get(key) ?? []), { page, part }]);
    }
  }
  const sorted = [...byKey].sort(([one], [other]) => compareText(one, other)).map(([, list]) => list);
  return sorted.map((list) => {
    const [first] = list;
    const isInPath = first?.part.in === "path";
    const isRequired = list.length === pages.length && list.every(({ part }) => part.required === true);
    // Each page names its own models in the path: that they differ is no contradiction.
    const isModel = isInPath && first.part.name === MODEL;
    return {
      ...joinParts(list, isModel ? () => {} : report),
      required: isInPath || isRequired,
      ...(isModel ? { schema: joinModels(list) } : {}),
    };
  });
}

/** A parameter or a header as one page describes it. */
export interface PagePart {
  page: Pick<PageOperation, "source" | "models">;
  part: JsonObject;
}

/** Joins what pages say of one parameter or header: each model is told its own, and what is deprecated for some is not for all. */
export function joinParts(list: readonly PagePart[], report: ReportConflict): JsonObject {
  const { deprecated: _, ...first } = list[0]?.part ?? {};
  const common: JsonObject = list.every(({ part }) => part.deprecated === true) ? { deprecated: true } : {};
  const description = joinTexts(
    list.map(({ page, part: { description = null, deprecated = null } }) => ({
      text: writeWords({ description, deprecated }, common),
      models: page.models,
    })),
  );
  const join = (read: (part: JsonObject) => Json | undefined): JsonObject => {
    const schemas = list.flatMap(({ page: { source, models }, part }) => {
      const schema = read(part);
      return isObject(schema) ? [{ schema, source, models }] : [];
    });
    return joinSchemas(schemas, report);
  };
  const [type] = Object.keys(objectAt(first.content));
  return {
    ...first,
    ...(description === undefined ? {} : { description }),
    ...common,
    ...(isObject(first.schema) ? { schema: join(({ schema }) => schema) } : {}),
    ...(type === undefined
      ? {}
      : { content: { [type]: { schema: join(({ content }) => objectAt(content, type).schema) } } }),
  };
}

function joinModels(list: readonly PagePart[]): JsonObject {
  const models = new Set(list.flatMap(({ page }) => page.models));
  return models.size === 0 ? { type: "string" } : { type: "string", enum: [...models].sort() };
}
