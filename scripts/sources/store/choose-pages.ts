import { posix } from "node:path";
import picomatch from "picomatch";
import { findNearest } from "../../../src/validation/nearest.ts";
import { showAddress } from "../fetch/address.ts";
import type { Lock, LockedPage } from "../lock/lock-file.ts";
import type { PageReport } from "./decision.ts";

/** The pages that a person means, and what is said of patterns that none fits. */
export interface ChosenPages {
  wanted: [string, LockedPage][];
  misses: PageReport[];
}

/**
 * Chooses among locked pages by name (with or without folder and ending), address or glob.
 *
 * @param patterns All pages are wanted where there is none.
 */
export function choosePages(patterns: readonly string[], pages: Lock["pages"]): ChosenPages {
  const entries = Object.entries(pages);
  if (patterns.length === 0) return { wanted: entries, misses: [] };
  const chosen = patterns.map((pattern) => entries.filter((page) => isMeant(pattern, page)));
  return {
    wanted: entries.filter((page) => chosen.some((some) => some.includes(page))),
    misses: patterns
      .filter((_, index) => chosen[index]?.length === 0)
      .map((pattern) => refuse(pattern, pages)),
  };
}

function isMeant(pattern: string, [name, { url, file: source }]: [string, LockedPage]): boolean {
  if ([name, posix.basename(name), stemOf(name), url, source].includes(pattern)) return true;
  return picomatch.isMatch(name, pattern, { basename: !pattern.includes("/") });
}

/** The name of a file, or what an address ends in, without its extension. */
function stemOf(name: string): string {
  return posix.basename(name).replace(/\.\w+$/, "");
}

function refuse(pattern: string, pages: Lock["pages"]): PageReport {
  const names = Object.keys(pages);
  const nearest = findNearest(names.map(stemOf), stemOf(pattern));
  const hint = names.length === 0 ? "There are no pages." : "`list` names those that there are.";
  const name = names.find((name) => stemOf(name) === nearest);
  const message = `No page has this name or address. ${name === undefined ? hint : `The nearest is ${name}.`}`;
  return { name: showAddress(pattern), status: "refused", message };
}
