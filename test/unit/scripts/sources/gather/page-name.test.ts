import { describe, expect, it } from "vitest";
import { namePage } from "../../../../../scripts/sources/gather/page-name.ts";

describe("namePage", () => {
  it.each([
    ["/en/videos/kite.md", "en/videos/kite.md"],
    ["/en/videos/kite", "en/videos/kite.yaml"],
    ["/en/gpt-5.2", "en/gpt-5.2.yaml"],
    ["/en/gpt-5.2.md", "en/gpt-5.2.md"],
    ["/kite.JSON", "kite.JSON"],
    ["/", "index.yaml"],
    ["/en/", "en.yaml"],
    ["/kite.md?v=2&x=/y", "kite.md-v=2-x=-y.yaml"],
    ["/%E5%87%A7/%E5%87%A7.md", "凧/凧.md"],
    ["/a%2Fb%00c.md", "a-b-c.md"],
    ["/../.hidden/..%2f..%2fkite.md", "hidden/kite.md"],
    ["/con/nul.md", "_con/_nul.md"],
    ["/100%/kite.md", "100/kite.md"],
    ["/a:b*c|d.md", "a-b-c-d.md"],
  ])("%s is %s", (path, name) => {
    expect(namePage(path, "yaml")).toBe(name);
  });

  it("cuts a long part, keeps its ending, and keeps apart what differs further on", () => {
    const long = `/${"凧".repeat(300)}`;
    const [one, other] = [namePage(`${long}a.md`, "yaml"), namePage(`${long}b.md`, "yaml")];
    expect(Buffer.byteLength(one)).toBeLessThan(255);
    expect(one).toMatch(/^凧+-[0-9a-f]{8}\.md$/);
    expect(one).not.toBe(other);
  });
});
