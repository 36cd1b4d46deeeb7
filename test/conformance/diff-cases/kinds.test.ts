import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Change, worstLevel } from "../../../scripts/diff/change.ts";
import { compareDocuments } from "../../../scripts/diff/compare/compare-documents.ts";
import { accepts } from "../../../scripts/diff/inclusion/verify.ts";
import { listModelVariants } from "../../../scripts/diff/schemas/variants.ts";
import { isObject, type Json, type JsonObject, objectAt, setOwn } from "../../../src/openapi/json.ts";
import { listRequestMedia, listResponseMedia } from "../../../src/openapi/media-types.ts";
import { resolvePointer } from "../../../src/openapi/pointer.ts";
import { KINDS, REWRITINGS } from "./kinds.ts";

/** The document of this project: its requests and responses are those of real pages. */
const PUBLISHED = parse(readFileSync("generated/openapi.yaml", "utf8")) as JsonObject;

/** The document with one more property in the body of its first request, or of its first response. */
function withProperty(schema: Json, side: "request" | "response"): JsonObject {
  const document = structuredClone(PUBLISHED);
  const [media] = side === "request" ? listRequestMedia(document) : listResponseMedia(document);
  const body = objectAt(media?.media, "schema");
  const [variant] = listModelVariants(body, document);
  let target: Json | undefined = side === "request" ? (variant?.schema ?? body) : body;
  while (isObject(target) && typeof target.$ref === "string") target = resolvePointer(document, target.$ref);
  setOwn(objectAt(target, "properties"), "added_here", schema);
  return document;
}

const limiting = (changes: readonly Change[]) => changes.filter(({ level }) => level !== "documentation");

const bodyOf = (document: JsonObject, side: "request" | "response"): Json =>
  (side === "request" ? listRequestMedia(document) : listResponseMedia(document))[0]?.media.schema ?? true;

describe("compareDocuments, of changes whose verdict is known by construction", () => {
  describe.each(KINDS)("$name", ({ wide, narrow }) => {
    it.each([
      ["request", wide, narrow, "breaking"],
      ["request", narrow, wide, "compatible"],
      ["response", narrow, wide, "breaking"],
      ["response", wide, narrow, "compatible"],
    ] as const)("in a %s", (side, before, after, wanted) => {
      const [old, current] = [withProperty(before, side), withProperty(after, side)];
      const changes = limiting(compareDocuments(old, current));
      expect(worstLevel(changes)).toBe(wanted);
      for (const { example } of changes.filter(({ level }) => level === "breaking")) {
        if (example === undefined) throw new Error("a breaking change has no example");
        const [writer, reader] = side === "request" ? [old, current] : [current, old];
        expect(accepts({ schema: bodyOf(writer, side), document: writer }, example)).toBe(true);
        expect(accepts({ schema: bodyOf(reader, side), document: reader }, example)).toBe(false);
      }
    });
  });

  it.each(REWRITINGS)("finds no change in $name", ({ rewrite }) => {
    for (const { narrow: schema } of KINDS)
      for (const side of ["request", "response"] as const) {
        const rewritten = isObject(schema) ? rewrite(schema) : schema;
        const pair = [withProperty(schema, side), withProperty(rewritten, side)] as const;
        for (const [before, after] of [pair, [pair[1], pair[0]] as const])
          expect(
            limiting(compareDocuments(before, after)).filter(({ level }) => level !== "compatible"),
          ).toEqual([]);
      }
  });
});
