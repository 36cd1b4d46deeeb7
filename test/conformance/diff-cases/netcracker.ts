import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Change, type Level, worstLevel } from "../../../scripts/diff/change.ts";
import { compareDocuments } from "../../../scripts/diff/compare/compare-documents.ts";
import { moderniseDocument } from "../../../scripts/diff/sides/modernise.ts";
import type { Json, JsonObject } from "../../../src/openapi/json.ts";

/** A change of one schema, and what somebody else holds of it. */
export interface RatedCase {
  name: string;
  side: "request" | "response";
  before: Json;
  after: Json;
  verdict: "breaking" | "risky" | "nonBreaking" | "none" | "annotation/other";
}

/** Netcracker's cases whose schemas and verdict are both there; none where the folder does not lie there. */
export function readRatedCases(folder: string): RatedCase[] {
  const file = join(folder, "netcracker-verdicts.json");
  if (!existsSync(file)) return [];
  const verdicts = JSON.parse(readFileSync(file, "utf8")) as Record<
    "q" | "p",
    Record<string, RatedCase["verdict"]>
  >;
  return (["q", "p"] as const).flatMap((key) =>
    Object.entries(verdicts[key]).flatMap(([name, verdict]) => {
      const [before, after] = ["before", "after"].map((side) =>
        join(folder, "netcracker-schemas", name, `${side}.yaml`),
      );
      if (!before || !after || !existsSync(before) || !existsSync(after)) return [];
      const read = (path: string) => parse(readFileSync(path, "utf8")) as Json;
      return [
        {
          name,
          side: key === "q" ? "request" : "response",
          before: read(before),
          after: read(after),
          verdict,
        },
      ];
    }),
  ) as RatedCase[];
}

/** The changes of a case, as those of a document whose one body has the schema. */
export function listCaseChanges({ name, side, before, after }: RatedCase): Change[] {
  // What a schema says about XML matters where bodies are XML.
  const mediaType = name.includes("xml") ? "application/xml" : "application/json";
  const [old, current] = [before, after].map((schema) =>
    moderniseDocument(makeDocument(schema, side, mediaType)),
  );
  return old === undefined || current === undefined ? [] : compareDocuments(old, current);
}

export function levelOf(one: RatedCase): Level | undefined {
  return worstLevel(listCaseChanges(one).filter(({ level }) => level !== "documentation"));
}

/** A document whose one body has a schema. */
export function makeDocument(schema: Json, side: RatedCase["side"], mediaType: string): JsonObject {
  const content = { content: { [mediaType]: { schema } } };
  const operation =
    side === "request"
      ? { requestBody: { required: true, ...content }, responses: { "204": { description: "Done." } } }
      : { responses: { "200": { description: "Done.", ...content } } };
  return {
    openapi: "3.1.0",
    info: { title: "Case", version: "1.0.0" },
    paths: { "/things": { post: operation } },
  };
}
