import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import type { Direction } from "../change.ts";
import { canonical } from "../inclusion/formulas/identity.ts";
import { compareWords } from "../schemas/compare-words.ts";
import type { Found } from "./found.ts";
import { saidOf } from "./said-of.ts";

export interface PairedContent {
  pairs: { type: string; before: Json; after: Json; found: Found[] }[];
  removed: string[];
  added: string[];
}

/** A media type as it is published, and without case and parameters. */
interface Typed {
  type: string;
  range: string;
  media: JsonObject;
}

/**
 * The media types that two contents have in common, whatever their case and parameters, and the others. A range such as
 * `image/*` has all that it stands for. Who writes a body may use any of the types; who reads one has to take all of them.
 */
export function pairContent(before: JsonObject, after: JsonObject, direction: Direction): PairedContent {
  const [old, current] = [listTypes(before), listTypes(after)];
  const pairs = current.flatMap((is) =>
    findPartners(is, old).map((was) => ({
      type: is.type,
      before: was.media.schema ?? true,
      after: is.media.schema ?? true,
      found: [
        // Of a request, the range is told as gone.
        ...(direction === "response" && was.range !== is.range && covers(was, is) ? [narrowed(was, is)] : []),
        ...compareMedia(was.media, is.media),
      ],
    })),
  );
  const isKept = (was: Typed) =>
    current.some((is) => covers(is, was) || (direction === "response" && covers(was, is)));
  return {
    pairs,
    removed: old.filter((was) => !isKept(was)).map(({ type }) => type),
    added: current.filter((is) => !old.some((was) => covers(was, is))).map(({ type }) => type),
  };
}

function narrowed(was: Typed, is: Typed): Found {
  return {
    level: "compatible",
    kind: "media-type-changed",
    message: `The body is ${is.type} now, where ${was.type} was.`,
  };
}

function listTypes(content: JsonObject): Typed[] {
  return Object.entries(content).map(([type, media]) => ({
    type,
    range: type.toLowerCase().replace(/\s*;.*$/, ""),
    media: isObject(media) ? media : {},
  }));
}

/** Whether each body of one type is of the other. */
function covers({ range }: Typed, { range: other }: Typed): boolean {
  return range === other || range === "*/*" || (range.endsWith("/*") && other.startsWith(range.slice(0, -1)));
}

/** The same type; or else the narrowest range that it is in, or all types that are in it. */
function findPartners(is: Typed, old: readonly Typed[]): Typed[] {
  const same = old.filter(({ range }) => range === is.range);
  if (same.length > 0) return same;
  const [narrowest] = old
    .filter((was) => covers(was, is))
    .sort((one, other) => other.range.length - one.range.length);
  return narrowest === undefined ? old.filter((was) => covers(is, was)) : [narrowest];
}

/** What is said about a body besides its schema: examples, extensions, and how the parts of a form are written. */
function compareMedia(was: JsonObject, is: JsonObject): Found[] {
  const words = compareWords(
    "The body",
    saidOf(was, "example", "examples"),
    saidOf(is, "example", "examples"),
  );
  const [old, current] = [objectAt(was, "encoding"), objectAt(is, "encoding")];
  const names = [...new Set([...Object.keys(old), ...Object.keys(current)])];
  const differing = names.filter(
    (name) => canonical(objectAt(old, name)) !== canonical(objectAt(current, name)),
  );
  return [
    ...words,
    ...differing.map(
      (name): Found => ({
        level: "risky",
        kind: "encoding-changed",
        message: `The part \`${name}\` of the body is written in another way now.`,
      }),
    ),
  ];
}
