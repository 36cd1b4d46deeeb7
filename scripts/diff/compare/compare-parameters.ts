import { isObject, type JsonObject, objectAt, toText } from "../../../src/openapi/json.ts";
import { listParameters, type OperationEntry } from "../../../src/openapi/operations.ts";
import { compareWords } from "../schemas/compare-words.ts";
import type { BodyPair } from "./compare-bodies.ts";
import type { Found } from "./found.ts";
import { describedValue, saidOf } from "./said-of.ts";

/** A parameter of both documents, and the schemas of its value. */
export interface ParameterPair extends BodyPair {
  name: string;
}

export interface ComparedParameters {
  found: Found[];
  /** Parameters whose values are to be compared. */
  pairs: ParameterPair[];
}

/** Compares the parameters of an operation; where their values stand is left to compare. */
export function compareParameters(
  before: { document: JsonObject; entry: OperationEntry },
  after: { document: JsonObject; entry: OperationEntry },
): ComparedParameters {
  const [old, current] = [byPlace(before), byPlace(after)];
  const found: Found[] = [];
  const pairs: ParameterPair[] = [];
  for (const [place, was] of old) {
    const is = current.get(place);
    if (is === undefined) {
      const added = [...current].flatMap(([at, one]) => (old.has(at) ? [] : [one]));
      found.push(describeRemoved(was, added));
      continue;
    }
    found.push(...compareOne(was, is));
    pairs.push({
      direction: "request",
      name: nameOf(is),
      before: describedValue(was).schema,
      after: describedValue(is).schema,
    });
  }
  for (const [place, is] of current) {
    if (old.has(place)) continue;
    const isRequired = is.required === true;
    const isMoved = [...old.values()].some((one) => nameOf(one) === nameOf(is) && one.in !== is.in);
    if (isMoved) continue;
    found.push({
      level: isRequired ? "breaking" : "compatible",
      kind: "parameter-added",
      message: `The ${toText(is.in)} parameter \`${nameOf(is)}\` is new${isRequired ? ", and required" : ""}.`,
    });
  }
  return { found, pairs };
}

function describeRemoved(was: JsonObject, added: readonly JsonObject[]): Found {
  const moved = added.find((one) => nameOf(one) === nameOf(was));
  const message =
    moved === undefined
      ? `The ${toText(was.in)} parameter \`${nameOf(was)}\` is gone: it is ignored now, or refused.`
      : `The parameter \`${nameOf(was)}\` moved from ${toText(was.in)} to ${toText(moved.in)}.`;
  return { level: "breaking", kind: moved === undefined ? "parameter-removed" : "parameter-moved", message };
}

function compareOne(was: JsonObject, is: JsonObject): Found[] {
  const name = `The ${toText(is.in)} parameter \`${nameOf(is)}\``;
  const found: Found[] = [];
  if (nameOf(was) !== nameOf(is) && is.in === "path")
    found.push({
      level: "risky",
      kind: "parameter-renamed",
      message: `${name} was called \`${nameOf(was)}\`: the address is the same, its name in code is not.`,
    });
  if (is.required === true && was.required !== true)
    found.push({ level: "breaking", kind: "parameter-required", message: `${name} is required now.` });
  if (is.required !== true && was.required === true)
    found.push({ level: "compatible", kind: "parameter-optional", message: `${name} is optional now.` });
  if (writeStyle(was) !== writeStyle(is))
    found.push({
      level: "breaking",
      kind: "parameter-style",
      message: `${name} is written as ${writeStyle(is)} now (was ${writeStyle(was)}).`,
    });
  const isFree = ({ allowReserved }: JsonObject) => allowReserved === true;
  if (isFree(was) !== isFree(is))
    found.push({
      level: "risky",
      kind: "parameter-style",
      message: `${name} is written ${isFree(is) ? "without" : "with"} percent signs for reserved characters now.`,
    });
  const mayBeEmpty = ({ allowEmptyValue }: JsonObject) => allowEmptyValue === true;
  if (mayBeEmpty(was) !== mayBeEmpty(is))
    found.push({
      level: mayBeEmpty(is) ? "compatible" : "breaking",
      kind: "parameter-empty",
      message: `${name} may ${mayBeEmpty(is) ? "be empty now" : "not be empty any more"}.`,
    });
  const words = (parameter: JsonObject) => {
    const { deprecated = false } = parameter;
    return { ...saidOf(parameter, "description"), ...describedValue(parameter).said, deprecated };
  };
  return [...found, ...compareWords(name, words(was), words(is))];
}

/** How a list or an object is written; a plain value looks the same in every style but those with a prefix. */
function writeStyle(parameter: JsonObject): string {
  const { in: place, content, schema } = parameter;
  if (isObject(content)) return Object.keys(content).join();
  const usual = place === "query" || place === "cookie" ? "form" : "simple";
  const style = typeof parameter.style === "string" ? parameter.style : usual;
  const types = [objectAt(schema).type ?? "array"].flat();
  const isPlain =
    !types.includes("array") && !types.includes("object") && objectAt(schema).$ref === undefined;
  const explode = typeof parameter.explode === "boolean" ? parameter.explode : style === "form";
  return isPlain
    ? ["matrix", "label"].includes(style)
      ? style
      : usual
    : `${style}${explode ? ", exploded" : ""}`;
}

function byPlace({
  document,
  entry,
}: {
  document: JsonObject;
  entry: OperationEntry;
}): Map<string, JsonObject> {
  const inPath = entry.path.match(/\{[^}]*\}/g) ?? [];
  return new Map(
    listParameters(document, entry).map((parameter) => [placeOf(parameter, inPath), parameter] as const),
  );
}

/** Names of headers are the same in any case; a path parameter is known by where it stands, not by its name. */
function placeOf({ in: place, name }: JsonObject, inPath: readonly string[]): string {
  if (place === "header") return `header ${toText(name).toLowerCase()}`;
  const index = place === "path" ? inPath.indexOf(`{${toText(name)}}`) : -1;
  // The address of a callback or a webhook has none of them.
  return index === -1 ? `${toText(place)} ${toText(name)}` : `path ${index}`;
}

function nameOf({ name }: JsonObject): string {
  return toText(name);
}
