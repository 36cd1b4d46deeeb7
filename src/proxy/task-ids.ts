import { isTaskId } from "../client/tasks/read-task.ts";

/** The texts and names in a value. */
export function listTexts(value: unknown): string[] {
  const texts: string[] = [];
  JSON.stringify(value, (name, one) => {
    texts.push(name, typeof one === "string" ? one : "");
    return one;
  });
  return texts;
}

/** Envelopes are no deeper. */
const MAX_DEPTH = 4;

/** The ids in an object and the objects in it; those in lists are of something else. */
export function listTaskIds(value: unknown, idNames: ReadonlySet<string>, depth = MAX_DEPTH): string[] {
  if (depth === 0 || Array.isArray(value)) return [];
  return Object.entries(Object(value)).flatMap(([name, one]) => {
    if (typeof one === "object") return listTaskIds(one, idNames, depth - 1);
    return (/id$/i.test(name) || idNames.has(name)) && isTaskId(one) ? [one] : [];
  });
}
