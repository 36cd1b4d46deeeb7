import { describe, expect, it } from "vitest";
import { ValidationError } from "../../../../src/errors/classes.ts";
import { createEvolink } from "../../../../src/index.ts";

const broken = () => {
  throw new Error("boom");
};
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const cyclic: { at?: object } = {};
cyclic.at = cyclic;

const THROWING: [what: string, value: object][] = [
  ["a getter that throws", Object.defineProperty({}, "prompt", { enumerable: true, get: broken })],
  ["a proxy that throws", new Proxy({}, { get: broken, ownKeys: broken, has: broken })],
  ["a proxy that is revoked", revoked],
];

describe("a client given a value that cannot be read", () => {
  let sent = 0;
  const fetch = async () => {
    sent += 1;
    return Response.json({});
  };
  const evolink = createEvolink({ apiKey: "sk-key-of-a-test", fetch });
  // biome-ignore lint/suspicious/noExplicitAny: what the types refuse
  const { videos, tasks } = evolink as any;

  it.each<[what: string, value: unknown]>([
    ...THROWING,
    ["a toJSON that throws", { toJSON: broken }],
    ["a cycle", cyclic],
    ["a proxy inside", { at: revoked }],
  ])("rejects with ValidationError, and sends nothing, when the body has %s", async (_, value) => {
    await expect(videos.create(value)).rejects.toThrow(ValidationError);
    await expect(videos.create(value)).rejects.toThrow("`body` to be data that can be read");
    await expect(videos.create({ model: "kite", at: value })).rejects.toThrow(ValidationError);
    expect(sent).toBe(0);
  });

  it.each<[what: string, value: unknown]>([
    ["a BigInt", 5n],
    ["a number that is none", Number.NaN],
    ["a number without end", Number.NEGATIVE_INFINITY],
    ["a date that is none", new Date(Number.NaN)],
    ["a function", broken],
    ["a symbol", Symbol("a")],
    ["a file", new Blob()],
    ["a file with fields", Object.assign(new File([], "a"), { path: "a" })],
    ["bytes", new Uint8Array(1)],
    ["a Map", new Map([[1, 2]])],
    ["a promise", Promise.resolve(1)],
  ])(
    "rejects with the place, and sends nothing, when JSON has no form of %s in the body",
    async (_, value) => {
      for (const body of [{ at: value }, { list: [{ at: value }] }])
        await expect(videos.create(body)).rejects.toThrow("Expected `at` to be a value that JSON has, got ");
      expect(sent).toBe(0);
    },
  );

  it("rejects with the place, and sends nothing, when a list of the body has a gap", async () => {
    for (const list of [[undefined, "a"], new Array(1)])
      await expect(videos.create({ list })).rejects.toThrow(
        "Expected `0` to be a value that JSON has, got undefined",
      );
    expect(sent).toBe(0);
  });

  it("sends what JSON has: null, what is not set by leaving it out, dates and others with toJSON, fields of a class", async () => {
    const bodies: unknown[] = [];
    const keep = async (_: unknown, init?: RequestInit) => {
      bodies.push(JSON.parse(`${init?.body}`));
      return Response.json({ id: "task-1" });
    };
    const body = {
      a: null,
      b: undefined,
      c: new Date(0),
      d: new URL("http://a/"),
      e: new (class {
        f = [0, "", true];
      })(),
    };
    // biome-ignore lint/suspicious/noExplicitAny: what the types refuse
    await (createEvolink({ apiKey: "sk-key-of-a-test", fetch: keep }) as any).videos.create(body);
    expect(bodies).toEqual([
      { a: null, c: "1970-01-01T00:00:00.000Z", d: "http://a/", e: { f: [0, "", true] } },
    ]);
  });

  it.each(THROWING)(
    "rejects with ValidationError, and sends nothing, when the options are %s",
    async (_, value) => {
      await expect(videos.create({ model: "kite" }, value)).rejects.toThrow(ValidationError);
      await expect(videos.create({ model: "kite" }, value)).rejects.toThrow("`options` to be data");
      await expect(videos.create("kite", value)).rejects.toThrow(ValidationError);
      await expect(tasks.wait("task-1", value)).rejects.toThrow(ValidationError);
      expect(() => createEvolink(value)).toThrow(ValidationError);
      expect(() => createEvolink({ apiKey: "sk-key-of-a-test", retry: value })).toThrow(ValidationError);
      expect(sent).toBe(0);
    },
  );
});
