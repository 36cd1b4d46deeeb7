import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { readFields } from "../../../../src/proxy/body/form-fields.ts";

const ajv = new Ajv2020({ strict: false, logger: false, allErrors: true });

function validatorOf(schema: object) {
  const validate = ajv.compile(schema);
  return {
    endpoint: "",
    validate(value: unknown) {
      if (validate(value)) return { ok: true } as const;
      const problems = (validate.errors ?? []).map(({ instancePath, message = "" }) => ({
        path: instancePath.split("/").slice(1),
        message,
      }));
      return { ok: false, problems } as const;
    },
  };
}

const PROPERTIES = {
  text: { type: "string", maxLength: 5 },
  count: { type: "integer", maximum: 9 },
  any: { type: "object" },
  list: { type: "array", items: { type: "object" } },
  sizes: { type: "array", items: { type: "integer" } },
  tags: { type: "array", items: { type: "string" } },
  more: {
    type: "object",
    required: ["kind"],
    properties: {
      kind: { type: "string" },
      size: { type: "integer", maximum: 9 },
      tags: { type: "array", items: { type: "string" } },
      range: { type: "object", properties: { from: { type: "string" } } },
    },
  },
};
const OPEN = { type: "object", properties: PROPERTIES };
const CLOSED = { ...OPEN, additionalProperties: false };
const LITERAL = { ...CLOSED, properties: { "text[a]": { type: "string", maxLength: 5 } } };

const read = (query: string, schema: object = OPEN) =>
  readFields([...new URLSearchParams(query)], validatorOf(schema));

describe("readFields", () => {
  it.each<[query: string, value: object, schema?: object]>([
    ["", {}],
    ["text=7&count=7", { text: "7", count: 7 }],
    ["text=[1]", { text: "[1]" }],
    ["sizes=1&sizes=2", { sizes: [1, 2] }],
    ["sizes=1", { sizes: [1] }],
    ["sizes=1,2", { sizes: [1, 2] }],
    ["sizes=1 2", { sizes: [1, 2] }],
    ["sizes=1|2", { sizes: [1, 2] }],
    ["sizes=[1,2]", { sizes: [1, 2] }],
    ["tags=1", { tags: ["1"] }],
    ["tags=1&tags=2,3", { tags: ["1", "2,3"] }],
    ['more={"kind":"a:\\"b\\": ","size":7}', { more: { kind: 'a:"b": ', size: 7 } }],
    ['list=[{"a":1},{"a":"\\":"}]', { list: [{ a: 1 }, { a: '":' }] }],
    ['more={"k\\u0069nd":"a\\/bc"}', { more: { kind: "a/bc" } }],
    ["other=1&other=2", { other: ["1", "2"] }],
    ["more[kind]=a", { more: { kind: "a" } }],
    ["more[kind]=a&more[size]=7", { more: { kind: "a", size: 7 } }],
    ["more[kind]=a&more[size]=7", { more: { kind: "a", size: 7 } }, CLOSED],
    ["more[kind]=a&more[tags]=b&more[tags]=c", { more: { kind: "a", tags: ["b", "c"] } }],
    ["more[kind]=a&more[range][from]=b", { more: { kind: "a", range: { from: "b" } } }],
    ["other[a]=1", { other: { a: "1" } }],
    [
      "text[]=1&[a]=2&a[b=3&a]=4&]a[b]=5&a[b]c=6",
      { "text[]": "1", "[a]": "2", "a[b": "3", "a]": "4", "]a[b]": "5", "a[b]c": "6" },
    ],
    ["text[a]=1", { "text[a]": "1" }, LITERAL],
  ])("reads %s", (query, value, schema) => {
    expect(read(query, schema)).toEqual({ value, problems: [] });
  });

  it.each<[query: string, path: string[], schema?: object]>([
    ["text=123456", ["text"]],
    ["text=1&text=2", ["text"]],
    ["text=1&text[a]=2", ["text"]],
    ["count=10", ["count"]],
    ["count=1&count=2", ["count"]],
    ["sizes=a,b", ["sizes"]],
    ["sizes[0]=1", ["sizes"]],
    ["any=text", ["any"]],
    ["more=text", ["more"]],
    ["more=[1]", ["more"]],
    ['more={"kind":"a","size":"7"}', ["more"]],
    ['more={"kind":"a","size":99,"size":1}', ["more"]],
    ['more={"kind":"a","b":[{"c":1,"c" :1}]}', ["more"]],
    ["more[size]=7", ["more"]],
    ["more[size]=7", ["more"], CLOSED],
    ["more[kind]=a&more[size]=99", ["more", "size"]],
    ["more[kind]=a&more[size]=99&more[size]=1", ["more", "size"]],
    ["more[kind]=a&more[kind]=b", ["more", "kind"]],
    ["more[kind]=a&more[range]=b&more[range][from]=c", ["more", "range"]],
    ['more={"kind":"a"}&more[kind]=b', ["more"]],
    ["other[a]=1", [], CLOSED],
    ["text[a]=123456", [], LITERAL],
  ])("refuses %s", (query, path, schema) => {
    const { problems } = read(query, schema);
    expect(problems.map((problem) => problem.path)).toContainEqual(path);
  });

  it("keeps the text of what is refused", () => {
    expect(read("count=10&sizes=a").value).toEqual({ count: "10", sizes: "a" });
  });

  it("makes names of objects fields alone", () => {
    const { value } = readFields(
      [
        ["__proto__[polluted]", "1"],
        ["more[__proto__][polluted]", "1"],
        ["more[kind]", "a"],
      ],
      validatorOf(OPEN),
    );
    expect(Object.keys(value)).toEqual(["__proto__", "more"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(JSON.stringify(value)).toContain('"more":{"kind":"a","__proto__":{"polluted":"1"}}');
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it("takes all without a validator", () => {
    expect(readFields([["more[kind]", "1"]], undefined)).toEqual({
      value: { more: { kind: "1" } },
      problems: [],
    });
  });

  it.each([
    ["letters", "a".repeat(9999)],
    ["commas", ",".repeat(9999)],
  ])("makes nothing large of a text of %s", (_, text) => {
    const sizes: number[] = [];
    const validate = ({ count }: { count: unknown }) => {
      sizes.push(typeof count === "object" ? Object.keys(count as object).length : 0);
      return { ok: false, problems: [{ path: ["count"], message: "no" }] };
    };
    readFields([["count", text]], { endpoint: "", validate } as never);
    expect(Math.max(...sizes)).toBe(1);
  });

  it.each([
    [1000, 0],
    [1001, 1],
  ])("takes a text for a list of %i items: %i problems", (count, problems) => {
    expect(read(`sizes=${Array.from({ length: count }, () => 1).join()}`).problems).toHaveLength(problems);
  });

  it("takes brackets in brackets for a name beyond 64", () => {
    expect(Object.keys(read(`a${"[b]".repeat(64)}=1`).value)).toEqual(["a"]);
    expect(Object.keys(read(`a${"[b]".repeat(65)}=1`).value)).toEqual([`a${"[b]".repeat(65)}`]);
  });
});
