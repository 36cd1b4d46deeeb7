import { findVariant, type PlacedSchema } from "../../../scripts/pipeline/check/check-examples.ts";
import { createFindMistakes } from "../../../scripts/pipeline/check/find-mistakes.ts";
import { schemaAt } from "../../../src/openapi/body-schemas.ts";
import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { listOperations } from "../../../src/openapi/operations.ts";
import { escapePointer } from "../../../src/openapi/pointer.ts";

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
  const pages = new Map(listPages(document).map((page) => [String(page.operationId), page]));
  const report: ExampleReport = { total: 0, right: 0, refused: [], ambiguous: [] };
  const examples = listRequestExamples(document).map(({ placed, name, value }) => ({
    name,
    value,
    own: findVariant(document, placed, value, pages.get(name.split(".")[0] ?? "")),
    members: listMembers(placed),
    refused: new Map<string, string>(),
  }));
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

export function listPages(document: JsonObject): JsonObject[] {
  return listOperations(document).flatMap(({ operation }) => {
    const pages = operation["x-pages"];
    return Array.isArray(pages) ? pages.filter(isObject) : [];
  });
}

/** The members of a union that exclude each other. Under `anyOf` they do not: there the path names the model. */
function listMembers({ schema }: PlacedSchema): string[] {
  return (Array.isArray(schema.oneOf) ? schema.oneOf : []).filter(isObject).map(({ $ref }) => String($ref));
}

function listRequestExamples(document: JsonObject): { placed: PlacedSchema; name: string; value: Json }[] {
  return listOperations(document).flatMap(({ path, method, operation }) =>
    Object.entries(objectAt(operation, "requestBody", "content")).flatMap(([mediaType, media]) => {
      const at = ["paths", path, method, "requestBody", "content", mediaType, "schema"].map(escapePointer);
      const placed = { pointer: `#/${at.join("/")}`, schema: objectAt(media, "schema") };
      return Object.entries(objectAt(media, "examples")).flatMap(([name, example]) =>
        isObject(example) && example.value !== undefined ? [{ placed, name, value: example.value }] : [],
      );
    }),
  );
}
