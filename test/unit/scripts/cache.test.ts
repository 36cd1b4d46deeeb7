import { describe, expect, it, vi } from "vitest";
import { createCache } from "../../../scripts/cache.ts";

describe("getOrSet of a cache", () => {
  it("makes a result once for the same kind and content", async () => {
    const cache = createCache();
    const make = vi.fn(() => ({ wind: [1] }));
    expect(cache.getOrSet("kite", ["a", "b"], make)).toEqual({ wind: [1] });
    expect(cache.getOrSet("kite", ["a", "b"], make)).toEqual({ wind: [1] });
    expect(await cache.getOrSetAsync("kite", ["a", "b"], async () => make())).toEqual({ wind: [1] });
    expect(make).toHaveBeenCalledTimes(1);
  });

  it.each<[string, string, (string | Uint8Array)[]]>([
    ["another kind", "tail", ["a", "b"]],
    ["another text", "kite", ["a", "c"]],
    ["the same letters in other parts", "kite", ["ab", ""]],
    ["one part less", "kite", ["ab"]],
  ])("takes %s for other content", (_, kind, content) => {
    const cache = createCache();
    cache.getOrSet("kite", ["a", "b"], () => 1);
    expect(cache.getOrSet(kind, content, () => 2)).toBe(2);
  });

  it("takes bytes for what they read", () => {
    const cache = createCache();
    cache.getOrSet("kite", [new TextEncoder().encode("ab")], () => 1);
    expect(cache.getOrSet("kite", [new TextEncoder().encode("ac")], () => 2)).toBe(2);
  });

  it("gives each caller the same object, also in the next run of a process", async () => {
    const first = createCache();
    const make = () => ({ wind: [1] });
    const made = first.getOrSet("kite", [], make);
    expect(first.getOrSet("kite", [], make)).toBe(made);
    const next = first.startNext();
    expect(next.getOrSet("kite", [], make)).toBe(made);
    expect(await next.startNext().getOrSetAsync("kite", [], async () => make())).toBe(made);
  });

  it("keeps what a result was when it was made, whatever becomes of the object that was returned", () => {
    const cache = createCache();
    const made = { wind: [1] };
    cache.getOrSet("kite", [], () => made);
    made.wind.push(2);
    expect(cache.getOrSet("kite", [], () => made)).toEqual({ wind: [1] });
  });

  it("has forgotten in the run after the next what the next did not ask for", () => {
    const first = createCache();
    first.getOrSet("kite", ["a"], () => 1);
    const third = first.startNext().startNext();
    expect(third.getOrSet("kite", ["a"], () => 2)).toBe(2);
  });

  it("hands on the entries that were used, and no others", () => {
    const first = createCache();
    first.getOrSet("kite", ["a"], () => 1);
    first.getOrSet("kite", ["b"], () => 2);
    const second = createCache(first.listEntries());
    second.getOrSet("kite", ["b"], () => 3);
    const third = createCache(second.listEntries());
    expect(third.getOrSet("kite", ["b"], () => 4)).toBe(2);
    expect(third.getOrSet("kite", ["a"], () => 4)).toBe(4);
  });

  it("returns a new result as it will return a known one", () => {
    const cache = createCache();
    const make = () => ({ zero: -0, day: new Date(0) as unknown });
    const first = cache.getOrSet("kite", [], make);
    expect(first).toEqual(cache.getOrSet("kite", [], make));
    expect(first).toEqual({ zero: 0, day: "1970-01-01T00:00:00.000Z" });
  });
});
