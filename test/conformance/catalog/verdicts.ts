import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareRender } from "../../../scripts/render/shared/render-input.ts";
import { renderValidators } from "../../../scripts/render/validators/index.ts";
import type { JsonObject } from "../../../src/openapi/json.ts";
import { createDrawer } from "../verdicts/arbitrary-body.ts";
import { createAskMock } from "../verdicts/ask-mock.ts";
import { checkBroken, checkValid, type Setup } from "../verdicts/compare-verdicts.ts";
import { listCheckedRequests } from "../verdicts/requests.ts";

/** How the verdicts on generated bodies of every model compare. */
export interface VerdictReport {
  seed: number;
  requests: number;
  models: number;
  /** Bodies drawn from their schema. */
  valid: number;
  /** Such bodies, mutated in one place. */
  broken: number;
  /** How many of both were sent as `multipart/form-data`. */
  forms: number;
  ms: number;
  /** In words, with the model, the body and each verdict. */
  disagreements: string[];
}

/** Bodies for each request schema of the document. */
const RUNS = { valid: 8, broken: 16 };

/**
 * Compares the verdicts of the generated validators and of Prism on bodies drawn from the schema of every model, and on
 * such bodies mutated in one place.
 *
 * @param root The project's folder, from which the validators are bundled.
 */
export async function compareVerdicts(
  root: string,
  document: JsonObject,
  seed: number,
): Promise<VerdictReport> {
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), "catalog-verdicts-"));
  try {
    const [spec, module] = [join(folder, "openapi.json"), join(folder, "validators.mjs")];
    const code = await renderValidators(prepareRender(document, { root }));
    await Promise.all([writeFile(spec, JSON.stringify(document)), writeFile(module, code)]);
    // By path: commands are bundled as CommonJS, where this is `require`.
    const { validators } = (await import(module)) as Pick<Setup, "validators">;
    const setup: Setup = {
      document,
      drawer: createDrawer(document),
      validators,
      askMock: await createAskMock(spec),
      seed,
      runs: RUNS,
    };
    const requests = listCheckedRequests(document);
    const counts = { valid: 0, broken: 0, forms: 0 };
    const disagreements: string[] = [];
    for (const request of requests) {
      const valid = await checkValid(request, setup);
      const broken = await checkBroken(request, setup);
      counts.valid += valid.bodies;
      counts.broken += broken.bodies;
      if (request.isForm) counts.forms += valid.bodies + broken.bodies;
      disagreements.push(...[valid, broken].flatMap(({ disagreement }) => disagreement ?? []));
    }
    const models = new Set(requests.flatMap((request) => request.models)).size;
    const ms = performance.now() - started;
    return { seed, requests: requests.length, models, ...counts, ms, disagreements };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
