import { sample } from "@stoplight/json-schema-sampler";
import { isRecord } from "../../openapi/json.ts";
import { isJson } from "../../openapi/media-types.ts";
import { MODEL } from "../../openapi/models.ts";
import { jsonResponse, type MockResponse } from "../base/http.ts";
import { successContents } from "../prism/contents.ts";
import type { Engine } from "../prism/engine.ts";
import { chooseExample } from "../prism/examples.ts";
import type { PrismOperation } from "../prism/prism.ts";

/**
 * Responds to a request that makes no task: with the documented example of the model asked for, which repeats of the
 * request what both have. Undefined where the document says nothing of a JSON response.
 *
 * @param asked what the body and the path say.
 */
export function respondImmediately(
  operation: PrismOperation,
  asked: Record<string, unknown>,
  { compile, models }: Pick<Engine, "compile" | "models">,
): MockResponse | undefined {
  const success = successContents(operation);
  const content = success?.contents.find(({ mediaType }) => isJson(mediaType));
  if (!success || !content) return undefined;
  const model = typeof asked[MODEL] === "string" ? asked[MODEL] : undefined;
  const example = chooseExample(operation, content, model);
  const documented = example ?? sample(content.schema, {}, operation);
  const isRight = compile(content.schema, operation);
  // What may be in a request is not always what may be in a response.
  const repeated = [asked, { [MODEL]: model }].map((some) => repeatAsked(documented, some, models));
  return jsonResponse(success.status, repeated.find((body) => isRight(body)) ?? documented);
}

/**
 * A response with what it repeats of a request: the properties that both have, where the value is of the same type, and
 * the model wherever it names one. Lists are left alone: they are the result itself.
 */
function repeatAsked(
  documented: unknown,
  asked: Record<string, unknown>,
  models: ReadonlySet<string>,
): unknown {
  if (!isRecord(documented)) return documented;
  const model = asked[MODEL];
  return Object.fromEntries(
    Object.entries(documented).map(([name, value]) => {
      if (isRecord(value)) return [name, repeatAsked(value, asked, models)];
      const given = Object.hasOwn(asked, name) ? asked[name] : undefined;
      if (isScalar(given) && typeof given === typeof value) return [name, given];
      const isModel = typeof model === "string" && typeof value === "string" && models.has(value);
      return [name, isModel ? model : value];
    }),
  );
}

function isScalar(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}
