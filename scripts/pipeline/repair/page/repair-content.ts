import { isObject, type JsonObject, setOwn } from "../../../../src/openapi/json.ts";
import type { ReportRepair } from "./repair-examples.ts";

/** A media type or a range of them, with its parameters: RFC 6838, 4.2, and RFC 9110, 12.5.1. */
const MEDIA_TYPE = /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+\s*(?:;[\t\x20-\x7e]*)?$/;
const JSON_TYPE = "application/json";

/**
 * Reads what a body is keyed by as media types: a list of them as each of its own, and what no header can name as JSON.
 *
 * @param report Called for each key that is no media type.
 */
export function repairContent(object: JsonObject, report: ReportRepair): JsonObject {
  const { content } = object;
  if (!isObject(content) || Object.keys(content).every((key) => MEDIA_TYPE.test(key))) return object;
  const repaired: JsonObject = {};
  for (const [key, media] of Object.entries(content)) if (MEDIA_TYPE.test(key)) repaired[key] = media;
  for (const [key, media] of Object.entries(content)) {
    if (MEDIA_TYPE.test(key)) continue;
    const listed = key.split(",").map((part) => part.trim());
    const types = listed.every((part) => MEDIA_TYPE.test(part)) ? listed : [JSON_TYPE];
    const added = types.filter((type) => !Object.hasOwn(repaired, type));
    for (const type of added) setOwn(repaired, type, media);
    const became = added.length === 0 ? "Dropped, as these are described" : `Read as ${added.join(" and ")}`;
    report(["content", key], `${JSON.stringify(key)} is no media type, such as ${JSON_TYPE}. ${became}.`);
  }
  return { ...object, content: repaired };
}
