import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findLockProblems } from "../../../../../scripts/sources/lock/find-lock-problems.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const page = (path: string, text = path) => ({ path, bytes: bytes(text) });

/** A lock file of pages with what they held when they were fetched. */
const lock = (pages: Record<string, string>) => ({
  path: "spec/sources.yaml",
  bytes: bytes(
    JSON.stringify({
      pages: Object.fromEntries(
        Object.entries(pages).map(([name, text]) => [name, { sha256: sha256(text) }]),
      ),
    }),
  ),
});

describe("findLockProblems", () => {
  it("finds nothing where all pages are what was fetched", () => {
    const pages = [page("spec/pages/kite.md"), page("spec/pages/en/kite.md")];
    const locked = lock({
      "spec/pages/kite.md": "spec/pages/kite.md",
      "en/kite.md": "spec/pages/en/kite.md",
    });
    expect(findLockProblems(locked, pages)).toEqual([]);
  });

  it("takes a page whose line ends git has changed for the one that was fetched", () => {
    const pages = [page("a.md", "one\r\ntwo\r\n"), page("b.md", "one\ntwo\n")];
    expect(findLockProblems(lock({ "a.md": "one\ntwo\n", "b.md": "one\r\ntwo\r\n" }), pages)).toEqual([]);
    expect(findLockProblems(lock({ "a.md": "one\ntwo", "b.md": "one\r\ntwo" }), pages)).toHaveLength(2);
  });

  it("takes no page for another whose name only ends alike", () => {
    const kite = page("spec/pages/red-kite.md");
    const problems = findLockProblems(lock({ "kite.md": "spec/pages/red-kite.md" }), [kite]);
    expect(problems.map(({ message }) => message)).toEqual([
      "It does not say where spec/pages/red-kite.md came from. `add` locks them, so that `update` and `list` know them.",
      "There is no page kite.md any more. `update` fetches it again, `remove` takes it from the list.",
    ]);
  });

  it("names a page that has changed, and one that is gone", () => {
    const problems = findLockProblems(lock({ "kite.md": "old", "gull.md": "gull" }), [
      page("spec/pages/kite.md", "new"),
    ]);
    expect(problems).toMatchObject([
      {
        severity: "warning",
        file: "spec/pages/kite.md",
        message: expect.stringMatching(/edited here.*`add` it again/),
      },
      { severity: "warning", file: "spec/sources.yaml", message: expect.stringContaining("gull.md") },
    ]);
  });

  it("tells in one warning of all pages that came from nowhere", () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => page(`kite-${index}.md`));
    const messages = (count: number) =>
      findLockProblems(lock({}), names(count)).map(({ message }) => message);
    expect(messages(1)).toEqual([
      "It does not say where kite-0.md came from. `add` locks them, so that `update` and `list` know them.",
    ]);
    expect(messages(145)).toEqual([
      "It does not say where kite-0.md, kite-1.md, kite-2.md and 142 more came from. `add` locks them, so that `update` and `list` know them.",
    ]);
  });
});
