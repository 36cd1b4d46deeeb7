import { describe, expect, it } from "vitest";
import { formatLock, parseLock } from "../../../../../scripts/sources/lock/lock-file.ts";
import { toFile } from "../../../../helpers/documents.ts";

const lock = (name: string) =>
  toFile("spec/sources.yaml", JSON.stringify({ pages: { [name]: { sha256: "0", fetched: "2026-01-02" } } }));

describe("parseLock", () => {
  it.each(["../a.md", "b/../../a.md", "/a.md", "C:/a.md", "b\\a.md", "b//a.md", "./a.md"])(
    "refuses the name %s, which may lead out of the folder of pages",
    (name) => {
      expect(parseLock(lock(name)).problems).toMatchObject([
        { severity: "error", message: expect.stringContaining(`outside the folder of pages: ${name}.`) },
      ]);
    },
  );

  it.each([
    { pages: { "a.md": { url: "https://ann:s3cret@example.org/a.md", sha256: "0" } } },
    { pages: { "a.md": { url: "https://example.org/a.md?token=s3cret", sha256: "0" } } },
    { pages: {}, indexes: { "https://ann:s3cret@example.org/llms.txt": {} } },
  ])("refuses an address that lets its reader in, and does not tell it: %j", (content) => {
    const { problems } = parseLock(toFile("spec/sources.yaml", JSON.stringify(content)));
    expect(problems).toMatchObject([
      { severity: "error", message: expect.stringContaining("a password, a key") },
    ]);
    expect(JSON.stringify(problems)).not.toContain("s3cret");
  });

  it("takes names with dots that lead nowhere", () => {
    expect(parseLock(lock("en/gpt-5.2..md")).problems).toEqual([]);
  });
});

describe("formatLock", () => {
  it("writes the same text whatever the order of pages and fields, and reads it again", () => {
    const [one, other] = [
      { fetched: "2026-01-02", sha256: "1" },
      { url: "https://a.example", sha256: "2", fetched: "2026-01-03" },
    ];
    const text = formatLock({ pages: { "b.md": one, "a.md": other } });
    expect(text).toBe(formatLock({ pages: { "a.md": other, "b.md": one } }));
    expect(text.indexOf("a.md")).toBeLessThan(text.indexOf("b.md"));
    expect(parseLock(toFile("lock", text)).output.pages).toEqual({ "a.md": other, "b.md": one });
  });
});
