import fc, { type Arbitrary } from "fast-check";
import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import type { Validator } from "../../../src/validation/validator.ts";
import type { createDrawer } from "./arbitrary-body.ts";
import type { AskMock } from "./ask-mock.ts";
import { arrivesUnchanged, isExpressible, makeForm } from "./forms.ts";
import type { CheckedRequest } from "./requests.ts";

/** What gives a verdict on a body, and how many bodies there are. */
export interface Setup {
  document: JsonObject;
  drawer: ReturnType<typeof createDrawer>;
  /** The generated validators of whole bodies, by operation. */
  validators: Readonly<Record<string, Pick<Validator, "validate">>>;
  /** Prism, in the mock. */
  askMock: AskMock;
  seed: number;
  /** How many bodies are drawn from the schema, and how many of those are mutated in one place. */
  runs: { valid: number; broken: number };
}

/** The outcome for the bodies of one request. */
export interface Verdict {
  bodies: number;
  /** The smallest body found on which the verdicts differ, with both of them. */
  disagreement?: string;
}

/** Draws bodies from the schema of a request: the validator and the mock both accept each. */
export async function checkValid(request: CheckedRequest, setup: Setup): Promise<Verdict> {
  const property = fc.asyncProperty(draw(request, setup), async (body) => {
    const verdicts = await collectVerdicts(request, body, setup);
    if (verdicts.validator.length + verdicts.mock.length > 0)
      throw new Error(describeVerdicts(body, "valid", verdicts));
  });
  return conclude(request, await fc.check(property, { seed: setup.seed, numRuns: setup.runs.valid }));
}

/** Mutates such bodies in one place: the validator and the mock both refuse each, and name the place. */
export async function checkBroken(request: CheckedRequest, setup: Setup): Promise<Verdict> {
  const { schema, isForm } = request;
  const broken = draw(request, setup).chain((body) => {
    const mutations = setup.drawer.breakValue(schema, body);
    return fc.constantFrom(
      ...(isForm ? mutations.filter((one) => isExpressible(setup.document, schema, one)) : mutations),
    );
  });
  const property = fc.asyncProperty(broken, async ({ value, path, done }) => {
    const place = describePlace(path);
    const holder = describePlace(path.slice(0, -1));
    const verdicts = await collectVerdicts(request, value, setup);
    if (
      ![verdicts.validator, verdicts.mock].every((problems) =>
        namePlace(problems, place, holder, path.at(-1)),
      )
    )
      throw new Error(describeVerdicts(value, `${done} at ${place}`, verdicts));
  });
  return conclude(request, await fc.check(property, { seed: setup.seed, numRuns: setup.runs.broken }));
}

function draw({ schema, isForm }: CheckedRequest, { drawer }: Setup): Arbitrary<Json> {
  return isForm ? drawer.draw(schema).filter(arrivesUnchanged) : drawer.draw(schema);
}

/** The problems that each finds in a body; none when it accepts. */
interface Verdicts {
  validator: readonly string[];
  mock: readonly string[];
}

async function collectVerdicts(
  { operationId, method, path, schema, isForm }: CheckedRequest,
  body: Json,
  setup: Setup,
): Promise<Verdicts> {
  const validator = setup.validators[operationId];
  if (validator === undefined) throw new Error(`There is no validator for ${operationId}.`);
  const { value, form } = isForm ? makeForm(setup.document, schema, body) : { value: body, form: body };
  const result = validator.validate(value);
  return {
    validator: result.ok ? [] : result.problems.map(({ message }) => message),
    mock: (await setup.askMock(method, path, form)).problems,
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
 * lacks some. Where several ways to write what holds the place are equally near, the problem is about the holder, and
 * says of each what it wants: it names the place among them.
 */
function namePlace(
  problems: readonly string[],
  place: string,
  holder: string,
  key: string | number | undefined,
): boolean {
  return problems.some(
    (problem) =>
      [" must be", " is required", ".", "["].some((next) => problem.startsWith(place + next)) ||
      (problem.startsWith(`${holder} must be such that `) && problem.split(/\W+/).includes(String(key))),
  );
}
