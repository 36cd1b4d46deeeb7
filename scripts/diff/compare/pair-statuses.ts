export interface PairedStatuses {
  pairs: (readonly [before: string, after: string])[];
  removed: string[];
  added: string[];
}

/** The statuses that two lists of responses have in common, and the others. A range such as `2XX` has all that it stands for. */
export function pairStatuses(before: readonly string[], after: readonly string[]): PairedStatuses {
  return {
    pairs: after.flatMap((is) => findPartners(is, before).map((was) => [was, is] as const)),
    removed: before.filter((was) => !after.some((is) => covers(is, was) || covers(was, is))),
    added: after.filter((is) => !before.some((was) => covers(was, is))),
  };
}

/** Whether one status is another, or the range that has it. */
function covers(one: string, other: string): boolean {
  return one === other || (/^[1-5]XX$/i.test(one) && other.startsWith(one.charAt(0)));
}

/** The same status; or else the range that it is in, or all statuses that are in it. */
function findPartners(is: string, before: readonly string[]): string[] {
  if (before.includes(is)) return [is];
  const range = before.find((was) => covers(was, is));
  return range === undefined ? before.filter((was) => covers(is, was)) : [range];
}
