import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildDocument } from "../../../../../scripts/pipeline/index.ts";
import { type JsonObject, objectAt } from "../../../../../src/openapi/json.ts";
import { compileGenerated } from "../../../../helpers/compile-types.ts";
import { createDraw } from "../../../../helpers/draw.ts";
import { examineDocument, surviveApart, surviveTogether } from "../../../../helpers/invariants.ts";
import { makeKiteCatalog, toJsonFile } from "../../../../helpers/kite-catalog.ts";
import { REWRITES, SLIPS } from "../../../../helpers/malformed-input.ts";

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
const malformations = Object.entries({ ...REWRITES, ...SLIPS });
const groups = malformations
  .flatMap((_, index) => (index % AT_ONCE === 0 ? [malformations.slice(index, index + AT_ONCE)] : []))
  .map((group) => ({
    names: group.map(([name]) => name).join("; "),
    group: group.map(([, malformation]) => malformation),
  }));

describe("a catalogue", { timeout: TIMEOUT_MS }, () => {
  it.each(groups)("survives $names", async ({ names, group }) => {
    for (let run = 0; run < RUNS; run += 1) {
      const { broken, applied, judged } = await surviveApart(
        catalog,
        group,
        createDraw(`${SEED + run} ${names}`),
      );
      expect(broken).toEqual([]);
      expect(applied).toBe(group.length);
      expect(judged).toBeGreaterThan(10);
    }
  });

  it("survives several malformations on one page", async () => {
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
});

it("becomes types, clients and models that compile, whatever malformations it has", {
  timeout: TIMEOUT_MS,
}, async () => {
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

describe("the examination", () => {
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

  it("finds nothing where nothing is wrong", async () => {
    expect(await examine(() => {})).toBe("");
  });

  it.each<[string, (document: JsonObject) => void, string]>([
    [
      "a page that is gone",
      (document) => {
        operationOf(document, "/v1/boats/trips")["x-pages"] = [];
      },
      "boats/boat-1.json is gone without a word",
    ],
    [
      "operations that are called alike",
      (document) => {
        operationOf(document, "/v1/boats/trips").operationId = "createKiteFlight";
      },
      "Two operations are called createKiteFlight",
    ],
    [
      "a body that is refused",
      (document) => {
        objectAt(schemaOf(document, "FlightRequestKite1"), "properties").text = { type: "integer" };
      },
      "kites/kite-1.json asks:",
    ],
    [
      "an answer that is refused",
      (document) => {
        schemaOf(document, "KiteFlightResponse").required = ["ghost"];
        objectAt(schemaOf(document, "KiteFlightResponse"), "properties").ghost = {};
      },
      "answers 200:",
    ],
    [
      "a body that two members accept",
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
      "is accepted by 2 members",
    ],
    [
      "what lint refuses",
      (document) => {
        operationOf(document, "/v1/boats/trips").responses = {};
      },
      "operation-2xx-response",
    ],
  ])("finds %s", async (_, spoil, want) => {
    expect(await examine(spoil)).toContain(want);
  });
});
