import { describe, expect, it, vi } from "vitest";
import { createMemory } from "../../../../src/validation/compile/cache.ts";

describe("a memory", () => {
  it("makes a thing once, for the same kind and the same given", async () => {
    const memory = createMemory();
    const make = vi.fn(() => ({ wind: [1] }));
    expect(memory.remember("kite", ["a", "b"], make)).toEqual({ wind: [1] });
    expect(memory.remember("kite", ["a", "b"], make)).toEqual({ wind: [1] });
    expect(await memory.rememberLater("kite", ["a", "b"], async () => make())).toEqual({ wind: [1] });
    expect(make).toHaveBeenCalledTimes(1);
  });

  it.each<[string, string, (string | Uint8Array)[]]>([
    ["another kind", "tail", ["a", "b"]],
    ["another text", "kite", ["a", "c"]],
    ["the same letters in other parts", "kite", ["ab", ""]],
    ["one part less", "kite", ["ab"]],
  ])("takes %s for another thing", (_, kind, given) => {
    const memory = createMemory();
    memory.remember("kite", ["a", "b"], () => 1);
    expect(memory.remember(kind, given, () => 2)).toBe(2);
  });

  it("takes bytes for what they read", () => {
    const memory = createMemory();
    memory.remember("kite", [new TextEncoder().encode("ab")], () => 1);
    expect(memory.remember("kite", [new TextEncoder().encode("ac")], () => 2)).toBe(2);
  });

  it("gives each caller a value of its own", () => {
    const memory = createMemory();
    const make = () => ({ wind: [1] });
    memory.remember("kite", [], make);
    memory.remember("kite", [], make).wind.push(2);
    expect(memory.remember("kite", [], make)).toEqual({ wind: [1] });
  });

  it("hands on what was used, and forgets the rest", () => {
    const first = createMemory();
    first.remember("kite", ["a"], () => 1);
    first.remember("kite", ["b"], () => 2);
    const second = createMemory(first.listUsed());
    second.remember("kite", ["b"], () => 3);
    const third = createMemory(second.listUsed());
    expect(third.remember("kite", ["b"], () => 4)).toBe(2);
    expect(third.remember("kite", ["a"], () => 4)).toBe(4);
  });

  it("gives at once what it will give when it remembers", () => {
    const memory = createMemory();
    const make = () => ({ zero: -0, day: new Date(0) as unknown });
    const first = memory.remember("kite", [], make);
    expect(first).toEqual(memory.remember("kite", [], make));
    expect(first).toEqual({ zero: 0, day: "1970-01-01T00:00:00.000Z" });
  });

  it("takes no less than it asked for", async () => {
    const make = async () => [1];
    await expect(createMemory().rememberAll("kites", [["a"], ["b"]], make)).rejects.toThrow(
      "Of 2 kites, 1 were made",
    );
  });
});
