import { isObject, type JsonObject, setOwn } from "../../../../src/openapi/json.ts";
import type { ReportRepair } from "./repair-examples.ts";

/** A media type or a range of them, with its parameters: RFC 6838, 4.2, and RFC 9110, 12.5.1. */
const MEDIA_TYPE = /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+\s*(?:;[\t\x20-\x7e]*)?$/;
const JSON_TYPE = "application/json";

/**
 * Reads what a body is keyed by as media types: in small letters, which mean the same; a list of them as each of its own,
 * and what no header can name as JSON.
 *
 * @param report Called for each key that is no media type, and for one that is described in small letters already.
 */
export function repairContent(object: JsonObject, report: ReportRepair): JsonObject {
  const { content } = object;
  if (!isObject(content) || Object.keys(content).every(isRegular)) return object;
  // In their own order, of which the first may be preferred.
  const repaired: JsonObject = {};
  for (const [key, media] of Object.entries(content))
    if (MEDIA_TYPE.test(key) && (isRegular(key) || !Object.hasOwn(content, toSmallLetters(key))))
      repaired[toSmallLetters(key)] ??= media;
  for (const [key, media] of Object.entries(content)) {
    if (MEDIA_TYPE.test(key)) {
      const known = toSmallLetters(key);
      if (repaired[known] !== media)
        report(["content", key], `${JSON.stringify(key)} is ${known}. Dropped, as that is described.`);
      continue;
    }
    const listed = key.split(",").map((part) => part.trim());
    const types = (listed.every((part) => MEDIA_TYPE.test(part)) ? listed : [JSON_TYPE]).map(toSmallLetters);
    const added = types.filter((type) => !Object.hasOwn(repaired, type));
    for (const type of added) setOwn(repaired, type, media);
    const became = added.length === 0 ? "Dropped, as these are described" : `Read as ${added.join(" and ")}`;
    report(["content", key], `${JSON.stringify(key)} is no media type, such as ${JSON_TYPE}. ${became}.`);
  }
  return { ...object, content: repaired };
}

/** Its parameters keep their letters: those of a `boundary` matter. */
const toSmallLetters = (mediaType: string) => mediaType.replace(/^[^;]+/, (essence) => essence.toLowerCase());

const isRegular = (key: string) => MEDIA_TYPE.test(key) && key === toSmallLetters(key);
