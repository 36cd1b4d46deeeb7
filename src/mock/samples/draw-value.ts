import { runInNewContext } from "node:vm";
import { JSONSchemaFaker } from "json-schema-faker";
import type { JsonObject } from "../../openapi/json.ts";
import { createRandom } from "../base/random.ts";
import { withoutWarnings } from "../base/without-warnings.ts";
import { toDraft7 } from "./generator-schema.ts";
import { restoreProto } from "./proto-stand-in.ts";

/** How many values are drawn before a schema counts as one that nothing was found for. */
const DRAWS = 40;

/** How long that may take: of some schemas the generator would draw for ever. */
const DRAWING_MS = 1_000;

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

/**
 * A value that is drawn at random and fits, the same one each time, or undefined where none is found.
 *
 * @param ways the same schema in several forms, of which the first is the most wanted.
 */
export function drawValue(ways: readonly JsonObject[], fits: (value: unknown) => boolean): unknown {
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
