import { findPageOf } from "../../openapi/examples.ts";
import { isRecord, type Json, type JsonObject } from "../../openapi/json.ts";
import { MODEL } from "../../openapi/models.ts";
import { bundleOf, requestContents } from "../prism/contents.ts";
import type { Engine } from "../prism/engine.ts";
import { listPages } from "../prism/examples.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import { sampleSchema } from "../samples/sample.ts";
import type { ExampleRequest, RouteExamples } from "./wire.ts";

/** The name of a request that no page shows. */
const FROM_SCHEMA = "schema";

/** All that it takes to call a route, for one of its models where it has several. */
export function listExamples(
  { operations, variantsOf }: Engine,
  { method, path, model }: { method: string; path: string; model?: string },
): RouteExamples | undefined {
  const found = operations.find(
    (operation) => operation.path === path && operation.method.toUpperCase() === method,
  );
  if (found === undefined) return undefined;
  const operation = (model !== undefined && variantsOf(found)?.choose(model)) || found;
  const [content] = requestContents(operation);
  const key = readKey(operation);
  return {
    ...(content && { mediaType: content.mediaType }),
    parameters: listParameters(operation, model),
    ...(key && { key }),
    examples: content ? listBodies(operation, content, model) : [{ name: FROM_SCHEMA }],
  };
}

type Content = ReturnType<typeof requestContents>[number];

/** The documented bodies of a model: those of its pages, and those that name it. Else one made from the schema. */
function listBodies(
  operation: PrismOperation,
  content: Content,
  model: string | undefined,
): ExampleRequest[] {
  const pages = listPages(operation);
  const documented = content.examples.filter(({ name, value }) => {
    const named = isRecord(value) ? value[MODEL] : undefined;
    if (model === undefined || named === model) return true;
    return typeof named !== "string" && findPageOf(name, pages)?.models.includes(model) === true;
  });
  if (documented.length > 0) return documented.map(({ name, value }) => ({ name, body: value }));
  const made = sampleSchema(content.schema, bundleOf(operation), { skipNonRequired: true }) ?? {};
  const isNamed = isRecord(made) && MODEL in made && model !== undefined;
  return [{ name: FROM_SCHEMA, body: isNamed ? { ...made, [MODEL]: model } : made }];
}

/** A value for each parameter that a request must have; of the model, its name. */
function listParameters({ request }: PrismOperation, model: string | undefined): RouteExamples["parameters"] {
  const places = { path: request?.path, query: request?.query, header: request?.headers };
  return (["path", "query", "header"] as const).flatMap((place) =>
    (places[place] ?? [])
      .filter(({ required }) => place === "path" || required === true)
      .map(({ name, schema, examples }) => {
        const [first] = examples ?? [];
        const shown =
          first && "value" in first ? first.value : sampleSchema((schema ?? {}) as JsonObject, {});
        const value = place === "path" && name === MODEL && model !== undefined ? model : shown;
        return { in: place, name, value: typeof value === "string" ? value : JSON.stringify(value as Json) };
      }),
  );
}

/** The header in which the document wants the key. Any key is right. */
function readKey({ security = [] }: PrismOperation): RouteExamples["key"] {
  for (const scheme of security.flat()) {
    if (scheme.type === "http" && scheme.scheme === "bearer")
      return { header: "authorization", value: "Bearer console" };
    if (scheme.type === "apiKey" && scheme.in === "header") return { header: scheme.name, value: "console" };
  }
  return undefined;
}
