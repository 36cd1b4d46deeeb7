import { describe, expect, it, vi } from "vitest";
import { createCache } from "../../../scripts/cache.ts";

describe("a memory", () => {
  it("makes a thing once, for the same kind and the same given", async () => {
    const cache = createCache();
    const make = vi.fn(() => ({ wind: [1] }));
    expect(cache.getOrSet("kite", ["a", "b"], make)).toEqual({ wind: [1] });
    expect(cache.getOrSet("kite", ["a", "b"], make)).toEqual({ wind: [1] });
    expect(await cache.getOrSetLater("kite", ["a", "b"], async () => make())).toEqual({ wind: [1] });
    expect(make).toHaveBeenCalledTimes(1);
  });

  it.each<[string, string, (string | Uint8Array)[]]>([
    ["another kind", "tail", ["a", "b"]],
    ["another text", "kite", ["a", "c"]],
    ["the same letters in other parts", "kite", ["ab", ""]],
    ["one part less", "kite", ["ab"]],
  ])("takes %s for another thing", (_, kind, given) => {
    const cache = createCache();
    cache.getOrSet("kite", ["a", "b"], () => 1);
    expect(cache.getOrSet(kind, given, () => 2)).toBe(2);
  });

  it("takes bytes for what they read", () => {
    const cache = createCache();
    cache.getOrSet("kite", [new TextEncoder().encode("ab")], () => 1);
    expect(cache.getOrSet("kite", [new TextEncoder().encode("ac")], () => 2)).toBe(2);
  });

  it("gives each caller a value of its own", () => {
    const cache = createCache();
    const make = () => ({ wind: [1] });
    cache.getOrSet("kite", [], make);
    cache.getOrSet("kite", [], make).wind.push(2);
    expect(cache.getOrSet("kite", [], make)).toEqual({ wind: [1] });
  });

  it("hands on what was used, and forgets the rest", () => {
    const first = createCache();
    first.getOrSet("kite", ["a"], () => 1);
    first.getOrSet("kite", ["b"], () => 2);
    const second = createCache(first.listUsed());
    second.getOrSet("kite", ["b"], () => 3);
    const third = createCache(second.listUsed());
    expect(third.getOrSet("kite", ["b"], () => 4)).toBe(2);
    expect(third.getOrSet("kite", ["a"], () => 4)).toBe(4);
  });

  it("gives at once what it will give when it remembers", () => {
    const cache = createCache();
    const make = () => ({ zero: -0, day: new Date(0) as unknown });
    const first = cache.getOrSet("kite", [], make);
    expect(first).toEqual(cache.getOrSet("kite", [], make));
    expect(first).toEqual({ zero: 0, day: "1970-01-01T00:00:00.000Z" });
  });

  it("takes no less than it asked for", async () => {
    const make = async () => [1];
    await expect(createCache().getOrSetAll("kites", [["a"], ["b"]], make)).rejects.toThrow(
      "Of 2 kites, 1 were made",
    );
  });
});
