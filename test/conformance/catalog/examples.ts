import { createFindMistakes } from "../../../scripts/pipeline/check/evaluate/find-mistakes.ts";
import { findVariant, type PlacedSchema } from "../../../scripts/pipeline/check/find-variant.ts";
import { readContributingPages } from "../../../src/openapi/contributing-pages.ts";
import { findPageOf, listExamples } from "../../../src/openapi/examples.ts";
import { type JsonObject, objectAt, objectsAt } from "../../../src/openapi/json.ts";
import { listRequestMedia } from "../../../src/openapi/media-types.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import { schemaAt } from "../../../src/openapi/references.ts";

/** What the documented examples of requests show of a merged document. */
export interface ExampleReport {
  total: number;
  /** Accepted by the variant they are meant for, and by no other. */
  right: number;
  /** Refused by the variant they are meant for, with the reason. */
  refused: string[];
  /** Accepted by a variant they are not meant for. There must be none. */
  ambiguous: string[];
}

/** Validates every documented example of a request by every variant of that request. */
export function checkRequestExamples(document: JsonObject): ExampleReport {
  const findMistakes = createFindMistakes(document);
  const report: ExampleReport = { total: 0, right: 0, refused: [], ambiguous: [] };
  const examples = listRequestMedia(document).flatMap(({ operation, keys, media }) => {
    const placed = { pointer: pointerTo([...keys, "schema"]), schema: objectAt(media, "schema") };
    const pages = readContributingPages(operation);
    return listExamples(media).map(({ name = "", value }) => ({
      name,
      value,
      own: findVariant(document, placed, value, findPageOf(name, pages)),
      variants: listVariants(placed),
      refused: new Map<string, string>(),
    }));
  });
  for (const pointer of new Set(examples.flatMap(({ own, variants }) => [own, ...variants]))) {
    const validated = examples.filter(({ own, variants }) => own === pointer || variants.includes(pointer));
    const mistakes = findMistakes(
      schemaAt(document, pointer),
      validated.map(({ value }) => value),
    );
    for (const [index, { refused }] of validated.entries()) {
      const mistake = mistakes[index];
      if (typeof mistake === "string") refused.set(pointer, mistake);
    }
  }
  for (const { name, own, variants, refused } of examples) {
    const mistake = refused.get(own);
    const others = variants.filter((pointer) => pointer !== own && !refused.has(pointer));
    report.total += 1;
    if (mistake !== undefined) report.refused.push(`${name}: ${mistake}`);
    if (others.length > 0) report.ambiguous.push(`${name}: ${others.join(", ")}`);
    if (mistake === undefined && others.length === 0) report.right += 1;
  }
  return report;
}

/** The variants of a union that exclude each other. Under `anyOf` they do not: there the path names the model. */
function listVariants({ schema }: PlacedSchema): string[] {
  return objectsAt(schema, "oneOf").map(({ $ref }) => String($ref));
}
