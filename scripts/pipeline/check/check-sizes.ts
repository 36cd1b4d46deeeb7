import { listContributingPages } from "../../../src/openapi/contributing-pages.ts";
import { type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { listRequestMedia } from "../../../src/openapi/media-types.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { collectReachable } from "../../../src/openapi/reachable.ts";
import { componentSchemas, schemaAt } from "../../../src/openapi/references.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";
import { listPlaces } from "./check-schemas.ts";

/**
 * How large a request may be. The largest that EvoLink publishes has some 400 schemas and 150 components; at these
 * limits all stages and files take about 5 s and 1 GB, and beyond them they grow faster than what they are given.
 */
export const LIMITS = { schemas: 12_000, components: 2_000, models: 20_000 } as const;

/**
 * Refuses requests so large that compiling them would take minutes, such as unions nested in each other, whose size
 * doubles with every level.
 *
 * @param file Name of the document in the problems.
 */
export function checkSizes(file: string, document: JsonObject): Problem[] {
  const components = componentSchemas(document);
  const sizes = new Map<string, number>();
  const sizeOf = (name: string): number => {
    const size = sizes.get(name) ?? countSchemas(components[name]);
    sizes.set(name, size);
    return size;
  };
  const requests = [...new Set(listPlaces(listRequestMedia(document)))].flatMap((pointer) => {
    const schema = schemaAt(document, pointer);
    const names = [...collectReachable(document, [schema])];
    const schemas = names.reduce((sum, name) => sum + sizeOf(name), countSchemas(schema));
    return [
      ...findExcess(
        file,
        pointer,
        "schemas",
        schemas,
        "Split the page, or describe less of it in an overlay.",
      ),
      ...findExcess(
        file,
        pointer,
        "components",
        names.length,
        "Split the page, or describe less of it in an overlay.",
      ),
    ];
  });
  const pages = listContributingPages(document).flatMap(({ source, models }) =>
    findExcess(source, "#/paths", "models", models.length, "Leave the model open, or split the page."),
  );
  return [...requests, ...pages];
}

function findExcess(
  file: string,
  pointer: string,
  what: keyof typeof LIMITS,
  count: number,
  cure: string,
): Problem[] {
  if (count <= LIMITS[what]) return [];
  const message = `The request has ${count} ${what}; at most ${LIMITS[what]} are compiled. ${cure}`;
  return [{ severity: "error", file, pointer, message }];
}

/** How many schemas a schema holds, itself among them, references not followed. */
function countSchemas(schema: Json | undefined): number {
  let count = 0;
  rewriteObjects(objectAt(schema), "schema", (object) => {
    count += 1;
    return object;
  });
  return count;
}
