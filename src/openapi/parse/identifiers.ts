import type { JsonObject } from "../json.ts";
import { pointerTo } from "../pointer.ts";
import { visitReferences } from "../references.ts";
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
    const target = typeof $ref === "string" ? index.locate($ref, base) : undefined;
    const plain = target === undefined ? schema : { ...schema, $ref: pointerTo(target) };
    const dynamic = typeof $dynamicRef === "string" ? index.locate($dynamicRef, base) : undefined;
    const anchor = index.readDynamicAnchor(dynamic ?? [], String($dynamicRef));
    const isPlain = anchor === undefined || index.countDynamic(anchor) === 1;
    return dynamic === undefined || !isPlain ? plain : referInAddition(plain, pointerTo(dynamic));
  });
  return followDynamicReferences(resolved, index);
}

function hasIdentifiers(document: JsonObject): boolean {
  let isFound = /"\$(?:id|dynamicRef)"/.test(JSON.stringify(document));
  visitReferences(document, (reference) => {
    isFound ||= !reference.startsWith("#/");
  });
  return isFound;
}
