import { expect, it } from "vitest";
import { joinExamples, pickExamples } from "../../../../../../scripts/pipeline/merge/page/page-examples.ts";
import type { PageOperation } from "../../../../../../scripts/pipeline/merge/page/page-operation.ts";
import { createPageSchemas } from "../../../../../../scripts/pipeline/merge/page/page-schemas.ts";
import type { Json, JsonObject } from "../../../../../../src/openapi/json.ts";

const page = { schemas: createPageSchemas({}, () => {}) } as PageOperation;
const showing = (name: string, media: JsonObject) => ({ page, name, media });
const examples = (named: Record<string, Json>): JsonObject => ({
  examples: Object.fromEntries(Object.entries(named).map(([name, value]) => [name, { value }])),
});

it("joinExamples names each example after the function it is for, the unnamed one first", () => {
  expect(
    joinExamples([
      showing("fly", { ...examples({ calm: 1 }), example: 0 }),
      showing("sail", examples({ calm: 1 })),
    ]),
  ).toEqual(examples({ "fly.example": 0, "fly.calm": 1, "sail.calm": 1 }));
});

it("joinExamples numbers different examples of one name, and keeps equal ones once, whatever their order", () => {
  const shown = [1, 2, 1, 3, 2].map((value) => showing("fly", examples({ calm: { a: value, b: 0 } })));
  expect(joinExamples([...shown, showing("fly", examples({ calm: { b: 0, a: 3 } }))])).toEqual(
    examples({ "fly.calm": { a: 1, b: 0 }, "fly.calm.2": { a: 2, b: 0 }, "fly.calm.3": { a: 3, b: 0 } }),
  );
});

it("joinExamples takes examples without a value for equal", () => {
  const outside = { examples: { calm: { externalValue: "https://example.org" } } };
  expect(joinExamples([showing("fly", outside), showing("fly", { example: null })])).toEqual({
    examples: { "fly.calm": { externalValue: "https://example.org" }, "fly.example": { value: null } },
  });
  expect(joinExamples([showing("fly", outside), showing("fly", outside)])).toEqual({
    examples: { "fly.calm": { externalValue: "https://example.org" } },
  });
});

it("joinExamples and pickExamples have nothing where there is none", () => {
  expect([joinExamples([showing("fly", {})]), pickExamples([showing("fly", {})]), pickExamples([])]).toEqual([
    {},
    {},
    {},
  ]);
});

it("pickExamples takes those of the first page that has any, as they stand there", () => {
  expect(
    pickExamples([showing("fly", {}), showing("sail", { example: 1 }), showing("row", { example: 2 })]),
  ).toEqual({
    example: 1,
  });
  expect(pickExamples([showing("fly", examples({ calm: 1 })), showing("sail", { example: 1 })])).toEqual(
    examples({ calm: 1 }),
  );
});

it("joinExamples keeps the words of the first of equal examples", () => {
  const [one, other] = ["One", "Two"].map((summary) => ({ examples: { calm: { summary, value: 1 } } }));
  expect(joinExamples([showing("fly", one ?? {}), showing("fly", other ?? {})])).toEqual({
    examples: { "fly.calm": { summary: "One", value: 1 } },
  });
});
