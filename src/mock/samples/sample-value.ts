import { isRecord, type Json, type JsonObject, setOwn } from "../../openapi/json.ts";
import { readFixedValues } from "../../openapi/json-schema.ts";
import { resolveFully } from "../../openapi/references.ts";
import { drawValue } from "./draw-value.ts";
import { leaveOut } from "./leave-out.ts";
import { preferNull } from "./prefer-null.ts";
import { hideProto, restoreProto } from "./proto-stand-in.ts";
import { isTooLarge, sampleSchema } from "./sample.ts";
import { tellApart } from "./tell-apart.ts";

const found = new WeakMap<JsonObject, { value: unknown; bundled: unknown }>();

/**
 * A value that a schema allows, or undefined where none is found: the examples and defaults in it first, then drawn
 * values, which the same schema repeats. Each is tried before it is believed; what was found is kept with the schema.
 *
 * @param bundle what the schema refers to, by the names it does so.
 */
export function sampleValue(
  schema: JsonObject,
  bundle: JsonObject,
  fits: (value: unknown) => boolean,
): unknown {
  const { __bundled__: bundled } = bundle;
  let known = found.get(schema);
  if (known === undefined || known.bundled !== bundled) {
    known = { value: findValue(schema, bundle, fits), bundled };
    found.set(schema, known);
  }
  return structuredClone(known.value);
}

/**
 * How much time of the processor all tries may take: each checks a whole value, and of some schemas no value fits. What
 * is found must not depend on what else the machine does.
 */
const SEARCH_MS = 3_000;

/** @returns undefined also where the search has taken too long. */
function findValue(schema: JsonObject, bundle: JsonObject, fits: (value: unknown) => boolean): unknown {
  const started = process.cpuUsage();
  let isOver = false;
  try {
    return searchValue(schema, bundle, (value) => {
      isOver ||= process.cpuUsage(started).user > SEARCH_MS * 1_000;
      if (isOver) throw new Error("The search for a value has taken too long.");
      return fits(value);
    });
  } catch (error) {
    if (isOver) return undefined;
    throw error;
  }
}

function searchValue(schema: JsonObject, bundle: JsonObject, fits: (value: unknown) => boolean): unknown {
  if (isTooLarge(schema, bundle)) return undefined;
  const fixed = readFixedValues(resolveFully({ ...bundle }, schema))?.find(fits);
  if (fixed !== undefined) return fixed;
  const [own, others] = [hideProto(schema), hideProto(bundle)];
  const preferred = preferNull(own, others);
  // A value that may be null by its own schema may not be by another that it has to fit, too.
  const ways = [preferred, { schema: own, bundle: others }];
  const samples = ways.flatMap((way) => listSamples(way.schema, way.bundle));
  const sampled = samples.find((one) => one !== undefined && fits(one));
  if (sampled !== undefined) return sampled;
  const required = listSamples(own, others, { skipNonRequired: true });
  const leasts = [...required, ...required.map(withoutItems)];
  const least = leasts.find(fits);
  const all = [...samples, ...leasts];
  for (const one of all) {
    const smaller = leaveOut(one, least, fits);
    if (smaller !== undefined) return smaller;
  }
  const drawn = drawValue(
    ways.map((way) => ({ ...way.schema, ...way.bundle })),
    fits,
  );
  if (drawn !== undefined) return drawn;
  return all.map((one) => tellApart(one, schema, bundle, fits)).find((one) => one !== undefined);
}

/** What the sampler makes of a schema, as it is, and without the items and properties in which a schema leads back to itself: it makes nothing of those. */
function listSamples(...given: Parameters<typeof sampleSchema>): unknown[] {
  const sample = restoreProto(sampleSchema(...given));
  return [sample, withoutNothing(sample)];
}

/** With its lists empty, as most may be: what is in them may be what does not fit. */
function withoutItems(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (!isRecord(value)) return value;
  const copy: JsonObject = {};
  for (const [name, one] of Object.entries(value)) setOwn(copy, name, withoutItems(one) as Json);
  return copy;
}

function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => (item ?? null) !== null).map(withoutNothing);
  if (!isRecord(value)) return value;
  const copy: JsonObject = {};
  for (const [name, one] of Object.entries(value))
    if (one !== undefined) setOwn(copy, name, withoutNothing(one) as Json);
  return copy;
}
