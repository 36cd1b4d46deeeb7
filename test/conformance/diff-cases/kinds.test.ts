import { describe, expect, it } from "vitest";
import { type Change, worstLevel } from "../../../scripts/diff/change.ts";
import { compareDocuments } from "../../../scripts/diff/compare/compare-documents.ts";
import { accepts } from "../../../scripts/diff/inclusion/verify.ts";
import { isObject, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import { KINDS, REWRITINGS } from "./kinds.ts";
import { NARROWINGS } from "./narrowings.ts";
import { bodySchema, readRealBodies, type Side, withProperty } from "./real-bodies.ts";

const BODIES = await readRealBodies(process.cwd());

/** A document of a published body with one more property; each kind has a body of its own. */
function withKind(schema: Json, side: Side, index: number): JsonObject {
  const bodies = BODIES.filter((body) => body.side === side);
  const body = bodies[(index * 7) % bodies.length];
  if (body === undefined) throw new Error("no page describes such a body");
  return withProperty(body, "added_here", schema);
}

const limiting = (changes: readonly Change[]) => changes.filter(({ level }) => level !== "documentation");

describe("compareDocuments, of changes whose verdict is known by construction", () => {
  describe.each(KINDS.map((kind, index) => ({ ...kind, index })))("$name", ({ wide, narrow, index }) => {
    it.each([
      ["request", wide, narrow, "breaking"],
      ["request", narrow, wide, "compatible"],
      ["response", narrow, wide, "breaking"],
      ["response", wide, narrow, "compatible"],
    ] as const)("in a %s", (side, before, after, wanted) => {
      const [old, current] = [withKind(before, side, index), withKind(after, side, index)];
      const changes = limiting(compareDocuments(old, current));
      expect(worstLevel(changes)).toBe(wanted);
      for (const { example } of changes.filter(({ level }) => level === "breaking")) {
        if (example === undefined) throw new Error("a breaking change has no example");
        const [writer, reader] = side === "request" ? [old, current] : [current, old];
        expect(accepts({ schema: bodySchema(writer, side), document: writer }, example)).toBe(true);
        expect(accepts({ schema: bodySchema(reader, side), document: reader }, example)).toBe(false);
      }
    });
  });

  it("knows sixty kinds of change, with the ways to narrow what is published", () => {
    expect(KINDS.length + NARROWINGS.length).toBeGreaterThanOrEqual(70);
  });

  it.each(REWRITINGS)("finds no change in $name", ({ rewrite }) => {
    for (const [index, { narrow: schema }] of KINDS.entries()) {
      const side = index % 2 === 0 ? "request" : "response";
      const rewritten = isObject(schema) ? rewrite(schema) : schema;
      const pair = [withKind(schema, side, index), withKind(rewritten, side, index)] as const;
      for (const [before, after] of [pair, [pair[1], pair[0]] as const])
        expect(
          limiting(compareDocuments(before, after)).filter(({ level }) => level !== "compatible"),
        ).toEqual([]);
    }
  });
});
