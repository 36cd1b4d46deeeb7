import pluralize from "pluralize";
import { childOf, isObject, type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { MODEL, type Resolve, readModels } from "../../../../src/openapi/models.ts";
import { resolveFully } from "../../../../src/openapi/references.ts";

/** A path whose model, where it names one, has become a parameter. */
export interface ModelPath {
  path: string;
  /** The model that the published path names literally. */
  model?: string;
}

/** What follows the collection of models, up to a custom method. */
const RESOURCE = new RegExp(`(?<=/${pluralize.plural(MODEL)}/)([^/:{}]+)(:[^/]+$)?`);

/**
 * Turns `/v1beta/models/gemini-2.5-pro:generateContent` into `/v1beta/models/{model}:generateContent`, so that pages
 * which differ in the model alone describe one operation.
 *
 * The segment is a model where its page names one like it elsewhere. One with a digit is one, too, where the path ends in
 * a custom method, as that is done with a resource. Anything else is a part of the path: `/v1/models/3d/upload`.
 *
 * @param isModel whether the page names a model of this id.
 */
export function templateModel(path: string, isModel: (id: string) => boolean): ModelPath {
  const [, id, method] = RESOURCE.exec(path) ?? [];
  if (id === undefined) return { path };
  const isResource = method !== undefined && /\d/.test(id);
  if (!isResource && !isModel(id)) return { path };
  return { path: path.replace(RESOURCE, () => `{${MODEL}}${method ?? ""}`), model: id };
}

/**
 * Tells which words a page calls a model: in a property or a parameter of this name, or in an example with it. What other
 * pages say does not count: a new one would rename the operation of this one, and join it with others. Read once, when
 * first asked.
 */
export function createIsModel(document: JsonObject): (id: string) => boolean {
  let known: Set<Json> | undefined;
  return (id) => {
    known ??= new Set(listNamedModels(document));
    return known.has(id);
  };
}

function listNamedModels(document: JsonObject): Json[] {
  const resolve: Resolve = (value) => (isObject(value) ? resolveFully(document, value) : undefined);
  const found: Json[] = [];
  const visit = (value: Json): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isObject(value)) return;
    const named = Object.hasOwn(value, MODEL) ? value[MODEL] : undefined;
    const { schema, example, examples } = value.name === MODEL ? value : {};
    const shown = Object.values(objectAt(examples)).map((one) => childOf(one, "value"));
    for (const one of [named, schema, example, ...shown].flat())
      found.push(...(isObject(one) ? readModels(resolve(one) ?? {}, resolve) : [one ?? null]));
    for (const item of Object.values(value)) visit(item);
  };
  visit(document);
  return found;
}
