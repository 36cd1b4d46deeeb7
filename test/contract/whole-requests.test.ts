import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildDocument } from "../../scripts/pipeline/index.ts";
import { prepareRender } from "../../scripts/render/shared/render-input.ts";
import { renderValidators } from "../../scripts/render/validators/index.ts";
import { loadFolder } from "../../scripts/sources/load.ts";
import { startMock } from "../../src/mock/index.ts";
import { findDifferences } from "../../src/mock/prism/differences.ts";
import { NO_STREAM } from "../../src/mock/streams/index.ts";
import type { Json, JsonObject } from "../../src/openapi/json.ts";
import type { Validator } from "../../src/validation/validator.ts";
import { defaultCatalogFolder, findCatalogs } from "../conformance/catalogs.ts";
import { createDrawer } from "../conformance/verdicts/arbitrary-body.ts";
import { createAskPrism } from "../conformance/verdicts/ask-prism.ts";
import { type CheckedRequest, listCheckedRequests } from "../conformance/verdicts/requests.ts";
import { readDocument, toFile } from "../helpers/documents.ts";

/** Set REQUESTS=5000 for the long form, which also judges those of a whole catalogue; FUZZ_SEED repeats a run. */
const REQUESTS = Number(process.env.REQUESTS ?? 400);
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const TIMEOUT_MS = 600_000;

/** A request of which everything may be wrong: its body, its key, its media type. */
interface Drawn {
  request: CheckedRequest;
  body: Json;
  hasKey: boolean;
  mediaType: string;
}

function drawRequests(document: JsonObject, count: number): Drawn[] {
  const drawer = createDrawer(document);
  const requests = listCheckedRequests(document).filter(({ isForm }) => !isForm);
  const drawn = fc.constantFrom(...requests).chain((request) => {
    const valid = drawer.draw(request.schema);
    const broken = valid.chain((body) => {
      const mutations = drawer.breakValue(request.schema, body).map(({ value }) => value);
      return fc.constantFrom(body, ...mutations);
    });
    return fc.record({
      request: fc.constant(request),
      body: fc.oneof(valid, broken),
      hasKey: fc.integer({ min: 0, max: 19 }).map((one) => one > 0),
      mediaType: fc
        .integer({ min: 0, max: 19 })
        .map((one) => (one > 0 ? "application/json" : "application/x-unknown")),
    });
  });
  return fc.sample(drawn, { seed: SEED, numRuns: count });
}

type Validators = Readonly<Record<string, Pick<Validator, "validate">>>;

/** Has all three judge some requests of a document. Gives the differences, each as a kind that was reported or none. */
async function compare(document: JsonObject, count: number) {
  const folder = await mkdtemp(join(tmpdir(), "whole-requests-"));
  const [spec, module] = [join(folder, "openapi.json"), join(folder, "validators.mjs")];
  const code = await renderValidators(prepareRender(document, { root: process.cwd() }));
  await Promise.all([writeFile(spec, JSON.stringify(document)), writeFile(module, code)]);
  const { validators } = (await import(module)) as { validators: Validators };
  const mock = await startMock({ spec, listen: false });
  const askPrism = await createAskPrism(spec);
  const named = new Map(findDifferences(document).map(({ operation, kinds }) => [operation, kinds]));
  const found = { requests: 0, accepted: 0, byKind: new Map<string, number>(), unnamed: [] as string[] };
  try {
    for (const { request, body, hasKey, mediaType } of drawRequests(document, count)) {
      const method = request.method.toUpperCase();
      const text = JSON.stringify(body);
      const length = String(Buffer.byteLength(text));
      const headers: Record<string, string> = {
        "content-type": mediaType,
        "content-length": length,
        ...(hasKey && { authorization: "Bearer any" }),
      };
      const response = await mock.fetch(`http://localhost${request.path}`, { method, headers, body: text });
      const ofMock = response.ok || (await response.text()).includes(NO_STREAM);
      const isRight = validators[request.operationId]?.validate(body).ok === true;
      const ofValidator = isRight && hasKey && mediaType === "application/json";
      const prism = await askPrism({ method, path: request.path, query: {}, headers, body });
      found.requests++;
      if (ofMock) found.accepted++;
      if (prism === ofMock && ofMock === ofValidator) continue;
      const kinds = prism === ofMock ? undefined : named.get(findTemplate(named, method, request));
      if (ofMock === ofValidator && kinds)
        for (const kind of kinds) found.byKind.set(kind, (found.byKind.get(kind) ?? 0) + 1);
      else
        found.unnamed.push(
          `${method} ${request.path} ${text.slice(0, 300)}: validator ${ofValidator}, mock ${ofMock}, Prism ${prism}`,
        );
    }
  } finally {
    await mock.close();
    await rm(folder, { recursive: true, force: true });
  }
  console.log(
    `${found.requests} requests, ${found.accepted} of them accepted (FUZZ_SEED=${SEED}); Prism differs by: ${JSON.stringify(Object.fromEntries(found.byKind))}`,
  );
  return found;
}

/** The operation of a request whose path is filled in. */
function findTemplate(named: ReadonlyMap<string, unknown>, method: string, { path }: CheckedRequest): string {
  const fits = (template: string) =>
    new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]*\}/g, "[^/]+")}$`).test(
      path,
    );
  const wanted = [...named.keys()].filter((operation) => operation.startsWith(`${method} `));
  return wanted.find((operation) => fits(operation.slice(method.length + 1))) ?? "";
}

describe("whole requests", { timeout: TIMEOUT_MS }, () => {
  it("of the committed document are judged alike by validator, Prism and mock, but for what is reported", async () => {
    const { requests, accepted, unnamed } = await compare(readDocument(), REQUESTS);
    expect(unnamed).toEqual([]);
    // Neither all right nor all wrong: each verdict is tried.
    expect(accepted).toBeGreaterThan(requests / 10);
    expect(accepted).toBeLessThan((requests * 9) / 10);
  });

  it.runIf(REQUESTS >= 5_000)("of a whole catalogue, too", async () => {
    const folders = await findCatalogs(defaultCatalogFolder(process.cwd()));
    for (const folder of folders.slice(-1)) {
      const { output: pages } = await loadFolder(folder);
      const lintConfig = toFile("redocly.yaml", "extends: [minimal]\n");
      const { draft } = await buildDocument({ pages, supplement: [], overlays: [], lintConfig });
      expect((await compare(draft.document, REQUESTS)).unnamed).toEqual([]);
    }
  });
});
