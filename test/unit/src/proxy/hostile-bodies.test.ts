import { describe, expect, it } from "vitest";
import { createVideoGenerationBody } from "../../../../generated/validators.js";
import { BODY } from "../helpers.ts";
import { setUp, submitted } from "./proxying.ts";

const text = JSON.stringify(BODY).slice(0, -1);
const DEEP = 1_000_000;
const nested = `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`;

describe("a proxy given a hostile body", () => {
  it.each<[what: string, body: string]>([
    ["a body nested a million times", nested],
    ["a field nested a million times", `${text},"a":${nested}}`],
    ["names twice, of which the last counts", `${text},"prompt":1}`],
    ["a text of 10 MB", `${text},"prompt":"${"a".repeat(10 * 2 ** 20)}"}`],
    ["names that some take for one", `${text},"Model":"dear"}`],
    [
      "such names in an object, in signs that fold to letters",
      `${text},"a":[{"task":1,"ta\u017f\u212a":2}]}`,
    ],
    ["JSON that is cut", text],
    ["nothing", ""],
    ["null", "null"],
  ])("refuses %s, and sends nothing", async (_, body) => {
    const { post, sent } = setUp([submitted()]);
    const response = await post(body);
    expect([400, 413]).toContain(response.status);
    expect(await response.json()).toMatchObject({ error: { code: expect.any(String) } });
    expect(sent).toEqual([]);
  });

  it("says which names are too many", async () => {
    const { post } = setUp([submitted()]);
    expect(await (await post(`${text},"Model":"dear"}`)).json()).toMatchObject({
      error: { param: "Model", message: "Expected `model` once, got `Model` too." },
    });
  });

  it.each([
    ["lone surrogates as they are escaped", JSON.stringify(BODY).replace(BODY.prompt, "\\ud800")],
    ["a field of `__proto__` as a field", `${text},"__proto__":{"prompt":1}}`],
  ])("passes on %s", async (_, body) => {
    const { post, sent } = setUp([submitted()]);
    expect((await post(body)).status).toBe(200);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ body });
  });
});

describe("a validator given what throws when it is printed", () => {
  const broken = () => {
    throw new Error("boom");
  };
  const cyclic: { at?: object } = {};
  cyclic.at = cyclic;
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  it.each<[what: string, value: unknown]>([
    ["a BigInt", 5n],
    ["a symbol", Symbol("a")],
    ["a cycle", cyclic],
    ["an object without a prototype", Object.create(null)],
    ["a toString that throws", { toString: broken, toJSON: broken }],
    ["a getter that throws", Object.defineProperty({}, "a", { enumerable: true, get: broken })],
    [
      "a proxy that throws",
      new Proxy({}, { get: broken, ownKeys: broken, has: broken, getPrototypeOf: broken }),
    ],
    ["a proxy that is revoked", revoked],
  ])("refuses %s in words", (_, value) => {
    for (const body of [value, { ...BODY, prompt: value }, { ...BODY, duration: [value] }]) {
      const result = createVideoGenerationBody.validate(body);
      expect(result.ok).toBe(false);
      expect(JSON.stringify(result)).toContain("message");
    }
  });
});
