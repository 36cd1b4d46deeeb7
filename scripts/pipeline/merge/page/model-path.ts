import pluralize from "pluralize";
import { MODEL } from "../../../../src/openapi/models.ts";

/** A path whose model, where it names one, has become a parameter. */
export interface ModelPath {
  path: string;
  /** The model that the published path names literally. */
  model?: string;
}

/** A segment that names one model: what follows the collection, up to a custom method, and holds a digit. */
const LITERAL_MODEL = new RegExp(`(?<=/${pluralize.plural(MODEL)}/)(?=[^/:]*\\d)[^/:{}]+`);

/**
 * Turns `/v1beta/models/gemini-2.5-pro:generateContent` into `/v1beta/models/{model}:generateContent`, so that pages
 * which differ in the model alone describe one operation.
 */
export function templateModel(path: string): ModelPath {
  const model = LITERAL_MODEL.exec(path)?.[0];
  return model === undefined ? { path } : { path: path.replace(LITERAL_MODEL, `{${MODEL}}`), model };
}
