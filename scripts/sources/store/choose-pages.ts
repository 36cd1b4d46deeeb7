import picomatch from "picomatch";
import { findNearest } from "../../../src/validation/nearest.ts";
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
  const file = name.slice(name.lastIndexOf("/") + 1);
  if ([name, file, file.replace(/\.\w+$/, ""), url, source].includes(pattern)) return true;
  return picomatch.isMatch(name, pattern, { basename: !pattern.includes("/") });
}

function refuse(pattern: string, pages: Lock["pages"]): PageReport {
  const nearest = findNearest(Object.keys(pages), pattern);
  const hint = nearest === undefined ? "There are no pages." : `The nearest is ${nearest}.`;
  return { name: pattern, status: "refused", message: `No page has this name or address. ${hint}` };
}
