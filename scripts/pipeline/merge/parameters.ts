import {
  childOf,
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  toText,
} from "../../../src/openapi/json.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { isAnnotation } from "../../../src/openapi/structure.ts";
import { compareText, groupBy } from "../../lists.ts";
import { writeWords } from "./annotations/join-annotations.ts";
import { joinDescribed } from "./annotations/join-described.ts";
import { joinTexts } from "./annotations/join-texts.ts";
import { findParameter } from "./page/locate.ts";
import type { PageOperation } from "./page/page-operation.ts";
import { joinSchemas } from "./schemas/join.ts";
import type { ReportConflict, Sourced } from "./schemas/sourced.ts";

/** Joins the parameters of an operation. One that some pages do not have is optional, save in the path. */
export function joinParameters(pages: readonly PageOperation[], report: PartReports): JsonObject[] {
  const parts = pages.flatMap((page) =>
    page.parameters.map((part) => ({ page, part, keys: findParameter(page.document, page.pointer, part) })),
  );
  const keyOf = ({ part }: PagePart) => `${part.in} ${part.name}`;
  const sorted = groupBy(parts, keyOf).sort(([one], [other]) => compareText(keyOf(one), keyOf(other)));
  return sorted.map((list) => {
    const [first] = list;
    const isInPath = first.part.in === "path";
    // Each page names its own models in the path: that they differ is no contradiction.
    const isModel = isInPath && first.part.name === MODEL;
    const name = toText(first.part.name);
    const joined = joinParts(name, list, isModel ? { ...report, conflict: () => () => {} } : report);
    return {
      ...joined,
      required: isInPath || isRequired(name, list, pages.length, report),
      ...(isModel ? { schema: joinModels(list, objectAt(joined.schema)) } : {}),
    };
  });
}

/** Whether a part is required by all pages. That only some require it is reported. */
export function isRequired(
  name: string,
  list: readonly PagePart[],
  pages: number,
  { conflict }: Pick<PartReports, "conflict">,
): boolean {
  const requiring = list.filter(({ part }) => part.required === true);
  if (requiring.length === pages) return true;
  const sources = requiring.map(toSourced);
  if (sources.length > 0)
    conflict(name)(
      "values-differ",
      sources,
      [],
      "Some pages require this, others do not, or lack it. Read as optional.",
    );
  return false;
}

/** Where it is reported what is said of parts: how schemas contradict each other, and which fields are left out. */
export interface PartReports {
  conflict(name: string): ReportConflict;
  field(problem: Problem): void;
}

/** A parameter or a header as one page describes it. */
export interface PagePart {
  page: Pick<PageOperation, "source" | "models" | "pointer" | "document" | "operation">;
  part: JsonObject;
  /** Where it stands in the page. */
  keys: readonly string[];
}

/** How a value is written. Pages that say nothing of it follow those that do. */
const STYLE = ["style", "explode", "allowReserved", "allowEmptyValue"];

/** Joins what pages say of one parameter or header: each model is told its own, and what is deprecated for some is not for all. */
export function joinParts(
  name: string,
  list: readonly [PagePart, ...PagePart[]],
  report: PartReports,
): JsonObject {
  const { deprecated: _, ...first } = list[0].part;
  const common: JsonObject = list.every(({ part }) => part.deprecated === true) ? { deprecated: true } : {};
  const description = joinTexts(
    list.map(({ page, part: { description = null, deprecated = null } }) => ({
      text: writeWords({ description, deprecated }, common),
      models: page.models,
    })),
  );
  const styles = list.map(({ page: { source: file, pointer }, part }) => {
    const said = Object.entries(part).filter(([field]) => STYLE.includes(field));
    return { value: Object.fromEntries(said), file, pointer };
  });
  const conflict = report.conflict(name);
  const join = (...path: readonly string[]): JsonObject => {
    const schemas = list.flatMap((one) => {
      const schema = path.reduce<Json | undefined>(childOf, one.part);
      return isObject(schema) ? [{ ...toSourced({ ...one, keys: [...one.keys, ...path] }), schema }] : [];
    });
    return joinSchemas(schemas, conflict);
  };
  const form = readForm(first);
  const others = list.filter(({ part }) => readForm(part) !== form);
  if (others.length > 0)
    conflict(
      "not-joinable",
      others.map(toSourced),
      [],
      `Pages describe this in ${[...new Set(list.map(({ part }) => readForm(part) ?? "a schema"))].join(" and ")}. Read as the first.`,
    );
  return {
    ...first,
    ...joinDescribed(name, styles, report.field),
    ...(description === undefined ? {} : { description }),
    ...common,
    ...(isObject(first.schema) ? { schema: join("schema") } : {}),
    ...(form === undefined
      ? {}
      : {
          content: {
            [form]: { ...objectAt(first.content, form), schema: join("content", form, "schema") },
          },
        }),
  };
}

/** The media type in which a value is written; undefined where a schema and a style say how. */
function readForm({ content }: JsonObject): string | undefined {
  return Object.keys(objectAt(content))[0];
}

function toSourced({ page: { source, models, document, operation }, part, keys }: PagePart): Sourced {
  return { schema: objectAt(part.schema), source, models, origin: { document, operation, keys } };
}

/** The models that pages name; where none does, any text that their schema takes. */
function joinModels(list: readonly PagePart[], { type, ...schema }: JsonObject): JsonObject {
  const models = new Set(list.flatMap(({ page }) => page.models));
  if (models.size > 0) return { type: "string", enum: [...models].sort() };
  const limits = Object.entries(schema).filter(
    ([keyword]) => keyword !== "default" && !isAnnotation(keyword),
  );
  return { type: "string", ...(type === "string" && Object.fromEntries(limits)) };
}
