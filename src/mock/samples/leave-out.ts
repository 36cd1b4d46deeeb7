import { isRecord } from "../../openapi/json.ts";

type Path = readonly (string | number)[];

/** More properties than this are not tried one by one, */
const MAX_TRIED = 200;

/** and of a large value fewer, as each try copies and checks all of it. */
const MAX_COPIED = 100_000;

/**
 * A value that fits, made of one that does not: without a property that is too much, or else from the least that a
 * schema asks for, with as many properties of the first as fit.
 *
 * @param least the value with its required properties alone, if there is one.
 */
export function leaveOut(value: unknown, least: unknown, fits: (value: unknown) => boolean): unknown {
  const all = listPaths(value);
  const paths = all.slice(0, Math.min(MAX_TRIED, Math.ceil(MAX_COPIED / all.length)));
  const one = paths.map((path) => without(value, path)).find(fits);
  if (one !== undefined) return one;
  if (least === undefined || !fits(least)) return undefined;
  return paths.reduce((at, path) => {
    const more = withProperty(at, path, readAt(value, path));
    return more !== undefined && fits(more) ? more : at;
  }, least);
}

/** The paths of all properties, those of an object before those in them. */
function listPaths(value: unknown): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => inside(item, index));
  if (!isRecord(value)) return [];
  return [
    ...Object.keys(value).map((name) => [name]),
    ...Object.entries(value).flatMap(([name, item]) => inside(item, name)),
  ];
}

function inside(value: unknown, key: string | number): Path[] {
  return listPaths(value).map((path) => [key, ...path]);
}

function readAt(value: unknown, path: Path): unknown {
  return path.reduce((at, key) => (Object(at) as Record<string | number, unknown>)[key], value);
}

function without(value: unknown, path: Path): unknown {
  const copy = structuredClone(value);
  const holder = readAt(copy, path.slice(0, -1)) as Record<string, unknown>;
  delete holder[String(path.at(-1))];
  return copy;
}

/** Undefined where there is no object to hold the property, or it is there already. */
function withProperty(value: unknown, path: Path, property: unknown): unknown {
  const copy = structuredClone(value);
  const holder = readAt(copy, path.slice(0, -1));
  const name = String(path.at(-1));
  if (!isRecord(holder) || Object.hasOwn(holder, name)) return undefined;
  holder[name] = structuredClone(property);
  return copy;
}
