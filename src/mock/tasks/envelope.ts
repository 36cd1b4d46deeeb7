import { isRecord } from "../../openapi/json.ts";

type Body = Record<string, unknown>;

/** What a response has at the end of some keys; undefined where that is no object. */
export function openEnvelope(body: unknown, keys: readonly string[]): Body | undefined {
  const inside = keys.reduce((value, key) => (isRecord(value) ? value[key] : undefined), body);
  return isRecord(inside) ? inside : undefined;
}

/** A response with something at the end of some keys, and all else as it was. */
export function fillEnvelope(body: unknown, [key, ...rest]: readonly string[], inside: unknown): unknown {
  if (key === undefined) return inside;
  const around = isRecord(body) ? body : {};
  return { ...around, [key]: fillEnvelope(around[key], rest, inside) };
}
