import { describe, expect, it } from "vitest";
import { type Change, worstLevel } from "../../../scripts/diff/change.ts";
import { compareDocuments } from "../../../scripts/diff/compare/compare-documents.ts";
import { accepts } from "../../../scripts/diff/inclusion/verify.ts";
import { isObject, type Json, type JsonObject, objectAt, setOwn } from "../../../src/openapi/json.ts";
import { writeStructure } from "../../../src/openapi/structure.ts";
import { defaultCatalogFolder, findCatalogs } from "../catalogs.ts";
import { NARROWINGS } from "./narrowings.ts";
import {
  bodySchema,
  makeRealDocument,
  type RealBody,
  readRealBodies,
  type Side,
  withProperty,
} from "./real-bodies.ts";

const CATALOGS = await findCatalogs(defaultCatalogFolder(process.cwd()));
const BODIES = await readRealBodies(process.cwd());

/** Places that each way of narrowing is tried at. */
const MAX_PLACES = 3;

const limiting = (changes: readonly Change[]) => changes.filter(({ level }) => level !== "documentation");

/** The verdict of a change, whose examples a validator has to confirm. */
function judge(side: Side, before: JsonObject, after: JsonObject) {
  const changes = limiting(compareDocuments(before, after));
  const [writer, reader] = side === "request" ? [before, after] : [after, before];
  for (const { example, level, message } of changes) {
    if (example === undefined) continue;
    const said = [writer, reader].map((document) =>
      accepts({ schema: bodySchema(document, side), document }, example),
    );
    expect([level, message, ...said]).toEqual([level, message, true, false]);
  }
  return worstLevel(changes);
}

function* listPlaces(side: Side): Generator<{ body: RealBody; name: string; schema: JsonObject }> {
  for (const body of BODIES)
    if (body.side === side)
      for (const [name, schema] of Object.entries(objectAt(body.schema, "properties")))
        if (
          isObject(schema) &&
          schema.$ref === undefined &&
          schema.readOnly !== true &&
          schema.writeOnly !== true
        )
          yield { body, name, schema };
}

describe("compareDocuments, of published properties that are narrowed", { timeout: 60_000 }, () => {
  const untried: string[] = [];

  describe.each(["request", "response"] as const)("in a %s", (side) => {
    it.each(NARROWINGS)("$name", ({ name: title, narrow, isOpen }) => {
      const seen = new Set<string>();
      for (const { body, name, schema } of listPlaces(side)) {
        const narrower = narrow(schema);
        const text = writeStructure(schema);
        if (narrower === undefined || seen.has(text)) continue;
        seen.add(text);
        const [wide, small] = [makeRealDocument(body, body.schema), withProperty(body, name, narrower)];
        const [wider, narrowed] =
          side === "request" ? (["compatible", "breaking"] as const) : (["breaking", "compatible"] as const);
        expect([title, name, judge(side, wide, small)]).toEqual([title, name, narrowed]);
        expect([title, name, judge(side, small, wide)]).toEqual([
          title,
          name,
          isOpen === true && side === "response" ? "risky" : wider,
        ]);
        if (seen.size === MAX_PLACES) break;
      }
      if (seen.size === 0) untried.push(`${side}: ${title}`);
    });
  });

  // This project's page alone has too few kinds of properties: `readRealBodies` says so.
  it.skipIf(CATALOGS.length === 0)("finds a place for nearly all of them", () => {
    if (untried.length > 0)
      console.log(`Nothing that is published can be narrowed so: ${untried.join("; ")}`);
    expect(untried.filter((one) => one.startsWith("request")).length).toBeLessThan(NARROWINGS.length / 2);
  });
});

describe("compareDocuments, of bodies whose properties come and go", { timeout: 60_000 }, () => {
  const rename = (body: RealBody, from: string, to: string): Json => {
    const properties: JsonObject = {};
    for (const [name, schema] of Object.entries(objectAt(body.schema, "properties")))
      setOwn(properties, name === from ? to : name, schema);
    return { ...body.schema, properties };
  };
  const optionalOf = ({ schema }: RealBody) =>
    Object.keys(objectAt(schema, "properties")).find(
      (name) => !(Array.isArray(schema.required) && schema.required.includes(name)) && name !== "model",
    );
  const bodies = (side: Side) =>
    BODIES.filter((body) => body.side === side && optionalOf(body) !== undefined).slice(0, 5);

  it.each<[side: Side, removed: string, added: string]>([
    ["request", "breaking", "compatible"],
    ["response", "risky", "compatible"],
  ])("in a %s", (side, removed, added) => {
    for (const body of bodies(side)) {
      const name = optionalOf(body) ?? "";
      const { [name]: _, ...properties } = objectAt(body.schema, "properties");
      const [whole, less] = [
        makeRealDocument(body, body.schema),
        makeRealDocument(body, { ...body.schema, properties }),
      ];
      expect([name, judge(side, whole, less)]).toEqual([name, removed]);
      expect([name, judge(side, less, whole)]).toEqual([name, added]);
      expect([
        name,
        judge(side, whole, makeRealDocument(body, rename(body, name, `${name}_renamed`))),
      ]).toEqual([name, removed]);
    }
  });

  it("is breaking for a request where a property becomes required, and for a response where it may be missing", () => {
    for (const side of ["request", "response"] as const)
      for (const body of bodies(side)) {
        const name = optionalOf(body) ?? "";
        const listed = Array.isArray(body.schema.required) ? body.schema.required : [];
        const { default: _, ...plain } = objectAt(body.schema, "properties", name);
        const loose = {
          ...body.schema,
          properties: { ...objectAt(body.schema, "properties"), [name]: plain },
        };
        const documents = [loose, { ...loose, required: [...listed, name] }].map((schema) =>
          makeRealDocument(body, schema),
        );
        const [free, strict] = side === "request" ? documents : [...documents].reverse();
        if (free === undefined || strict === undefined) throw new Error("there are two documents");
        expect([side, name, judge(side, free, strict)]).toEqual([side, name, "breaking"]);
        expect([side, name, judge(side, strict, free)]).toEqual([side, name, "compatible"]);
      }
  });
});
