import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  decideInclusion,
  type Located,
  NOT_CONFIRMED,
} from "../../../scripts/diff/inclusion/decide-inclusion.ts";
import { moderniseSchema } from "../../../scripts/diff/sides/modernise.ts";
import { isObject, type Json } from "../../../src/openapi/json.ts";

/** A schema of the JSON Schema Test Suite, and values that the suite holds valid or not. */
interface Group {
  description: string;
  schema: Json;
  tests: { data: Json; valid: boolean }[];
}

const root =
  process.env.JSON_SCHEMA_SUITE ?? join(process.cwd(), "../shared/json-schema-test-suite/draft2020-12");

/** What the decision does not read, or reads in another way. */
const LEFT_OUT = [
  // `format` limits values here.
  "format.json",
  // References to other documents, by `$id`, or by the way that led here; vocabularies of a meta-schema.
  ...["refRemote.json", "dynamicRef.json", "vocabulary.json"],
];

const groups = [root, join(root, "optional")]
  .flatMap((folder) => (existsSync(folder) ? readdirSync(folder).map((name) => [folder, name] as const) : []))
  .filter(([, name]) => name.endsWith(".json") && !LEFT_OUT.includes(name))
  .flatMap(([folder, name]) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Group[])
  .filter(({ schema }) => !JSON.stringify(schema).includes('"$id"'));
if (groups.length === 0)
  console.log(`schema-suite.test.ts is skipped: no suite at ${root}; set JSON_SCHEMA_SUITE`);

/** Schemas without references share a document, and with it a validator. */
const NOWHERE = {};

const at = (schema: Json, document: Json = NOWHERE): Located => ({
  schema,
  document: isObject(document) ? document : NOWHERE,
});

/** Inclusions that hold if, and only if, a value is valid, or is not. */
function* listCases({
  schema: published,
  tests,
}: Group): Generator<[name: string, Located, Located, boolean]> {
  const schema = moderniseSchema(published);
  for (const { data, valid } of tests) {
    yield ["the value in the schema", at({ const: data }), at(schema, schema), valid];
    yield ["the schema without the value", at(schema, schema), at({ not: { const: data } }), !valid];
    yield [
      "the value and the schema in nothing",
      at({ allOf: [{ const: data }, schema] }, schema),
      at(false),
      !valid,
    ];
    const others = tests.filter((one) => one.valid).map((one) => one.data);
    if (others.length > 0)
      yield [
        "the value, or others, in the schema",
        at({ anyOf: [{ const: data }, { enum: others }] }),
        at(schema, schema),
        valid,
      ];
  }
}

describe.skipIf(groups.length === 0)(
  "inclusions made of the JSON Schema Test Suite",
  { timeout: 60_000 },
  () => {
    it("are decided as the suite holds of its values, and left undecided in at most one of fifty", () => {
      const wrong: unknown[] = [];
      const undecided: string[] = [];
      let count = 0;
      for (const group of groups)
        for (const [name, first, second, isIncluded] of listCases(group)) {
          const found = decideInclusion(first, second);
          count += 1;
          if (found.kind === "undecided") undecided.push(found.reason);
          else if ((found.kind === "included") !== isIncluded) wrong.push([group.description, name, found]);
        }
      expect(wrong).toEqual([]);
      const unconfirmed = undecided.filter((reason) => reason === NOT_CONFIRMED).length;
      console.log(
        `JSON Schema Test Suite: ${undecided.length} of ${count} undecided, ${unconfirmed} unconfirmed`,
      );
      expect(count).toBeGreaterThan(4000);
      expect(undecided.length / count).toBeLessThanOrEqual(0.02);
    });
  },
);
