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
    ["a BigInt", { at: 5n }],
    ["a proxy inside", { at: revoked }],
  ])("rejects with ValidationError, and sends nothing, when the body has %s", async (_, value) => {
    await expect(videos.create(value)).rejects.toThrow(ValidationError);
    await expect(videos.create(value)).rejects.toThrow("`body` to be data that can be read");
    await expect(videos.create({ model: "kite", at: value })).rejects.toThrow(ValidationError);
    expect(sent).toBe(0);
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
