import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildDocument } from "../../../../../../scripts/pipeline/index.ts";
import { type JsonObject, objectAt } from "../../../../../../src/openapi/json.ts";
import { makeKiteCatalog, toJsonFile } from "../../../../../helpers/catalogs/kite-catalog.ts";
import { createDraw } from "../../../../../helpers/draw.ts";
import { examineDocument } from "../../../../../helpers/invariants/examine-pages.ts";
import { applyApart, surviveApart, surviveTogether } from "../../../../../helpers/invariants/survive.ts";
import { MALFORMATIONS } from "../../../../../helpers/malformations/index.ts";
import { compileGenerated } from "../../../../../helpers/schemas/compile-types.ts";

/** Set FUZZ_SEED to begin elsewhere, and FUZZ_RUNS to go on for more than one round. */
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const RUNS = Number(process.env.FUZZ_RUNS ?? 1);
const TIMEOUT_MS = 60_000 * RUNS;

/** Malformations at once, each on a page of its own; as many pages stay as they are. */
const AT_ONCE = 4;
/** Malformations on one page, and how many such pages a round has. */
const TOGETHER = { malformations: 3, pages: 12 };

/** Documents that are compiled; all malformations are shared out among them. */
const SAMPLES = 8;

const catalog = makeKiteCatalog();
const malformations = Object.entries(MALFORMATIONS);
const groups = malformations.flatMap((_, index) =>
  index % AT_ONCE === 0 ? [malformations.slice(index, index + AT_ONCE)] : [],
);
const runs = Array.from({ length: RUNS }, (_, run) => SEED + run);

const survive = (group: typeof malformations, seed: number) =>
  surviveApart(
    catalog,
    group.map(([, malformation]) => malformation),
    createDraw(`${seed} ${group.map(([name]) => name).join("; ")}`),
  );

/** What becomes of a group, tried once for all its tests. */
const tried = new Map<string, ReturnType<typeof survive>>();
function tryGroup(name: string, seed: number): ReturnType<typeof survive> {
  const group = groups.find((one) => one.some(([own]) => own === name)) ?? [];
  const key = `${seed} ${group[0]?.[0]}`;
  const outcome = tried.get(key) ?? survive(group, seed);
  tried.set(key, outcome);
  return outcome;
}

describe("a catalogue", { timeout: TIMEOUT_MS }, () => {
  it.each(malformations)("survives %s", async (name, malformation) => {
    for (const seed of runs) {
      // Malformations are tried several at once. Only where these break something is each tried alone.
      if ((await tryGroup(name, seed)).broken.length === 0) continue;
      expect((await survive([[name, malformation]], seed)).broken).toEqual([]);
    }
  });

  it.each(malformations)("has a place for %s", async (_, malformation) => {
    const { applied } = await applyApart(catalog, [malformation], createDraw(String(SEED)));
    expect(applied).toBe(1);
  });

  it("survives malformations of several pages at once", async () => {
    for (const seed of runs)
      for (const group of groups) {
        const { broken, validated } = await tryGroup(group[0]?.[0] ?? "", seed);
        expect({ names: group.map(([name]) => name), broken }).toMatchObject({ broken: [] });
        expect(validated).toBeGreaterThan(10);
      }
  });

  it("survives several malformations of one page", async () => {
    for (let run = 0; run < RUNS * TOGETHER.pages; run += 1) {
      const draw = createDraw(`${SEED + run} together`);
      const chosen = Array.from(
        { length: TOGETHER.malformations },
        () => malformations[draw(malformations.length)] ?? (["", () => undefined] as const),
      );
      const { broken } = await surviveTogether(
        catalog,
        chosen.map(([, malformation]) => malformation),
        draw,
      );
      expect({ chosen: chosen.map(([name]) => name), broken }).toMatchObject({ broken: [] });
    }
  });

  it("becomes types, clients and models that compile, whatever malformations it has", async () => {
    const documents: JsonObject[] = [];
    for (let sample = 0; sample < SAMPLES * RUNS; sample += 1) {
      const draw = createDraw(`${SEED} sample ${sample}`);
      const chosen = malformations
        .filter((_, index) => index % (SAMPLES * RUNS) === sample)
        .map(([, malformation]) => malformation);
      documents.push((await surviveApart(catalog, chosen, draw)).document);
    }
    expect(await compileGenerated(documents)).toEqual([]);
  });
});

describe("examineDocument", () => {
  const files = catalog.map(toJsonFile);
  const examine = async (spoil: (document: JsonObject) => void): Promise<string> => {
    const lintConfig = { path: "redocly.yaml", bytes: readFileSync("redocly.yaml") };
    const sources = { pages: files, supplement: [], overlays: [], lintConfig };
    const { draft, problems } = await buildDocument(sources);
    const document = structuredClone(draft.document);
    spoil(document);
    const examined = await examineDocument(files, { ...draft, document }, problems, createDraw("1"));
    return examined.broken.join("\n");
  };
  const operationOf = (document: JsonObject, path: string) => objectAt(document, "paths", path, "post");
  const schemaOf = (document: JsonObject, name: string) => objectAt(document, "components", "schemas", name);

  it("finds nothing wrong with the catalogue as it is", async () => {
    expect(await examine(() => {})).toBe("");
  });

  it.each<[string, (document: JsonObject) => void, string]>([
    [
      "a page that does not contribute",
      (document) => {
        operationOf(document, "/v1/boats/trips")["x-pages"] = [];
      },
      "boats/boat-1.json does not contribute, and no problem says why",
    ],
    [
      "two operations with one name",
      (document) => {
        operationOf(document, "/v1/boats/trips").operationId = "createKiteFlight";
      },
      "Two operations have the name createKiteFlight",
    ],
    [
      "a body that is refused",
      (document) => {
        objectAt(schemaOf(document, "FlightRequestKite1"), "properties").text = { type: "integer" };
      },
      "kites/kite-1.json request:",
    ],
    [
      "a response that is refused",
      (document) => {
        schemaOf(document, "KiteFlightResponse").required = ["ghost"];
        objectAt(schemaOf(document, "KiteFlightResponse"), "properties").ghost = {};
      },
      "response 200:",
    ],
    [
      "a body that two variants accept",
      (document) => {
        const { oneOf } = objectAt(
          operationOf(document, "/v1/kites/flights"),
          "requestBody",
          "content",
          "application/json",
          "schema",
        );
        if (Array.isArray(oneOf)) oneOf.push({ ...objectAt(oneOf[0]) });
      },
      "is accepted by 2 variants",
    ],
    [
      "what lint refuses",
      (document) => {
        operationOf(document, "/v1/boats/trips").responses = {};
      },
      "no-unused-components",
    ],
  ])("finds %s", async (_, spoil, want) => {
    expect(await examine(spoil)).toContain(want);
  });
});
