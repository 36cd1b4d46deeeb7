import { listExamples } from "../../../src/openapi/examples.ts";
import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { isOfType, readProperties, typeOf } from "../../../src/openapi/json-schema.ts";
import { listRequestMedia } from "../../../src/openapi/media-types.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { parsePointer, pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem, Staged } from "../../../src/openapi/problem.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";

/**
 * Adds the types that a page's own request examples have and its schemas lack: a message whose `content` is declared an
 * array, on a page that sends a string there. A type too many costs an error response; a type too few makes a
 * documented call impossible to write. Nothing but types is concluded from an example.
 */
export function widenTypes(page: PageDocument): Staged<PageDocument> {
  const { file, document } = page;
  const shown = collectForeignTypes(document);
  if (shown.size === 0) return { output: page, problems: [] };

  const problems: Problem[] = [];
  const output = rewriteObjects(document, "document", (schema, kind, keys) => {
    const types = kind === "schema" ? shown.get(pointerTo(keys)) : undefined;
    if (types === undefined) return schema;
    const { type, description, example, default: initial, readOnly, writeOnly, ...rest } = schema;
    const message = `The type is ${JSON.stringify(type)}, the page's own examples have ${[...types].join(" and ")}. Both are accepted.`;
    problems.push({
      severity: "warning",
      kind: "wrong-type",
      file,
      pointer: pointerTo([...keys, "type"]),
      message,
    });
    const annotations = Object.entries({
      description,
      example,
      default: initial,
      readOnly,
      writeOnly,
    }).filter(([, value]) => value !== undefined);
    const alternatives: Json[] = [
      { type: type ?? null, ...rest },
      ...[...types].map((one) => ({ type: one })),
    ];
    return { ...(Object.fromEntries(annotations) as JsonObject), anyOf: alternatives };
  });
  return { output: { file, document: output }, problems };
}

/** By the pointer of a schema, the types that examples show there and its `type` does not list. */
function collectForeignTypes(document: JsonObject): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const visit = (value: Json, schema: Json | undefined, keys: readonly string[]): void => {
    if (!isObject(schema)) return;
    if (typeof schema.$ref === "string") {
      const target = parsePointer(schema.$ref);
      if (target.join("/") !== keys.join("/")) visit(value, objectAt(document, ...target), target);
      return;
    }
    if (schema.type !== undefined && !isOfType(value, [schema.type].flat())) {
      const pointer = pointerTo(keys);
      found.set(pointer, (found.get(pointer) ?? new Set()).add(typeOf(value)));
      return;
    }
    if (Array.isArray(value)) for (const item of value) visit(item, schema.items, [...keys, "items"]);
    if (!isObject(value)) return;
    const properties = readProperties(schema);
    for (const [name, item] of Object.entries(value)) {
      if (Object.hasOwn(properties, name)) visit(item, properties[name], [...keys, "properties", name]);
    }
  };
  for (const { media, keys } of listRequestMedia(document))
    for (const { value } of listExamples(media)) visit(value, media.schema, [...keys, "schema"]);
  return found;
}
