import type { AST } from "@eslint-community/regexpp";
import { type Characters, charactersOf } from "./characters.ts";

/** A part of a regular expression that reads one character, and what may read the next: Glushkov's automaton. */
export interface Place {
  characters: Characters;
  /** One that can be reached in two ways stands here twice. */
  next: Place[];
}

/** Where a part of an expression begins and ends, and whether it may read nothing. */
interface Part {
  first: readonly Place[];
  last: readonly Place[];
  isEmpty: boolean;
}

/** The expression cannot be written down so: it reads nothing in two ways, looks around, or is too long. */
export class NotPlainError extends Error {}

/** More than this is not looked at. */
const MAX_PLACES = 200;
const MAX_WAYS = 2_000;

/** A part with more places than this, all copies together, is not copied: it counts as one repeated at will. */
const MAX_COPIED = 40;

/**
 * The places of an expression, and those that read its first character.
 *
 * @throws {NotPlainError}
 */
export function listPlaces(alternatives: readonly (readonly AST.Element[])[]): {
  first: readonly Place[];
  all: readonly Place[];
} {
  const all: Place[] = [];
  let ways = 0;

  const connect = ({ last }: Part, { first }: Part): void => {
    ways += last.length * first.length;
    if (ways > MAX_WAYS) throw new NotPlainError();
    for (const place of last) place.next.push(...first);
  };

  const addPlace = (element: AST.Element): Part => {
    if (all.length === MAX_PLACES) throw new NotPlainError();
    const place: Place = { characters: charactersOf(element), next: [] };
    all.push(place);
    return { first: [place], last: [place], isEmpty: false };
  };

  const addAlternatives = (some: readonly (readonly AST.Element[])[]): Part => {
    const parts = some.map(addSequence);
    if (parts.filter(({ isEmpty }) => isEmpty).length > 1) throw new NotPlainError();
    return {
      first: parts.flatMap(({ first }) => first),
      last: parts.flatMap(({ last }) => last),
      isEmpty: parts.some(({ isEmpty }) => isEmpty),
    };
  };

  const addSequence = (elements: readonly AST.Element[]): Part =>
    elements.reduce<Part>(
      (before, element) => {
        const after = addElement(element);
        connect(before, after);
        return {
          first: before.isEmpty ? [...before.first, ...after.first] : before.first,
          last: after.isEmpty ? [...before.last, ...after.last] : after.last,
          isEmpty: before.isEmpty && after.isEmpty,
        };
      },
      { first: [], last: [], isEmpty: true },
    );

  const addQuantifier = ({ element, min, max }: AST.Quantifier): Part => {
    if (max === 0) return { first: [], last: [], isEmpty: true };
    const before = all.length;
    const parts = [addElement(element)];
    if (parts[0]?.isEmpty && (min === 0 || max > 1)) throw new NotPlainError();
    const copies = max === Number.POSITIVE_INFINITY ? Math.max(1, min) : max;
    const isCopied = copies * (all.length - before) <= MAX_COPIED;
    while (isCopied && parts.length < copies) parts.push(addElement(element));
    for (const [index, part] of parts.slice(1).entries()) connect(parts[index] ?? part, part);
    const last = parts.at(-1);
    if (last !== undefined && (!isCopied || max === Number.POSITIVE_INFINITY)) connect(last, last);
    return {
      first: parts[0]?.first ?? [],
      last: parts.slice(isCopied ? Math.max(1, min) - 1 : 0).flatMap((part) => part.last),
      isEmpty: min === 0 || parts[0]?.isEmpty === true,
    };
  };

  const addElement = (element: AST.Element): Part => {
    switch (element.type) {
      case "Group":
      case "CapturingGroup":
        return addAlternatives(element.alternatives.map(({ elements }) => elements));
      case "Quantifier":
        return addQuantifier(element);
      case "Assertion":
        if (element.kind === "lookahead" || element.kind === "lookbehind") throw new NotPlainError();
        return { first: [], last: [], isEmpty: true };
      case "Backreference":
        throw new NotPlainError();
      default:
        return addPlace(element);
    }
  };

  return { first: addAlternatives(alternatives).first, all };
}
