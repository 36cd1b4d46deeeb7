import { describe, expect, it } from "vitest";
import { validators } from "../../generated/validators.js";
import { resolveComponent } from "../../src/openapi/references.ts";
import { createDrawer } from "../conformance/verdicts/arbitrary-body.ts";
import { createAskMock } from "../conformance/verdicts/ask-mock.ts";
import { checkBroken, checkValid, type Setup } from "../conformance/verdicts/compare-verdicts.ts";
import { listCheckedRequests } from "../conformance/verdicts/requests.ts";
import { readDocument } from "../helpers/documents.ts";

/** Half of them valid, half broken; shared out among the request schemas. */
const BODIES = 6_000;
/** Set FUZZ_SEED to repeat a run. */
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

const document = readDocument();
const requests = listCheckedRequests(document);
const runsEach = Math.ceil(BODIES / 2 / requests.length);

console.log(`FUZZ_SEED=${SEED} draws ${2 * runsEach * requests.length} bodies for three-verdicts.test.ts`);

/** Six thousand bodies take four seconds on an idle machine. */
const TIMEOUT_MS = 120_000;

describe("our validator and Prism", { timeout: TIMEOUT_MS }, async () => {
  const bench: Setup = {
    document,
    drawer: createDrawer(document),
    validators,
    askMock: await createAskMock("generated/openapi.yaml"),
    seed: SEED,
    runs: { valid: runsEach, broken: runsEach },
  };

  it.each(requests)("both accept what is drawn from the schema of $operationId", async (request) => {
    expect(await checkValid(request, bench)).toEqual({ bodies: runsEach });
  });

  it.each(requests)(
    "both refuse it with one thing broken, and name the place, $operationId",
    async (request) => {
      expect(await checkBroken(request, bench)).toEqual({ bodies: runsEach });
    },
  );

  it.each(requests)("are found out where the schema says something else, $operationId", async (request) => {
    const schema = { ...resolveComponent(document, request.schema), required: [] };
    expect(await checkValid({ ...request, schema }, bench)).toMatchObject({
      disagreement: expect.stringContaining("the validator says"),
    });
  });

  it.each(requests)("are found out where one waves everything through, $operationId", async (request) => {
    const accepting = { validate: (value: unknown) => ({ ok: true as const, value }) };
    const asleep = { ...bench, validators: { [request.operationId]: accepting } };
    expect(await checkBroken(request, asleep)).toMatchObject({
      disagreement: expect.stringContaining("the validator accepts it, the mock says"),
    });
    const waving = { ...bench, askMock: async () => ({ accepts: true, problems: [] }) };
    expect(await checkBroken(request, waving)).toMatchObject({
      disagreement: expect.stringContaining("the mock accepts it"),
    });
  });
});
