import { beforeAll, describe, expect, it } from "vitest";
import type { Change } from "../../../scripts/diff/change.ts";
import { compareDocuments } from "../../../scripts/diff/compare/compare-documents.ts";
import { accepts } from "../../../scripts/diff/inclusion/verify.ts";
import { listModelVariants } from "../../../scripts/diff/schemas/variants.ts";
import { loadSide } from "../../../scripts/diff/sides/load-side.ts";
import { type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { listRequestMedia, listResponseMedia } from "../../../src/openapi/media-types.ts";
import { componentSchemas, followReferences } from "../../../src/openapi/references.ts";
import { writeStructure } from "../../../src/openapi/structure.ts";
import { defaultCatalogFolder, findCatalogs } from "../catalogs.ts";

const folder = defaultCatalogFolder(process.cwd());
const folders = await findCatalogs(folder);
if (folders.length < 2)
  console.log(`catalog.test.ts is skipped: no two editions of a catalogue at ${folder}; set EVOLINK_CATALOG`);
const [first, last] = [folders[0], folders.at(-1)];

describe.skipIf(first === undefined || first === last)(
  "the two editions of a catalogue",
  { timeout: 120_000 },
  () => {
    const load = async (folder = "") => (await loadSide(folder, "/")).document;
    let sides: JsonObject[];
    beforeAll(async () => {
      sides = await Promise.all([load(first), load(last)]);
    });

    it("differ in nothing from themselves", async () => {
      for (const document of sides) expect(compareDocuments(document, structuredClone(document))).toEqual([]);
    });

    it("have an example with each breaking change of a body, which a validator confirms on both sides", async () => {
      const [before = {}, after = {}] = sides;
      const changes = compareDocuments(before, after);
      const shown = changes.filter(({ example }) => example !== undefined);
      expect(shown.length).toBeGreaterThan(20);
      for (const change of shown)
        expect([change.message, confirm(change, before, after)]).toEqual([change.message, [true, false]]);
      const bare = changes.filter(
        ({ level, kind, example }) =>
          level === "breaking" && example === undefined && kind !== "property-removed",
      );
      expect(bare).toEqual([]);
    });

    it("have every property in the report whose structure differs, of each model and response", async () => {
      const [before = {}, after = {}] = sides;
      const changes = compareDocuments(before, after);
      const [old, current] = [listTexts(before), listTexts(after)];
      const differing = [...current].filter(
        ([key, place]) => old.has(key) && old.get(key)?.text !== place.text,
      );
      const gone = [...old].filter(([key]) => !current.has(key));
      const added = [...current].filter(([key]) => !old.has(key));
      expect(differing.length).toBeGreaterThan(50);
      const missing = [...differing, ...gone, ...added].filter(
        ([, { operation, model, name }]) =>
          !changes.some(
            (change) =>
              change.operation === operation &&
              (change.model === model || change.model === "") &&
              (change.message.includes(`\`${name}`) || COARSE.test(change.kind)),
          ),
      );
      expect(missing.map(([key]) => key)).toEqual([]);
    });
  },
);

/** Changes of a whole model, response or operation, which say nothing of its properties. */
const COARSE = /^(?:model|operation|status|media-type)-(?:added|removed|renamed|moved)$/;

interface Place {
  operation: string;
  model: string;
  name: string;
  text: string;
}

/** The properties of all bodies as text, with all that they refer to: a comparison that knows nothing of OpenAPI. */
function listTexts(document: JsonObject): Map<string, Place> {
  const components = componentSchemas(document);
  const expand = (text: string, depth: number): string =>
    depth === 0
      ? text
      : expand(
          text.replace(/"\$ref":"#\/components\/schemas\/([^"]+)"/g, (_, name: string) =>
            writeStructure(components[name] ?? null),
          ),
          depth - 1,
        );
  const bodies = [
    ...listRequestMedia(document).flatMap(({ method, path, media }) => {
      const variants = listModelVariants(media.schema ?? true, document);
      const operation = `${method.toUpperCase()} ${path}`;
      return variants.map(({ model, schema }) => ({ operation, model, status: "", schema }));
    }),
    ...listResponseMedia(document).map(({ method, path, media, status = "" }) => ({
      operation: `${method.toUpperCase()} ${path}`,
      model: "",
      status,
      schema: media.schema ?? true,
    })),
  ];
  const places = new Map<string, Place>();
  for (const { operation, model, status, schema } of bodies)
    for (const [name, property] of Object.entries(
      objectAt(followReferences(document, schema).target, "properties"),
    ))
      places.set(`${operation} ${model}${status} ${name}`, {
        operation,
        model,
        name,
        text: expand(writeStructure(property), 3),
      });
  return places;
}

function confirm(
  { example, operation, direction }: Change,
  before: JsonObject,
  after: JsonObject,
): boolean[] {
  const schemaOf = (document: JsonObject) => {
    const media = direction === "request" ? listRequestMedia(document) : listResponseMedia(document);
    const own = media.filter(({ method, path }) => `${method.toUpperCase()} ${path}` === operation);
    return (
      (direction === "request" ? own : own.filter(({ status }) => status?.startsWith("2")))[0]?.media
        .schema ?? true
    );
  };
  const [writer, reader] = direction === "request" ? [before, after] : [after, before];
  const ask = (document: JsonObject) =>
    accepts({ schema: schemaOf(document), document }, example ?? null) === true;
  return [ask(writer), ask(reader)];
}
