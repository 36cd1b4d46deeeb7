import { isObject, type Json, type JsonObject, objectsAt } from "../json.ts";
import { readProperties } from "../json-schema.ts";
import { resolveFully } from "../references.ts";
import type { TaskCreation } from "./task-operations.ts";

/** What properties are called that hold a result, or lead to one. */
const RESULT =
  /^(?:results?|outputs?|urls?|links?|files?|videos?|images?|audios?|data|artifacts?|(?:result|output|download|file|video|image|audio|media)[_-]?(?:ur[il]|link)s?)$/i;

/** The same of what cannot be what a task was given. */
const MADE = /^(?:results?|outputs?|artifacts?|(?:result|output|download)[_-]?(?:ur[il]|link|file)s?)$/i;

/** The same of what media are called, made or given. */
const MEDIA = /^(?:videos?|images?|audios?|media|assets?|files?)(?:[_-]?(?:ur[il]|link)s?)?$/i;

/** What a property is called that is a link, of whatever. */
const LINK = /(?:^|[_-])(?:ur[il]|link)s?$|[a-z\d](?:Ur[il]|UR[IL]|Link)s?$/;

/** What an object is called that has a link to each form of a result, as in `{ glb, usdz }`. */
const LINKS = /(?:ur[il]|link|output|result|file|format|artifact)s$/i;

/** Stands for every value of an object whose names the document does not know, as `"*"` for every item of a list. */
export const ANY_NAME = "{}";

/** Links that are no results. */
const OTHER_LINK = /callback|webhook|error|input|request|status|^self$|thumbnail|cover|poster/i;

/** Deeper than this, in properties, lists and branches, no API hides its results. */
const MAX_DEPTH = 6;

/** Where text stands that may be a link to a result, and how likely it is one. */
interface Candidate {
  keys: string[];
  score: number;
}

/**
 * Finds the places of results: the keys, with `"*"` for every item of a list, that lead from a task to the links of its
 * results: to text, or a list or map of texts, that says it is a URI or is called like a result or a link. The likeliest comes
 * first, then all others whose ways, from where they part from its way, are called like results, or that lead to another form
 * of it: which of them a task has may depend on what it makes. Where both responses are described alike, what is called like
 * something made is one, and a medium that no request has: the rest may be what the task was given, or be about it.
 */
export function findResults(
  document: JsonObject,
  { queried, created, requested }: Pick<TaskCreation, "queried" | "created" | "requested">,
): string[][] {
  const candidates = Object.entries(queried.properties)
    .flatMap(([name, property]) => listTexts(document, property, [name]))
    .filter(({ keys, score }) => score > 0 && !keys.some((key) => OTHER_LINK.test(key)))
    .sort((one, other) => other.score - one.score || one.keys.length - other.keys.length);
  const isNew = ({ keys: [name = ""] }: Candidate) => !Object.hasOwn(created.properties, name);
  const isMade = ({ keys }: Candidate) => keys.some((key) => MADE.test(key));
  const isGiven = ({ keys: [name = ""] }: Candidate) => requested.includes(name);
  const isMedium = ({ keys }: Candidate) => keys.some((key) => MEDIA.test(key));
  const kinds = [
    (one: Candidate) => isNew(one) && !isGiven(one),
    isNew,
    isMade,
    (one: Candidate) => isMedium(one) && !isGiven(one),
  ];
  const [first, ...others] = new Set(kinds.flatMap((isKind) => candidates.filter(isKind)));
  if (first === undefined) return [["results", "*"]];
  const isAlike = ({ keys }: Candidate) =>
    keys.every(
      (key, at) =>
        key === "*" || key === ANY_NAME || key === first.keys[at] || RESULT.test(key) || MEDIA.test(key),
    );
  const isForm = ({ keys }: Candidate) =>
    LINKS.test(keys.at(-2) ?? "") && keys.slice(0, -1).join() === first.keys.slice(0, -1).join();
  const further = others.filter((one) => (isAlike(one) || isForm(one)) && (isMade(one) || !isGiven(one)));
  const places = new Map([first, ...further].map(({ keys }) => [JSON.stringify(keys), keys]));
  return [...places.values()];
}

function listTexts(document: JsonObject, value: Json | undefined, keys: string[], depth = 0): Candidate[] {
  const schema = resolveFully(document, value);
  const types = [schema.type].flat();
  const branches = ["anyOf", "oneOf", "allOf"].flatMap((keyword) => objectsAt(schema, keyword));
  const named = keys.filter((key) => RESULT.test(key)).length;
  // Deeper in a task most links are about something else.
  const isNear = keys.filter((key) => key !== "*" && key !== ANY_NAME).length <= 2;
  const isLink = isNear && keys.slice(-2).some((key) => LINK.test(key));
  const isUri = schema.format === "uri" || schema.format === "url";
  const own =
    types.includes("string") && schema.enum === undefined && schema.const === undefined
      ? [{ keys, score: named + (isUri ? 2 : isLink && named === 0 ? 1 : 0) }]
      : [];
  if (depth >= MAX_DEPTH) return own;
  const below = (inner: Json, more: string[] = []) =>
    listTexts(document, inner, [...keys, ...more], depth + 1);
  return [
    ...own,
    ...branches.flatMap((branch) => below(branch)),
    ...(isObject(schema.items) ? below(schema.items, ["*"]) : []),
    ...(isObject(schema.additionalProperties) ? below(schema.additionalProperties, [ANY_NAME]) : []),
    ...Object.entries(readProperties(schema)).flatMap(([name, property]) => below(property, [name])),
  ];
}
