import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Mock, startMock } from "../../src/mock/index.ts";
import type { JsonObject } from "../../src/openapi/json.ts";
import { buildDocument } from "../helpers/catalogs/build-document.ts";
import { makePage } from "../helpers/pages.ts";
import { type Caller, importCallers } from "../helpers/strict-server/callers.ts";
import { COMBINATIONS, expectedOf, nameOf, SCHEMAS, VALUES } from "../helpers/strict-server/combinations.ts";
import type { Combination } from "../helpers/strict-server/parse-parameter.ts";

const pathOf = (combination: Combination) =>
  `/v1/${nameOf(combination)}${combination.in === "path" ? "/{color}" : ""}`;

/** A document with an operation for each combination whose parameter has the schema it is given. */
function makeDocument(schemaOf: (combination: Combination) => JsonObject): Promise<JsonObject> {
  const pages = COMBINATIONS.map((combination) => {
    const { in: place, style, explode } = combination;
    const parameter: JsonObject = { name: "color", in: place, style, explode, schema: schemaOf(combination) };
    return makePage({
      file: `${nameOf(combination)}.md`,
      method: "get",
      path: pathOf(combination),
      operationId: nameOf(combination),
      operation: { parameters: [{ ...parameter, ...(place === "path" && { required: true }) }] },
    });
  });
  return buildDocument(...pages);
}

let taken = 0;
const NAMES = [...new Set(Object.values(VALUES).flatMap(Object.keys))];

describe("what the client sends of a parameter in each style", () => {
  let folder: string;
  let callerOf: (combination: Combination) => Caller;
  let mock: Mock;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "client-to-mock-"));
    const callersOf = await importCallers(
      await makeDocument(({ type }) => SCHEMAS[type]),
      "http://mock.localhost",
      { fetch: (input: Request, init?: RequestInit) => mock.fetch(input, init) },
    );
    callerOf = (combination) => {
      const [name, takes] = ["get", ["params"] as const];
      const target = {
        collection: nameOf(combination),
        name,
        method: "GET",
        path: pathOf(combination),
        takes,
      };
      return callersOf(target).raw as Caller;
    };
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  it.each(NAMES)("the mock reads as that and nothing else: %s", async (name) => {
    const spec = join(folder, `${name}.json`);
    const document = await makeDocument((combination) => {
      const read = expectedOf(combination, name);
      // What is left out fits no schema, and so does any other value.
      return { ...SCHEMAS[combination.type], ...(read === undefined ? { not: {} } : { enum: [read] }) };
    });
    await writeFile(spec, JSON.stringify(document));
    mock = await startMock({ spec, listen: false });
    for (const combination of COMBINATIONS) {
      const [sent] = VALUES[combination.type][name] ?? [];
      if (!(name in VALUES[combination.type])) continue;
      const outcome = await callerOf(combination)({ params: { [combination.in]: { color: sent } } }).then(
        () => "taken",
        (error: Error) => `${error.name} ${error.message}`,
      );
      // What the client itself refuses is not sent.
      if (outcome.startsWith("ValidationError ")) continue;
      expect([nameOf(combination), outcome]).toEqual([nameOf(combination), "taken"]);
      taken++;
    }
    await mock.close();
  });

  it("which is most of what it is given", () => {
    expect(taken).toBeGreaterThan(400);
  });
});
