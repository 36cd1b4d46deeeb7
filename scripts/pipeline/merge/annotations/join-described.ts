import { type JsonObject, setOwn } from "../../../../src/openapi/json.ts";
import type { Problem } from "../../../../src/openapi/problem.ts";
import { writeData } from "../../../../src/openapi/structure.ts";
import { groupBy } from "../../../lists.ts";

/** What a page says of a server, a tag, a link or a security scheme. */
export interface Described {
  value: JsonObject;
  file: string;
  pointer: string;
}

/**
 * Makes one of what pages say of it: all their descriptions, one after the other, and else what the first page says. What
 * others say differently is reported, once for each field.
 *
 * @param joined Fields of which all texts stand. None where every page says the same thing in its own words.
 */
export function joinDescribed(
  what: string,
  pages: readonly Described[],
  report: (problem: Problem) => void,
  joined: readonly string[] = ["description"],
): JsonObject {
  const result: JsonObject = {};
  const said = pages.flatMap(({ value, file, pointer }) =>
    Object.entries(value).map(([field, own]) => ({ field, own, file, pointer })),
  );
  for (const [{ field, own }, ...others] of groupBy(said, (one) => one.field)) {
    const differing = others.filter((other) => writeData(other.own) !== writeData(own));
    const texts = [own, ...differing.map((other) => other.own)];
    const isText = joined.includes(field) && texts.every((text) => typeof text === "string");
    setOwn(result, field, isText ? [...new Set(texts)].join("\n\n") : own);
    const [other, ...more] = isText ? [] : differing;
    if (other === undefined) continue;
    const also = more.length === 0 ? "" : ` So it is on ${more.length} more.`;
    const message = `\`${field}\` of ${what} is another one on the first page that has it. Left out.${also}`;
    const { file, pointer } = other;
    report({ severity: "warning", kind: "malformed", file, pointer, message });
  }
  return result;
}
