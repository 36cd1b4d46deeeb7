import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEvaluate } from "../../../../scripts/pipeline/check/evaluate/evaluate-schema.ts";
import { mergeDocuments } from "../../../../scripts/pipeline/merge/index.ts";
import { PAGE_STAGES } from "../../../../scripts/pipeline/prepare-pages.ts";
import { fixVariants } from "../../../../scripts/pipeline/repair/variants/fix-variants.ts";
import { type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { pointerTo } from "../../../../src/openapi/pointer.ts";
import { makeDocument, makeOperation } from "../../../helpers/documents.ts";
import { arbitraryComponents, arbitraryValue } from "../../../helpers/schemas/arbitrary-schema.ts";
import { arbitraryVariantBody, arbitraryVariants } from "../../../helpers/schemas/arbitrary-variants.ts";
import { acceptsValue } from "../../../helpers/schemas/evaluate-schema.ts";
import { writeOutDiscriminators } from "../../../helpers/schemas/write-out-discriminators.ts";

/** `SCHEMA_RUNS` goes on for longer, `SCHEMA_SEED` begins elsewhere; a failure prints the seed that repeats it. */
const RUNS = Number(process.env.SCHEMA_RUNS ?? 150);
const SEED = Number(process.env.SCHEMA_SEED ?? 1);
const TIMEOUT_MS = 60_000 + RUNS * 100;

const BODY = { $ref: "#/components/schemas/Body" };
const OPERATION = ["paths", "/v1/kites/flights", "post"];
const MEDIA = ["content", "application/json", "schema"];
const REQUEST = pointerTo([...OPERATION, "requestBody", ...MEDIA]);
const RESPONSE = pointerTo([...OPERATION, "responses", "200", ...MEDIA]);

/** A page whose body is a component, in the request and in the response. */
function makePage(schemas: JsonObject): JsonObject {
  const operation = makeOperation(BODY);
  const content = { "application/json": { schema: BODY } };
  return makeDocument({
    paths: {
      "/v1/kites/flights": {
        post: { ...operation, responses: { "200": { description: "Response", content } } },
      },
    },
    components: { schemas },
  });
}

/** Which values the schema at a place of a document accepts. */
function judge(document: JsonObject, $ref: string, some: readonly Json[]): boolean[] {
  return some.map((value) => acceptsValue(document, { $ref }, value));
}

const values = fc.array(arbitraryValue, { minLength: 12, maxLength: 12 });

/** Runs a property over pages and values for as long as it is asked to. */
function forPages(check: (page: JsonObject, values: readonly Json[]) => void): void {
  fc.assert(
    fc.property(arbitraryComponents(), values, (schemas, some) => {
      check(makePage(schemas), some);
    }),
    { numRuns: RUNS, seed: SEED },
  );
}

describe("a rewritten schema", { timeout: TIMEOUT_MS }, () => {
  it("accepts the same values after each stage of a page", () => {
    forPages((document, some) => {
      let page = { file: "a.md", document };
      const before = judge(document, REQUEST, some);
      for (const stage of PAGE_STAGES) {
        page = stage(page).output;
        expect([stage.name, judge(page.document, REQUEST, some)]).toEqual([stage.name, before]);
      }
    });
  });

  it("accepts the same values in the merged document, and no fewer as a response", () => {
    forPages((document, some) => {
      const before = judge(document, REQUEST, some);
      const merged = mergePage(document);
      expect(judge(merged, REQUEST, some)).toEqual(before);
      const response = judge(merged, RESPONSE, some);
      expect(response.map((isAccepted, index) => isAccepted || !before[index])).not.toContain(false);
    });
  });

  it("accepts the same values as it is compiled for validators", () => {
    forPages((document, some) => {
      const merged = mergePage(document);
      expect(judgeCompiled(merged, some)).toEqual(judge(merged, REQUEST, some));
    });
  });
});

describe("a schema with a discriminator", { timeout: TIMEOUT_MS }, () => {
  it("accepts what it means at each stage of a page, merged, and compiled for validators", () => {
    const bodies = fc.array(arbitraryVariantBody, { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(arbitraryVariants, bodies, (schemas, some) => {
        let page = { file: "a.md", document: makePage(schemas) };
        const meant = judge(writeOutDiscriminators(page.document), REQUEST, some);
        const last = PAGE_STAGES.indexOf(fixVariants);
        for (const [index, stage] of PAGE_STAGES.entries()) {
          page = stage(page).output;
          // From then on the schemas themselves say what the discriminators mean.
          const document = index < last ? writeOutDiscriminators(page.document) : page.document;
          expect([stage.name, judge(document, REQUEST, some)]).toEqual([stage.name, meant]);
        }
        const merged = mergeDocuments([page]).output;
        expect([judge(merged, REQUEST, some), judgeCompiled(merged, some)]).toEqual([meant, meant]);
      }),
      { numRuns: Math.ceil(RUNS / 3), seed: SEED },
    );
  });
});

function judgeCompiled(document: JsonObject, some: readonly Json[]): boolean[] | string {
  const compiled = createEvaluate(document)(objectAt(document, ...OPERATION, "requestBody", ...MEDIA));
  return "validate" in compiled ? some.map((value) => compiled.validate(value)) : compiled.reason;
}

function mergePage(document: JsonObject): JsonObject {
  const page = PAGE_STAGES.reduce((at, stage) => stage(at).output, { file: "a.md", document });
  return mergeDocuments([page]).output;
}
