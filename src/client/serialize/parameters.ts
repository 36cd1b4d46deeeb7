import { assertHeader, encodeAll } from "../http/plain-request.ts";
import { isPresent, listFields, toText } from "../http/values.ts";
import { writeJson } from "../settings/json.ts";
import { assertOption } from "../settings/options.ts";
import type { ParameterFacts, Place } from "./facts.ts";
import { encodeFor, listPairs, type Pair, writeStyled } from "./styles.ts";
import { assertCookie, type Encode, isJsonType } from "./texts.ts";

type Values = object | undefined;

/** What is known of a parameter; one that is plain is in none of the facts. */
function findFacts(facts: readonly ParameterFacts[], place: Place, name: string): ParameterFacts {
  return facts.find((one) => one.in === place && one.name === name) ?? { in: place, name };
}

/** Null is JSON, and no text. */
const isAbsent = (content: string, value: unknown) =>
  value === undefined || (value === null && !isJsonType(content));

/** The text of a parameter whose media type says how it is spelled: JSON, or text as it is. */
function writeContent(content: string, value: unknown, label: string): string {
  return isJsonType(content) ? writeJson(value, label) : toText(value, label);
}

/**
 * A path with the values of its parameters.
 *
 * @throws {ValidationError} one is missing, or makes a segment of dots alone, which could reach another path.
 */
export function fillPath(template: string, facts: readonly ParameterFacts[], values: Values): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const label = `path.${name}`;
    const value: unknown = Object.hasOwn(values ?? {}, name)
      ? (values as Record<string, unknown>)[name]
      : undefined;
    const one = findFacts(facts, "path", name);
    const text =
      one.content !== undefined && isPresent(value)
        ? encodeAll(writeContent(one.content, value, label))
        : (writeStyled(one, value, encodeAll, label) ?? "");
    assertOption(/[^.]/.test(text), label, "set, and more than dots", text);
    return text;
  });
}

/** A query, without its question mark. */
export function writeQuery(facts: readonly ParameterFacts[], values: Values): string {
  return listPlaced(facts, "query", values, encodeFor)
    .map((pair) => pair.join("="))
    .join("&");
}

/**
 * The cookies of a request. What is exploded becomes a cookie for each of its items.
 *
 * @throws {ValidationError} the runtime is a browser, which lets no program set them.
 */
export function writeCookies(facts: readonly ParameterFacts[], values: Values): string {
  const text = listPlaced(facts, "cookie", values, () => encodeAll)
    .map((pair) => pair.join("="))
    .join("; ");
  const isAllowed = () =>
    new Request("http://localhost", { headers: { cookie: text } }).headers.has("cookie");
  assertOption(
    text === "" || isAllowed(),
    "cookie",
    "absent where the runtime sends its own cookies alone",
    text,
  );
  return text;
}

function listPlaced(
  facts: readonly ParameterFacts[],
  place: "query" | "cookie",
  values: Values,
  encodeFor: (one: ParameterFacts) => Encode,
): Pair[] {
  return listFields(values, place).flatMap(([name, value]): Pair[] => {
    const one = findFacts(facts, place, name);
    const label = `${place}.${name}`;
    if (one.content === undefined) return listPairs(one, value, encodeFor(one), label);
    if (isAbsent(one.content, value)) return [];
    const text = writeContent(one.content, value, label);
    // A cookie with a media type of its own is the way round percent-encoding: appendix D of OpenAPI 3.1.2.
    const encode = place === "cookie" && !isJsonType(one.content) ? assertCookie : encodeAll;
    return [[encodeAll(name), encode(text, label)]];
  });
}

/** The headers that are parameters. */
export function writeHeaders(facts: readonly ParameterFacts[], values: Values): Record<string, string> {
  const pairs = listFields(values, "header").flatMap(([name, value]): Pair[] => {
    const one = findFacts(facts, "header", name);
    const label = `header.${name}`;
    const text =
      one.content === undefined
        ? writeStyled(one, value, assertHeader, label)
        : isAbsent(one.content, value)
          ? undefined
          : assertHeader(escapeJson(writeContent(one.content, value, label), one.content), label);
    return text === undefined ? [] : [[name.toLowerCase(), text]];
  });
  return Object.fromEntries(pairs);
}

/** JSON may spell every character in ASCII, which is all that a header carries for certain. */
function escapeJson(text: string, mediaType: string): string {
  const spell = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return isJsonType(mediaType) ? text.replace(/[\x7f-\uffff]/g, spell) : text;
}
