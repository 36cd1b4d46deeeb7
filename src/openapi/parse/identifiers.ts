import { isObject, type JsonObject, objectAt, setOwn } from "../json.ts";
import { pointerTo } from "../pointer.ts";
import { componentSchemas, visitReferences } from "../references.ts";
import { rewriteObjects } from "../walk.ts";
import { followDynamicReferences, referInAddition } from "./dynamic-references.ts";
import { indexIdentifiers } from "./identifier-index.ts";

/**
 * Writes references by `$id`, `$anchor` and `$dynamicAnchor` as plain pointers into the document: other tools follow no
 * others. A reference that names nothing of the document stays as it is.
 *
 * A `$dynamicRef` becomes a plain `$ref` where only one schema can be meant, whichever way leads to it; of others see
 * `followDynamicReferences`.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-8.2
 */
export function resolveIdentifiers(document: JsonObject): JsonObject {
  if (!hasIdentifiers(document)) return document;
  const index = indexIdentifiers(document);
  const resolved = rewriteObjects(document, "document", (schema, kind, keys) => {
    if (kind !== "schema") return schema;
    const { $ref, $dynamicRef } = schema;
    const base = index.baseOf(keys);
    const locate = (reference: string) => index.locate(reference, base);
    const target = typeof $ref === "string" ? locate($ref) : undefined;
    const mapped = resolveMapping(document, schema, locate);
    const plain = target === undefined ? mapped : { ...mapped, $ref: pointerTo(target) };
    const dynamic = typeof $dynamicRef === "string" ? locate($dynamicRef) : undefined;
    const anchor = index.readDynamicAnchor(dynamic ?? [], String($dynamicRef));
    const isPlain = anchor === undefined || index.countDynamic(anchor) === 1;
    return dynamic === undefined || !isPlain ? plain : referInAddition(plain, pointerTo(dynamic));
  });
  return followDynamicReferences(resolved, index);
}

/** The mapping of a discriminator names a variant by a component's name, or by a reference of any kind. */
function resolveMapping(
  document: JsonObject,
  schema: JsonObject,
  locate: (reference: string) => string[] | undefined,
): JsonObject {
  const { discriminator } = schema;
  const mapping = objectAt(discriminator, "mapping");
  if (!isObject(discriminator) || Object.keys(mapping).length === 0) return schema;
  const resolved: JsonObject = {};
  for (const [value, named] of Object.entries(mapping)) {
    const isName = typeof named !== "string" || Object.hasOwn(componentSchemas(document), named);
    const target = isName ? undefined : locate(named);
    setOwn(resolved, value, target === undefined ? named : pointerTo(target));
  }
  return { ...schema, discriminator: { ...discriminator, mapping: resolved } };
}

function hasIdentifiers(document: JsonObject): boolean {
  let isFound = /"\$(?:id|anchor|dynamicRef)"/.test(JSON.stringify(document));
  visitReferences(document, (reference) => {
    isFound ||= !reference.startsWith("#/");
  });
  return isFound;
}
