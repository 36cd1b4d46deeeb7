import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validators } from "../../generated/validators.js";
import { systemClock } from "../../scripts/mock/clock.ts";
import type { MockContext } from "../../scripts/mock/context.ts";
import { loadEngine } from "../../scripts/mock/engine.ts";
import { answerRequest } from "../../scripts/mock/handler.ts";
import { resolveOptions } from "../../scripts/mock/options.ts";
import { createRandom } from "../../scripts/mock/random.ts";
import { createRequestLog } from "../../scripts/mock/requests.ts";
import { createTaskStore } from "../../scripts/mock/task-store.ts";
import { createAjv } from "../../scripts/pipeline/compile.ts";
import {
  isObject,
  type Json,
  type JsonObject,
  listOperations,
  objectAt,
  resolveComponent,
} from "../../scripts/pipeline/openapi.ts";
import { createDrawer } from "../helpers/arbitrary-body.ts";
import { readDocument } from "../helpers/document.ts";
import { HEADERS } from "../helpers/mock.ts";

/** Half of them valid, half broken; shared out among the request schemas. */
const BODIES = 6_000;
/** Set FUZZ_SEED to repeat a run. */
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

const document = readDocument();
const ajv = createAjv(document);
const union = new WeakMap<object, ReturnType<typeof ajv.compile>>();
const drawer = createDrawer(document, (schema, value) => {
  const validate = union.get(schema) ?? ajv.compile({ ...schema, components: document.components ?? {} });
  union.set(schema, validate);
  return validate(value) === true;
});

/** Every JSON request body of the document: one schema for each model where the body is one of several. */
const requests = listOperations(document).flatMap(({ method, path, operation }) => {
  const schema = objectAt(operation, "requestBody", "content", "application/json").schema;
  if (schema === undefined) return [];
  const { oneOf } = resolveComponent(document, schema);
  const members = Array.isArray(oneOf) ? oneOf : [schema];
  const filledPath = fillPath(path, operation);
  return members.map((member) => ({
    operationId: String(operation.operationId),
    method,
    path: filledPath,
    schema: member,
  }));
});
const runsEach = Math.ceil(BODIES / 2 / requests.length);

/** A path with its parameters filled in: the first of their values, where those are listed. */
function fillPath(path: string, { parameters }: JsonObject): string {
  const known = Array.isArray(parameters) ? parameters.filter(isObject) : [];
  return path.replace(/\{(\w+)\}/g, (_, name) => {
    const { enum: values } = objectAt(
      known.find((parameter) => parameter.name === name),
      "schema",
    );
    return encodeURIComponent(String(Array.isArray(values) ? values[0] : "x"));
  });
}

/** The mock's own way from request to answer, without the network around it. */
async function createPrismJudge() {
  const engine = await loadEngine("generated/openapi.yaml");
  const options = resolveOptions({});
  const context: MockContext = {
    options,
    clock: systemClock,
    random: createRandom(1),
    store: createTaskStore(),
    requests: createRequestLog(),
    engine: () => engine,
    url: () => "http://mock",
    log: () => {},
    added: () => context.store.clear(),
    kept: async () => {},
    reset: () => {},
  };
  return async (method: string, path: string, body: Json): Promise<{ accepts: boolean; message: string }> => {
    const bytes = Buffer.from(JSON.stringify(body));
    const answer = await answerRequest(
      { method: method.toUpperCase(), path, query: {}, headers: HEADERS, bytes },
      context,
    );
    const { error } = (answer.body ?? {}) as { error?: { message: string } };
    return { accepts: answer.status < 300, message: error?.message ?? "" };
  };
}

function validatorOf(operationId: string) {
  const validator = Object.entries(validators).find(([name]) => name === operationId)?.[1];
  if (!validator) throw new Error(`There is no validator for ${operationId}.`);
  return validator;
}

console.log(`FUZZ_SEED=${SEED} draws ${2 * runsEach * requests.length} bodies for three-judges.test.ts`);

/** Six thousand bodies take four seconds on an idle machine. */
const TIMEOUT_MS = 120_000;

describe("our validator and Prism", { timeout: TIMEOUT_MS }, async () => {
  const askPrism = await createPrismJudge();

  it.each(requests)("both accept what is drawn from the schema of $operationId", async (request) => {
    const validator = validatorOf(request.operationId);
    await fc.assert(
      fc.asyncProperty(drawer.draw(request.schema), async (body) => {
        expect(validator.validate(body)).toMatchObject({ ok: true });
        expect(await askPrism(request.method, request.path, body)).toEqual({ accepts: true, message: "" });
      }),
      { seed: SEED, numRuns: runsEach },
    );
  });

  it.each(requests)(
    "both refuse it with one thing broken, and name the place, $operationId",
    async (request) => {
      const validator = validatorOf(request.operationId);
      const broken = drawer.draw(request.schema).chain((body) => {
        const mutations = drawer.breakValue(request.schema, body);
        return fc.constantFrom(...mutations);
      });
      await fc.assert(
        fc.asyncProperty(broken, async ({ value, path, done }) => {
          const place = describePlace(path);
          const result = validator.validate(value);
          const said = result.ok
            ? `accepted: ${done}`
            : result.problems.map(({ message }) => message).join("; ");
          expect(said).toContain(place);
          const prism = await askPrism(request.method, request.path, value);
          expect(prism.accepts).toBe(false);
          expect(prism.message).toContain(place);
        }),
        { seed: SEED, numRuns: runsEach },
      );
    },
  );

  it("can fail: a schema that says something else is found out", async () => {
    const [request] = requests;
    const other: JsonObject = { ...resolveComponent(document, request?.schema), required: [] };
    const property = fc.property(
      drawer.draw(other),
      (body) => validatorOf(request?.operationId ?? "").validate(body).ok,
    );
    expect(fc.check(property, { seed: SEED }).failed).toBe(true);
  });
});

/** `image_urls[1]`, or `the body` for the whole. */
function describePlace(path: readonly (string | number)[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  return text === "" ? "the body" : text.replace(/^\./, "");
}
