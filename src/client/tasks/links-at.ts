/**
 * Makes what reads the links of a task that has them in several places, or under names that its document does not know. What
 * is repeated in a place is a result each time, as its index counts; what a later place repeats is the same result.
 *
 * @param places keys from the task. `"*"` stands for every item of a list, `"{}"` for every value of an object.
 */
export function linksAt(places: readonly (readonly string[])[]): (task: object) => unknown[] {
  return (task) => {
    const found: unknown[] = [];
    for (const keys of places) {
      const known = new Set(found);
      found.push(...follow(task, keys).filter((link) => !known.has(link)));
    }
    return found;
  };
}

function follow(task: object, keys: readonly string[]): unknown[] {
  return keys.reduce<unknown[]>((values, key) => values.flatMap((value) => step(value, key)), [task]);
}

function step(value: unknown, key: string): unknown[] {
  if (key === "*") return Array.isArray(value) ? value : [];
  const holder = Object(value) as Record<string, unknown>;
  return key === "{}" ? (holder === value ? Object.values(holder) : []) : [holder[key]];
}
