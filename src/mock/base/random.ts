import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";

/** Draws that repeat when the seed does. */
export interface Random {
  /** A number from 0 up to, but not including, 1. */
  fraction(): number;
  /** That many characters of `a-z0-9`. */
  word(length: number): string;
}

/** What is drawn of one kind changes nothing of another: a task has the same id however often the one before was polled. */
export interface Draws {
  ids: Random;
  requestIds: Random;
  /** Of preflights and of what the console asks. */
  ownRequestIds: Random;
  faults: Random;
}

export function createDraws(seed: number): Draws {
  const [ids, requestIds, ownRequestIds, faults] = [0, 1, 2, 3].map((kind) => createRandom(seed + kind));
  return { ids, requestIds, ownRequestIds, faults } as Draws;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

export function createRandom(seed: number): Random {
  // Of neighbouring seeds xoroshiro128plus draws the same first fractions.
  const generator = mersenne(seed);
  return {
    fraction: () => uniformFloat64(generator),
    word: (length) =>
      Array.from({ length }, () => ALPHABET[uniformInt(generator, 0, ALPHABET.length - 1)]).join(""),
  };
}
