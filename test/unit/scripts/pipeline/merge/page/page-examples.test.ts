import { expect, it } from "vitest";
import {
  joinExamples,
  joinFailureExamples,
} from "../../../../../../scripts/pipeline/merge/page/page-examples.ts";
import type { PageOperation } from "../../../../../../scripts/pipeline/merge/page/page-operation.ts";
import { createPageSchemas } from "../../../../../../scripts/pipeline/merge/page/page-schemas.ts";
import { type Json, type JsonObject, objectAt } from "../../../../../../src/openapi/json.ts";

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

it("joinExamples keeps equal examples outside of the page once, and different ones all", () => {
  const outside = (externalValue: string) => ({ examples: { calm: { externalValue } } });
  const one = outside("https://a.example.org");
  const other = outside("https://b.example.org");
  expect(joinExamples([one, other, one].map((media) => showing("fly", media)))).toEqual({
    examples: { "fly.calm": one.examples.calm, "fly.calm.2": other.examples.calm },
  });
  expect(joinExamples([showing("fly", one), showing("fly", { example: null })])).toEqual({
    examples: { "fly.calm": one.examples.calm, "fly.example": { value: null } },
  });
});

it("joinExamples and joinFailureExamples have nothing where there is none", () => {
  expect([
    joinExamples([showing("fly", {})]),
    joinFailureExamples([showing("fly", {})]),
    joinFailureExamples([]),
  ]).toEqual([{}, {}, {}]);
});

it("joinFailureExamples takes those of the first page that has any, as they stand there, where others show no more", () => {
  const calm = examples({ calm: 1, storm: 2 });
  const same = [showing("sail", { example: 2 }), showing("row", { example: 1 })];
  expect(joinFailureExamples([showing("fly", {}), showing("sail", calm), ...same])).toEqual(calm);
  expect(joinFailureExamples([showing("fly", { example: 1 }), ...same.slice(1)])).toEqual({ example: 1 });
});

it("joinFailureExamples keeps what each page shows, once, where they show different things", () => {
  const outside = { examples: { storm: { externalValue: "https://example.org" } } };
  const joined = joinFailureExamples([
    showing("fly", { example: 1 }),
    showing("sail", examples({ calm: 1, storm: 2 })),
    showing("row", outside),
  ]);
  expect(Object.keys(objectAt(joined.examples))).toEqual(["fly.example", "sail.storm", "row.storm"]);
  expect(joined).toEqual({
    examples: {
      "fly.example": { value: 1 },
      "sail.storm": { value: 2 },
      "row.storm": { externalValue: "https://example.org" },
    },
  });
});

it("joinExamples keeps the words of the first of equal examples", () => {
  const [one, other] = ["One", "Two"].map((summary) => ({ examples: { calm: { summary, value: 1 } } }));
  expect(joinExamples([showing("fly", one ?? {}), showing("fly", other ?? {})])).toEqual({
    examples: { "fly.calm": { summary: "One", value: 1 } },
  });
});
