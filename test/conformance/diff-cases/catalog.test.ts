import { describe, expect, it } from "vitest";
import type { Change } from "../../../scripts/diff/change.ts";
import { compareDocuments } from "../../../scripts/diff/compare/compare-documents.ts";
import { accepts } from "../../../scripts/diff/inclusion/verify.ts";
import { loadSide } from "../../../scripts/diff/sides/load-side.ts";
import type { JsonObject } from "../../../src/openapi/json.ts";
import { listRequestMedia, listResponseMedia } from "../../../src/openapi/media-types.ts";
import { componentSchemas } from "../../../src/openapi/references.ts";
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
    const sides = Promise.all([load(first), load(last)]);

    it("differ in nothing from themselves", async () => {
      for (const document of await sides)
        expect(compareDocuments(document, structuredClone(document))).toEqual([]);
    });

    it("have an example with each breaking change of a body, which a validator confirms on both sides", async () => {
      const [before, after] = await sides;
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

    it("have every operation whose structure differs in the report", async () => {
      const [before, after] = await sides;
      const reported = new Set(compareDocuments(before, after).map(({ operation }) => operation));
      const [old, current] = [before, after].map((document) => new Map(listTexts(document)));
      const differing = [...(current ?? [])].filter(
        ([operation, text]) => old?.has(operation) && old.get(operation) !== text,
      );
      expect(
        differing.filter(([operation]) => !reported.has(operation)).map(([operation]) => operation),
      ).toEqual([]);
    });
  },
);

/** The bodies of each operation as text, with all that they refer to: a comparison that knows nothing of OpenAPI. */
function listTexts(document: JsonObject): [string, string][] {
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
  const texts = new Map<string, string>();
  for (const { method, path, media, status } of [
    ...listRequestMedia(document),
    ...listResponseMedia(document),
  ]) {
    const key = `${method.toUpperCase()} ${path}`;
    texts.set(
      key,
      `${texts.get(key) ?? ""}\n${status ?? ""}${expand(writeStructure(media.schema ?? null), 3)}`,
    );
  }
  return [...texts];
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
