import { runInNewContext } from "node:vm";
import { JSONSchemaFaker } from "json-schema-faker";
import type { JsonObject } from "../../openapi/json.ts";
import { readFixedValues } from "../../openapi/json-schema.ts";
import { resolveFully } from "../../openapi/references.ts";
import { createRandom } from "../base/random.ts";
import { withoutWarnings } from "../base/without-warnings.ts";
import { preferNull } from "../prism/prefer-null.ts";
import { isTooLarge, sampleSchema } from "../prism/sample.ts";
import { tellApart } from "../prism/tell-apart.ts";
import { toDraft7 } from "./generator-schema.ts";
import { leaveOut } from "./leave-out.ts";
import { hideProto, restoreProto } from "./proto-stand-in.ts";

/** How many values are drawn before a schema counts as one that nothing was found for. */
const DRAWS = 40;

/** How long that may take: of some schemas the generator would draw for ever. */
const DRAWING_MS = 1_000;

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

function findValue(schema: JsonObject, bundle: JsonObject, fits: (value: unknown) => boolean): unknown {
  if (isTooLarge(schema, bundle)) return undefined;
  const fixed = readFixedValues(resolveFully({ ...bundle }, schema))?.find(fits);
  if (fixed !== undefined) return fixed;
  const [own, others] = [hideProto(schema), hideProto(bundle)];
  const preferred = preferNull(own, others);
  // A value that may be null by its own schema may not be by another that it has to fit, too.
  const ways = [preferred, { schema: own, bundle: others }];
  const samples = ways.map((way) => restoreProto(sampleSchema(way.schema, way.bundle)));
  const sampled = samples.find((one) => one !== undefined && fits(one));
  if (sampled !== undefined) return sampled;
  const least = restoreProto(sampleSchema(own, others, { skipNonRequired: true }));
  for (const one of samples) {
    const smaller = leaveOut(one, least, fits);
    if (smaller !== undefined) return smaller;
  }
  const drawn = drawValue(
    ways.map((way) => ({ ...way.schema, ...way.bundle })),
    fits,
  );
  if (drawn !== undefined) return drawn;
  return [...samples, least]
    .map((one) => tellApart(one, schema, bundle, fits))
    .find((one) => one !== undefined);
}

/** These are of the whole process, as Prism draws with the same generator. */
const OPTIONS = {
  alwaysFakeOptionals: false,
  optionalsProbability: 0.2,
  maxItems: 5,
  maxLength: 100,
  refDepthMax: 6,
  // What a format means that JSON Schema does not know, nothing asserts.
  failOnInvalidFormat: false,
};

/** @param ways the same schema in several forms, of which the first is the most wanted. */
function drawValue(ways: readonly JsonObject[], fits: (value: unknown) => boolean): unknown {
  const text = JSON.stringify(ways);
  // These limit what a schema asks for, too.
  const maxItems = Math.max(OPTIONS.maxItems, findLargest(text, "minItems"));
  const maxLength = Math.max(OPTIONS.maxLength, findLargest(text, "minLength"));
  const names = [...Object.keys(OPTIONS), "random"];
  const before = Object.fromEntries(names.map((name) => [name, JSONSchemaFaker.option(name as never)]));
  const draw = () => {
    const known = ways.map(toDraft7);
    for (let draw = 0; draw < DRAWS * known.length; draw++) {
      const [seed, way] = [Math.floor(draw / known.length), known[draw % known.length]];
      JSONSchemaFaker.option({ ...OPTIONS, maxItems, maxLength, random: createRandom(seed).fraction });
      const value = restoreProto(attempt(() => JSONSchemaFaker.generate(way as never)));
      if (value !== undefined && fits(value)) return value;
    }
    return undefined;
  };
  try {
    // Nothing else ends what never returns.
    return attempt(() => withoutWarnings(() => runInNewContext("draw()", { draw }, { timeout: DRAWING_MS })));
  } finally {
    JSONSchemaFaker.option(before);
  }
}

/** A generator may give up on a schema. */
function attempt(make: () => unknown): unknown {
  try {
    return make();
  } catch {
    return undefined;
  }
}

function findLargest(schema: string, keyword: string): number {
  const sizes = [...schema.matchAll(new RegExp(`"${keyword}":(\\d+)`, "g"))];
  return Math.max(0, ...sizes.map(([, size]) => Number(size)));
}
