import fc, { type Arbitrary } from "fast-check";
import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import type { Validator } from "../../../src/validation/validator.ts";
import type { createDrawer } from "./arbitrary-body.ts";
import type { AskMock } from "./ask-mock.ts";
import { arrivesUnchanged, isSayable, makeForm } from "./forms.ts";
import type { CheckedRequest } from "./requests.ts";

/** Who judges a body, and how often. */
export interface Setup {
  document: JsonObject;
  drawer: ReturnType<typeof createDrawer>;
  /** Ours, of the whole body of an operation. */
  validators: Readonly<Record<string, Pick<Validator, "validate">>>;
  /** Prism, in the mock. */
  askMock: AskMock;
  seed: number;
  /** How many bodies are drawn from the schema, and how many of those are broken. */
  runs: { valid: number; broken: number };
}

/** What came of the bodies of one request. */
export interface Verdict {
  bodies: number;
  /** The smallest body found that the judges see differently, with what each of them says. */
  disagreement?: string;
}

/** Draws bodies from the schema of a request: our validator and the mock both accept each. */
export async function checkValid(request: CheckedRequest, bench: Setup): Promise<Verdict> {
  const property = fc.asyncProperty(draw(request, bench), async (body) => {
    const said = await hear(request, body, bench);
    if (said.validator.length + said.mock.length > 0) throw new Error(describeVerdicts(body, "valid", said));
  });
  return conclude(request, await fc.check(property, { seed: bench.seed, numRuns: bench.runs.valid }));
}

/** Breaks such bodies in one place: our validator and the mock both refuse each, and name the place. */
export async function checkBroken(request: CheckedRequest, bench: Setup): Promise<Verdict> {
  const { schema, isForm } = request;
  const broken = draw(request, bench).chain((body) => {
    const mutations = bench.drawer.breakValue(schema, body);
    return fc.constantFrom(
      ...(isForm ? mutations.filter((one) => isSayable(bench.document, schema, one)) : mutations),
    );
  });
  const property = fc.asyncProperty(broken, async ({ value, path, done }) => {
    const place = describePlace(path);
    const said = await hear(request, value, bench);
    if (![said.validator, said.mock].every((problems) => namePlace(problems, place)))
      throw new Error(describeVerdicts(value, `${done} at ${place}`, said));
  });
  return conclude(request, await fc.check(property, { seed: bench.seed, numRuns: bench.runs.broken }));
}

function draw({ schema, isForm }: CheckedRequest, { drawer }: Setup): Arbitrary<Json> {
  return isForm ? drawer.draw(schema).filter(arrivesUnchanged) : drawer.draw(schema);
}

/** The problems each finds in a body; none when it accepts. */
interface Verdicts {
  validator: readonly string[];
  mock: readonly string[];
}

async function hear(
  { operationId, method, path, schema, isForm }: CheckedRequest,
  body: Json,
  bench: Setup,
): Promise<Verdicts> {
  const validator = bench.validators[operationId];
  if (validator === undefined) throw new Error(`There is no validator for ${operationId}.`);
  const { value, form } = isForm ? makeForm(bench.document, schema, body) : { value: body, form: body };
  const result = validator.validate(value);
  return {
    validator: result.ok ? [] : result.problems.map(({ message }) => message),
    mock: (await bench.askMock(method, path, form)).problems,
  };
}

function conclude(
  { operationId, path, models }: CheckedRequest,
  {
    failed,
    numRuns,
    errorInstance,
    seed,
  }: { failed: boolean; numRuns: number; errorInstance: unknown; seed: number },
): Verdict {
  if (!failed) return { bodies: numRuns };
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const model = models.length > 0 ? ` of ${models.join(", ")}` : "";
  return { bodies: numRuns, disagreement: `${operationId} ${path}${model}, seed ${seed}: ${reason}` };
}

function describeVerdicts(body: Json, done: string, { validator, mock }: Verdicts): string {
  const say = (problems: readonly string[]) =>
    problems.length === 0 ? "accepts it" : `says "${problems.join("; ").slice(0, 600)}"`;
  return `the body ${JSON.stringify(body).slice(0, 600)} (${done}): the validator ${say(validator)}, the mock ${say(mock)}`;
}

/** `image_urls[1]`, or `the body` for the whole. */
function describePlace(path: readonly (string | number)[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  return text === "" ? "the body" : text.replace(/^\./, "");
}

/**
 * Whether one of some problems is about a place, or about a part of what stands there: `{}` has no wrong value, but
 * lacks some.
 */
function namePlace(problems: readonly string[], place: string): boolean {
  return problems.some((problem) =>
    [" must be", " is required", ".", "["].some((next) => problem.startsWith(place + next)),
  );
}
