import { isFromElsewhere, isHeaderName } from "../../../../src/openapi/headers.ts";
import {
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  setOwn,
  toText,
} from "../../../../src/openapi/json.ts";
import type { PageSchemas } from "./page-schemas.ts";

// Parts of a page as they stand in the merged document: with references inlined, and without unknown fields. A part
// that the page refers to and lacks is dropped; `PageSchemas` reports it.

/**
 * Parameters of a path item and of an operation, which overrides it. Whatever is not a parameter of HTTP is dropped, and of
 * two of one name in one list the first.
 */
export function readParameters(
  schemas: PageSchemas,
  lists: readonly (Json | undefined)[],
  report: (message: string) => void,
): JsonObject[] {
  const byKey = new Map<string, JsonObject>();
  const entries = lists.flatMap((list) => {
    if (Array.isArray(list)) return list.map((value) => ({ list, value }));
    if (list !== undefined) report("`parameters` has to be a list. Dropped.");
    return [];
  });
  const listOf = new Map<string, Json>();
  for (const { list, value } of entries) {
    const parameter = schemas.resolve(value);
    if (!isObject(value)) report(`A parameter cannot be ${JSON.stringify(value)}. Dropped.`);
    if (parameter === undefined) continue;
    const { name, in: place } = parameter;
    if (typeof name !== "string" || !["query", "header", "path", "cookie"].includes(toText(place)))
      report(
        `A parameter called ${JSON.stringify(name ?? null)} in ${JSON.stringify(place ?? null)} is not a parameter. Dropped.`,
      );
    else if (place === "header" && !isHeaderName(name))
      report(
        `A header cannot be called ${JSON.stringify(name)}: HTTP has no such names, and no client sends it. Dropped.`,
      );
    else if (place !== "header" || !isFromElsewhere(name)) {
      const key = `${place} ${name}`;
      if (listOf.get(key) === list)
        report(
          `The parameter ${name} in ${place} stands twice. Read as its last description; keep one of them.`,
        );
      listOf.set(key, list);
      byKey.set(key, readPart(schemas, parameter, PARAMETER_FIELDS));
    } else
      report(
        `The header ${name} is said by security or by media types, and no parameter of OpenAPI. Left out.`,
      );
  }
  return [...byKey.values()];
}

const HEADER_FIELDS = ["description", "required", "deprecated", "style", "explode"];
const PARAMETER_FIELDS = ["name", "in", ...HEADER_FIELDS, "allowEmptyValue", "allowReserved"];

export function readHeaders(schemas: PageSchemas, headers: Json | undefined): [string, JsonObject][] {
  return Object.entries(objectAt(headers)).flatMap(([name, value]): [string, JsonObject][] => {
    const header = schemas.resolve(value);
    return header === undefined ? [] : [[name, readPart(schemas, header, HEADER_FIELDS)]];
  });
}

function readPart(schemas: PageSchemas, part: JsonObject, fields: readonly string[]): JsonObject {
  const [content] = readContent(part.content);
  const readSchema = ({ schema }: JsonObject) => ({ schema: schemas.inline(objectAt(schema)) });
  return {
    ...pick(part, fields),
    ...(content === undefined
      ? readSchema(part)
      : { content: { [content[0]]: { ...readSchema(content[1]), ...readExamples(schemas, content[1]) } } }),
    ...readExamples(schemas, part),
  };
}

/**
 * Media types in small letters and without their parameters: `application/json; charset=utf-8` is `application/json`.
 * Of several that differ in these alone, one is that and the others keep them: `application/json; version=2`.
 */
export function readContent(
  content: Json | undefined,
): [type: string, media: JsonObject, published: string][] {
  const found = Object.entries(objectAt(content));
  const taken = new Set<string>();
  /** What is written as it is named comes first, then what is but for its letters. */
  const rank = (published: string) => {
    const place = [published, published.toLowerCase()].indexOf(withoutParameters(published));
    return place < 0 ? 2 : place;
  };
  const named = new Map<string, string>();
  for (const [published] of found.toSorted(([one], [other]) => rank(one) - rank(other))) {
    const names = [
      withoutParameters(published),
      published
        .trim()
        .replace(/\s*;\s*/g, "; ")
        // The value of a parameter may be told apart by its letters.
        .replace(/^[^;]+|;[^;=]+(?==)/g, (name) => name.toLowerCase()),
    ];
    const name = names.find((one) => !taken.has(one)) ?? published;
    taken.add(name);
    named.set(published, name);
  }
  return found.map(([published, media]) => [named.get(published) ?? published, objectAt(media), published]);
}

function withoutParameters(mediaType: string): string {
  return mediaType.replace(/;.*/s, "").trim().toLowerCase();
}

/** How a part of a form is sent. */
export function readEncoding(schemas: PageSchemas, encoding: Json | undefined): [string, JsonObject][] {
  return Object.entries(objectAt(encoding)).map(([name, value]) => {
    const headers = readHeaders(schemas, objectAt(value).headers);
    const own = pick(objectAt(value), ["contentType", "style", "explode", "allowReserved"]);
    return [name, headers.length === 0 ? own : { ...own, headers: Object.fromEntries(headers) }];
  });
}

/** `examples`, or else `example`: OpenAPI allows one of the two. */
export function readExamples(schemas: PageSchemas, { example, examples }: JsonObject): JsonObject {
  const found: JsonObject = {};
  for (const [name, value] of Object.entries(objectAt(examples))) {
    const one = schemas.resolve(value);
    if (one !== undefined)
      setOwn(found, name, pick(one, ["summary", "description", "value", "externalValue"]));
  }
  if (Object.keys(found).length > 0) return { examples: found };
  return example === undefined ? {} : { example };
}

/** Some fields, and every extension. */
function pick(object: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(([key]) => fields.includes(key) || key.startsWith("x-")),
  );
}
