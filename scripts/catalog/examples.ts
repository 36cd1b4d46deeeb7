import { createAjv } from "../pipeline/compile.ts";
import { findMember, findMistake, type PlacedSchema } from "../pipeline/examples.ts";
import {
  escapePointer,
  isObject,
  type Json,
  type JsonObject,
  listOperations,
  objectAt,
} from "../pipeline/openapi.ts";

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
export function judgeExamples(document: JsonObject): ExampleReport {
  const ajv = createAjv(document, { allErrors: true });
  const pages = new Map(listPages(document).map((page) => [String(page.operationId), page]));
  const report: ExampleReport = { total: 0, right: 0, refused: [], ambiguous: [] };
  for (const { placed, name, value } of listRequestExamples(document)) {
    report.total += 1;
    const own = findMember(document, placed, value, pages.get(name.split(".")[0] ?? ""));
    const mistake = findMistake(ajv, own, value);
    const others = listMembers(placed).filter(
      (pointer) => pointer !== own && findMistake(ajv, pointer, value) === undefined,
    );
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
