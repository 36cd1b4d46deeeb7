/** Items under one key together, groups and items in the order in which they come. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** The distinct values of some lists: first what stands first most often, then what occurs most often, then by name. */
export function rankByUse(lists: readonly (readonly string[])[]): string[] {
  const first = new Map<string, number>();
  const total = new Map<string, number>();
  for (const list of lists) {
    for (const [index, value] of list.entries()) {
      total.set(value, (total.get(value) ?? 0) + 1);
      if (index === 0) first.set(value, (first.get(value) ?? 0) + 1);
    }
  }
  const count = (counts: Map<string, number>, value: string) => counts.get(value) ?? 0;
  return [...total.keys()].sort(
    (one, other) =>
      count(first, other) - count(first, one) ||
      count(total, other) - count(total, one) ||
      compareText(one, other),
  );
}

/** Sorts texts alike on every machine, whatever its language. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
