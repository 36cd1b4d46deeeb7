import type { JsonObject } from "../../../../src/openapi/json.ts";
import type { PageDocument } from "../../../../src/openapi/parse/parse-document.ts";
import { resolvePointer } from "../../../../src/openapi/pointer.ts";
import type { Problem } from "../../../../src/openapi/problem.ts";
import { parseComponentName, visitReferences } from "../../../../src/openapi/references.ts";
import type { Components } from "../schemas/components.ts";
import { locateReference } from "./locate.ts";
import { createPageSchemas, type PageSchemas } from "./page-schemas.ts";

/**
 * The schemas of a page, for one merge: what they share is among its components, and references that lead nowhere are
 * reported.
 */
export function readPageSchemas(
  { file, document }: PageDocument,
  { components, report }: { components: Components; report(problem: Problem): void },
): PageSchemas {
  const reading = readings.get(document) ?? startReading(document);
  reading.reportMissing = (missing) => {
    // Of what the page has, only a circle leads nowhere, or a row that is taken for one.
    const isCircle = resolvePointer(document, missing) !== undefined;
    const what = isCircle
      ? `The page refers to ${missing} in a circle, or by more than twenty references, which describes nothing.`
      : `The page refers to ${missing} and does not have it.`;
    report({
      severity: "warning",
      kind: isCircle ? "malformed" : "missing-component",
      file,
      pointer: locateReference(document, missing),
      message: `${what} Read as anything; describe it in an overlay.`,
    });
  };
  const { schemas } = reading;
  schemas.beginMerge();

  const added = new Set<string>();
  const addShared = (schema: JsonObject): JsonObject => {
    for (const name of listReferred(schema)) {
      const shared = schemas.shared.get(name);
      if (shared === undefined || added.has(name)) continue;
      added.add(name);
      components.share(name, shared, document);
      addShared(shared);
    }
    return schema;
  };
  return {
    ...schemas,
    share: (schema) => addShared(schemas.share(schema)),
    inline: (schema) => addShared(schemas.inline(schema)),
    shareResponse: (schema) => addShared(schemas.shareResponse(schema)),
  };
}

interface Reading {
  schemas: PageSchemas;
  /** Of the merge that reads it now. */
  reportMissing: (pointer: string) => void;
}

function startReading(document: JsonObject): Reading {
  const reading: Reading = {
    schemas: createPageSchemas(document, (missing) => reading.reportMissing(missing)),
    reportMissing: () => {},
  };
  readings.set(document, reading);
  return reading;
}

/** Those of each page, for the runs of a watch, in which most pages stay the objects that they are. */
const readings = new WeakMap<JsonObject, Reading>();

/** The components that a schema refers to. */
function listReferred(schema: JsonObject): readonly string[] {
  const before = referred.get(schema);
  if (before !== undefined) return before;
  const names = new Set<string>();
  visitReferences(schema, (pointer) => names.add(parseComponentName(pointer) ?? ""));
  const found = [...names];
  referred.set(schema, found);
  return found;
}

const referred = new WeakMap<JsonObject, readonly string[]>();
