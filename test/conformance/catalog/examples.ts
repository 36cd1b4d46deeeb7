import { createFindMistakes } from "../../../scripts/pipeline/check/find-mistakes.ts";
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
  /** Accepted by the member they are meant for, and by no other. */
  right: number;
  /** Refused by the member they are meant for, with the reason. */
  refused: string[];
  /** Accepted by a member they are not meant for. There must be none. */
  ambiguous: string[];
}

/** Lets every member of every request judge every documented example of that request. */
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
      members: listMembers(placed),
      refused: new Map<string, string>(),
    }));
  });
  for (const pointer of new Set(examples.flatMap(({ own, members }) => [own, ...members]))) {
    const judged = examples.filter(({ own, members }) => own === pointer || members.includes(pointer));
    const mistakes = findMistakes(
      schemaAt(document, pointer),
      judged.map(({ value }) => value),
    );
    for (const [index, { refused }] of judged.entries()) {
      const mistake = mistakes[index];
      if (typeof mistake === "string") refused.set(pointer, mistake);
    }
  }
  for (const { name, own, members, refused } of examples) {
    const mistake = refused.get(own);
    const others = members.filter((pointer) => pointer !== own && !refused.has(pointer));
    report.total += 1;
    if (mistake !== undefined) report.refused.push(`${name}: ${mistake}`);
    if (others.length > 0) report.ambiguous.push(`${name}: ${others.join(", ")}`);
    if (mistake === undefined && others.length === 0) report.right += 1;
  }
  return report;
}

/** The members of a union that exclude each other. Under `anyOf` they do not: there the path names the model. */
function listMembers({ schema }: PlacedSchema): string[] {
  return objectsAt(schema, "oneOf").map(({ $ref }) => String($ref));
}
