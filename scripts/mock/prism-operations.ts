import { transformOas3Operations } from "@stoplight/http-spec/oas3/operation";
import { bundleTarget, decycle } from "@stoplight/json";
import RefParser from "@stoplight/json-schema-ref-parser";
import type { JsonObject } from "../pipeline/openapi.ts";

export type PrismOperation = ReturnType<typeof transformOas3Operations>[number];

/**
 * The operations of a document, as Prism knows them: what its `getHttpOperationsFromSpec` does for OpenAPI 3, without
 * loading its readers of Postman collections and OpenAPI 2, a tenth of a second each start.
 *
 * @param document has no references but `#/…`, so nothing is fetched.
 */
export async function toPrismOperations(document: JsonObject): Promise<PrismOperation[]> {
  const resolved = decycle(await new RefParser().dereference(structuredClone(document))) as Record<
    string,
    unknown
  >;
  return transformOas3Operations(resolved).map(
    (operation) =>
      bundleTarget({
        document: { ...resolved, __target__: operation },
        path: "#/__target__",
        cloneDocument: false,
      }) as unknown as PrismOperation,
  );
}
