import { describe, expect, it } from "vitest";
import { createVideoGenerationBody } from "../../../../generated/validators.js";
import { leaveOutEmptyInputs } from "../../../../src/validation/empty-inputs.ts";
import type { ValidationProblem } from "../../../../src/validation/problem-params.ts";

const at = (...path: (string | number)[]) => ({ path }) as ValidationProblem;

describe("leaveOutEmptyInputs", () => {
  it.each([
    ["an empty text and an empty number", { a: "", b: Number.NaN, c: 1 }, [at("a"), at("b")], { c: 1 }],
    [
      "one that is in an object of a list",
      { a: [{ b: "" }, { b: 1 }] },
      [at("a", 0, "b")],
      { a: [{}, { b: 1 }] },
    ],
    ["an own property that everything inherits", JSON.parse('{"__proto__":""}'), [at("__proto__")], {}],
  ])("leaves out %s", (_, value, problems, expected) => {
    expect(leaveOutEmptyInputs(value, problems)).toEqual(expected);
  });

  it.each([
    ["what no problem is about", { a: "", b: 1 }, [at("b")]],
    [
      "what is filled in",
      { a: " ", b: null, c: false, d: 0, e: [] },
      ["a", "b", "c", "d", "e"].map((key) => at(key)),
    ],
    ["items of a list", { a: ["", "b"] }, [at("a", 0)]],
    ["the value itself", "", [at()]],
  ])("keeps %s", (_, value, problems) => {
    expect(leaveOutEmptyInputs(value, problems)).toBe(value);
  });

  it("does not touch what it is given", () => {
    const value = Object.freeze({ a: "", b: Object.freeze({ c: "" }) });
    expect(leaveOutEmptyInputs(value, [at("b", "c")])).toEqual({ a: "", b: {} });
  });
});

describe("a validator as a Standard Schema", () => {
  const model = "gemini-omni-flash-text-to-video";
  const body = { model, prompt: "A kite", duration: Number.NaN, aspect_ratio: "", callback_url: "" };
  const { validate } = createVideoGenerationBody["~standard"];

  it("gives a form without its empty inputs", () => {
    expect(validate(body)).toEqual({ value: { model, prompt: "A kite" } });
  });

  it("gives a body that is right as it is, empty texts included", () => {
    const right = { model, prompt: "" };
    expect(validate(right)).toEqual({ value: right });
  });

  it("names required inputs that are empty, and nothing that may be", () => {
    expect(validate({ ...body, model: "" })).toMatchObject({ issues: [{ path: ["model"] }] });
    expect(validate({ ...body, prompt: Number.NaN, duration: 99 })).toMatchObject({
      issues: [{ path: ["prompt"] }, { path: ["duration"] }],
    });
  });

  it("leaves the refusal of empty texts to `validate`", () => {
    expect(createVideoGenerationBody.validate(body)).toMatchObject({
      problems: [{ path: ["duration"] }, { path: ["aspect_ratio"] }, { path: ["callback_url"] }],
    });
  });
});
