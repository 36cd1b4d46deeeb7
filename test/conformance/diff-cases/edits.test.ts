import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { worstLevel } from "../../../scripts/diff/change.ts";
import { compareDocuments } from "../../../scripts/diff/compare/compare-documents.ts";
import { accepts } from "../../../scripts/diff/inclusion/verify.ts";
import { listModelVariants } from "../../../scripts/diff/schemas/variants.ts";
import { loadSide } from "../../../scripts/diff/sides/load-side.ts";
import { isObject, type Json, type JsonObject, objectAt, setOwn } from "../../../src/openapi/json.ts";
import { listRequestMedia } from "../../../src/openapi/media-types.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import { collectReachable } from "../../../src/openapi/reachable.ts";
import { componentSchemas, followReferences } from "../../../src/openapi/references.ts";
import { writeStructure } from "../../../src/openapi/structure.ts";
import { defaultCatalogFolder, findCatalogs } from "../catalogs.ts";
import { BODY_EDITS, type Edit, PROPERTY_EDITS } from "./edits.ts";

/** Schemas that each edit is tried with, at most. */
const MAX_SITES = 3;

const folder = defaultCatalogFolder(process.cwd());
const [catalog] = await findCatalogs(folder);
if (catalog === undefined)
  console.log(
    `edits.test.ts tries the page of this project alone: no catalogue at ${folder}; set EVOLINK_CATALOG`,
  );

/** The documents whose schemas are edited: of a whole catalogue where there is one. */
const DOCUMENT =
  catalog === undefined
    ? (parse(readFileSync("generated/openapi.yaml", "utf8")) as JsonObject)
    : (await loadSide(catalog, "/")).document;

/** The schemas of the bodies of single models, without references at the top. */
const BODIES = listRequestMedia(DOCUMENT).flatMap(({ media }) => {
  const body = media.schema ?? true;
  const variants = listModelVariants(body, DOCUMENT).map(({ schema }) => schema);
  return (variants.length > 0 ? variants : [body])
    .map((schema) => followReferences(DOCUMENT, schema).target)
    .filter(isObject);
});

/** A place of a body that can be edited. */
interface Site {
  before: JsonObject;
  after: JsonObject;
}

function listSites(edit: Edit, isOfProperty: boolean): Site[] {
  const seen = new Set<string>();
  const sites: Site[] = [];
  for (const body of BODIES) {
    // A model that comes or goes is another kind of change.
    const names = Object.keys(objectAt(body, "properties")).filter((name) => name !== MODEL);
    for (const name of isOfProperty ? names : [undefined]) {
      const schema = name === undefined ? body : objectAt(body, "properties")[name];
      const after = isObject(schema) ? edit.narrow(structuredClone(schema)) : undefined;
      const key = writeStructure(schema ?? null);
      if (after === undefined || seen.has(key)) continue;
      seen.add(key);
      const edited = structuredClone(body);
      if (name !== undefined) setOwn(objectAt(edited, "properties"), name, after);
      sites.push({ before: body, after: name === undefined ? (after as JsonObject) : edited });
      if (sites.length === MAX_SITES) return sites;
    }
  }
  return sites;
}

/** A document of one operation with a body, in its request or in its response, and what that refers to. */
function makeDocument(schema: Json, side: "request" | "response"): JsonObject {
  const names = collectReachable(DOCUMENT, [schema]);
  const schemas = Object.fromEntries(
    Object.entries(componentSchemas(DOCUMENT)).filter(([name]) => names.has(name)),
  );
  const content = { "application/json": { schema } };
  const done = { description: "Done." };
  return {
    openapi: "3.1.0",
    info: { title: "Edits", version: "1.0.0" },
    paths: {
      "/v1/edits": {
        post:
          side === "request"
            ? { requestBody: { required: true, content }, responses: { "200": done } }
            : { responses: { "200": { ...done, content } } },
      },
    },
    components: { schemas },
  };
}

describe("compareDocuments, of real schemas that are edited", () => {
  const families = [
    ["property", PROPERTY_EDITS],
    ["body", BODY_EDITS],
  ] as const;

  describe.each(families)("in a %s", (what, edits) => {
    it.each(edits)("judges $name", ({ name, narrow, onlyRequests }) => {
      const sites = listSites({ name, narrow }, what === "property");
      // The one page of this project has no schema for some of them.
      if (catalog !== undefined) expect(sites).not.toEqual([]);
      for (const { before: wide, after: narrowed } of sites)
        for (const [side, before, after, wanted] of [
          ["request", wide, narrowed, "breaking"],
          ["request", narrowed, wide, "compatible"],
          ["response", narrowed, wide, "breaking"],
          ["response", wide, narrowed, "compatible"],
        ] as const) {
          if (side === "response" && onlyRequests) continue;
          const [old, current] = [makeDocument(before, side), makeDocument(after, side)];
          const changes = compareDocuments(old, current).filter(({ level }) => level !== "documentation");
          expect([worstLevel(changes), side, after]).toEqual([wanted, side, after]);
          const [writer, reader] = side === "request" ? [before, after] : [after, before];
          for (const { example = null, level } of changes) {
            if (level !== "breaking") continue;
            expect(accepts({ schema: writer, document: DOCUMENT }, example)).toBe(true);
            expect(accepts({ schema: reader, document: DOCUMENT }, example)).toBe(false);
          }
        }
    });
  });
});
