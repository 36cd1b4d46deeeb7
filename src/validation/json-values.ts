/**
 * Whether two values are the same JSON: for `uniqueItems`. Ajv's own asks objects for their `valueOf`, and throws at one
 * without a prototype.
 */
export default function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isEqual(Reflect.get(one, key), Reflect.get(other, key)))
  );
}

/**
 * The path of a number that JSON does not have, NaN or an infinite one, in lists and plain objects: where a schema does
 * not ask for numbers, it would be let through, and sent as null.
 */
export function findUnwritableNumber(value: unknown): (string | number)[] | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : [];
  if (typeof value !== "object" || value === null || !isPlain(value)) return undefined;
  for (const key of Object.keys(value)) {
    const found = findUnwritableNumber(Reflect.get(value, key));
    if (found !== undefined) return [Array.isArray(value) ? Number(key) : key, ...found];
  }
  return undefined;
}

/** Others, such as dates and files, say themselves how they are sent. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Array.isArray(value);
}
