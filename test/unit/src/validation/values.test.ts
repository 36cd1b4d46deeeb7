import { beforeAll, describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { createAjv } from "../../../../src/validation/compile/ajv.ts";
import { isMultiple } from "../../../../src/validation/is-multiple.ts";
import { makePage, merge } from "../../../helpers/pages.ts";
import { type BodyVerdicts, createBodyVerdicts } from "../../../helpers/schemas/body-verdicts.ts";

const makeVerdicts = (properties: JsonObject, required: string[] = []) =>
  createBodyVerdicts(merge(makePage({ properties, required })).document);

describe("isMultiple", () => {
  it.each([
    [0.07, 0.01],
    [0.57, 0.01],
    [19.99, 0.01],
    [4.35, 0.05],
    [-0.3, 0.1],
    [0, 0.01],
    [123_456_789.01, 0.01],
    [9_007_199_254_740_991, 1],
    [1e21, 1],
    [12_391_239_123, 1e-8],
  ])("takes %d for a multiple of %d", (value, divisor) => {
    expect(isMultiple(value, divisor)).toBe(true);
  });

  it.each([
    [0.075, 0.01],
    [0.0701, 0.01],
    [19.995, 0.01],
    [1_000_001, 1_000_000],
    [7, 2.5],
    [1e308, 0.123456789],
    [9_007_199_254_740_990, 9_007_199_254_740_991],
  ])("does not take %d for a multiple of %d", (value, divisor) => {
    expect(isMultiple(value, divisor)).toBe(false);
  });
});

describe("a number", () => {
  let verdicts: BodyVerdicts;
  beforeAll(async () => {
    verdicts = await makeVerdicts({ price: { type: "number", multipleOf: 0.01 }, wind: { type: "number" } });
  }, 60_000);

  it.each([0.07, 0.57, 19.99, 5])("may be %d where multiples of 0.01 are asked for", async (price) => {
    expect(verdicts.validate({ price })).toEqual([]);
    expect(await verdicts.ask({ price })).toEqual([]);
  });

  it("may not be 0.075 there", async () => {
    const messages = ["price must be a number, a multiple of 0.01, got 0.075"];
    expect(verdicts.validate({ price: 0.075 })).toEqual(messages);
    expect(await verdicts.ask({ price: 0.075 })).toEqual(messages);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("may not be %d", (wind) => {
    expect(verdicts.validate({ wind })).toEqual([`wind must be a number, got ${wind}`]);
  });
});

describe("a value that JSON does not have", () => {
  let verdicts: BodyVerdicts;
  beforeAll(async () => {
    verdicts = await makeVerdicts({ any: {}, least: { minimum: 1 }, list: { uniqueItems: true } });
  }, 60_000);

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    "is refused where no type asks for a number: %d",
    (wind) => {
      expect(verdicts.validate({ any: { deep: [0, wind] } })).toEqual([
        `any.deep[1] must be a number that JSON has, got ${wind}`,
      ]);
      expect(verdicts.validate({ least: wind })).toEqual([expect.stringMatching(/^least must be /)]);
    },
  );

  it("is left to what says itself how it is sent", () => {
    expect(verdicts.validate({ any: Object.assign(new Date(0), { wind: Number.NaN }) })).toEqual([]);
  });

  it("is no object without a prototype: such ones are compared by what they hold", () => {
    const bare = (wind: number): unknown => Object.assign(Object.create(null), { wind });
    expect(verdicts.validate({ list: [bare(1), bare(2), [1], { 0: 1 }, null] })).toEqual([]);
    expect(verdicts.validate({ list: [bare(1), { wind: 1 }] })).toHaveLength(1);
  });
});

describe("a property with a name that every object inherits", () => {
  const NAMES = ["constructor", "toString", "hasOwnProperty", "__proto__", "valueOf"];

  it.each(NAMES)("is missing where an object only inherits %s", async (name) => {
    const { validate, ask } = await makeVerdicts(define(name, { type: "string" }), [name]);
    const message = expect.stringMatching(new RegExp(`^${name} is required`));
    expect(validate({})).toEqual([message]);
    expect(await ask({})).toEqual([message]);
  });

  it.each(NAMES)("is validated where an object has %s, and only there", async (name) => {
    const { validate, ask } = await makeVerdicts(define(name, { type: "string" }));
    for (const body of [{}, define(name, "a")]) {
      expect(validate(body)).toEqual([]);
      expect(await ask(body)).toEqual([]);
    }
    expect(validate(define(name, 5))).toEqual([`${name} must be a string, got 5`]);
    expect(await ask(define(name, 5))).toEqual([`${name} must be a string, got 5`]);
  });

  it.each(NAMES)("may tell variants apart that are called after %s", async (name) => {
    const variant = (value: string): JsonObject => ({
      type: "object",
      required: ["kind"],
      properties: { kind: { type: "string", const: value } },
    });
    const { validate, ask } = await makeVerdicts({ part: { anyOf: [variant(name), variant("tail")] } });
    expect(validate({ part: { kind: name } })).toEqual([]);
    expect(await ask({ part: { kind: name } })).toEqual([]);
    expect(validate({ part: { kind: "line" } })).toHaveLength(1);
    expect(await ask({ part: { kind: "line" } })).toHaveLength(1);
  });
});

describe("a validator", () => {
  const broken = () => {
    throw new Error("no");
  };
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  const cyclic: { next?: object; wind: string } = { wind: "strong" };
  cyclic.next = cyclic;

  it.each<[what: string, value: unknown]>([
    ["a getter that throws", Object.defineProperty({}, "wind", { enumerable: true, get: broken })],
    ["a toJSON that throws", { toJSON: broken, wind: "strong" }],
    ["a proxy that throws", new Proxy({}, { get: broken, has: broken, getOwnPropertyDescriptor: broken })],
    ["a proxy that is revoked", revoked],
    ["a proxy in a property", { wind: revoked }],
    ["a BigInt", { wind: 5n }],
    ["a cycle", cyclic],
    ["a symbol", { wind: Symbol("strong") }],
    ["a function", { wind: broken }],
    ["an object without a prototype", Object.assign(Object.create(null), { wind: Object.create(null) })],
  ])("refuses %s, and does not throw", async (_, value) => {
    const line: JsonObject = {
      type: "object",
      properties: { wind: { type: "integer" }, next: { $ref: "#/components/schemas/Line" } },
    };
    const page = makePage({
      properties: { wind: { type: "integer" }, next: { $ref: "#/components/schemas/Line" } },
      required: ["wind"],
      schemas: { Line: line },
    });
    const { validate } = await createBodyVerdicts(merge(page).document);
    expect(validate(value)).not.toEqual([]);
  });
});

function define(name: string, value: Json): JsonObject {
  return Object.defineProperty({}, name, { value, enumerable: true, configurable: true, writable: true });
}

describe("createAjv", () => {
  it.each<[keyword: string, rule: JsonObject]>([
    ["uniqueItems", { uniqueItems: true }],
    ["contains", { contains: { const: 7 } }],
    ["items", { items: { type: "null" } }],
  ])(
    "asks %s also of a list that is shorter than its tuple, whose first items may be anything",
    (_, rule) => {
      const validate = createAjv({}).compile({
        type: "array",
        prefixItems: [true, {}, { const: 7 }],
        ...rule,
      });
      expect(validate([1, 1])).toBe("items" in rule);
      expect(validate([1, 2, 7])).toBe(true);
      expect(validate([1, 1, 7, 5])).toBe("contains" in rule);
    },
  );
});
