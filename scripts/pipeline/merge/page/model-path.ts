import pluralize from "pluralize";
import { childOf, isObject, type Json, objectAt } from "../../../../src/openapi/json.ts";
import { MODEL, type Resolve, readModels } from "../../../../src/openapi/models.ts";

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
 * The segment is a model where the page names one like it elsewhere. One with a digit is one, too, where the path ends in
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
 * Whether a page says that something is a model: in a property or a parameter of this name, or in an example with it.
 *
 * @param resolve What a reference of the page points to.
 */
export function namesModel(page: Json, id: string, resolve: Resolve): boolean {
  const visit = (value: Json): boolean => {
    if (Array.isArray(value)) return value.some(visit);
    if (!isObject(value)) return false;
    const named = Object.hasOwn(value, MODEL) ? value[MODEL] : undefined;
    const { schema, example, examples } = value.name === MODEL ? value : {};
    const shown = Object.values(objectAt(examples)).map((one) => childOf(one, "value"));
    const models = [named, schema, example, ...shown].flatMap((one) =>
      isObject(one) ? readModels(resolve(one) ?? {}, resolve) : (one ?? []),
    );
    return models.includes(id) || Object.values(value).some(visit);
  };
  return visit(page);
}
