import { expect, it } from "vitest";
import type { Lock } from "../../../../../scripts/sources/lock/lock-file.ts";
import { choosePages } from "../../../../../scripts/sources/store/choose-pages.ts";

const page = (at: { url?: string; file?: string }) => ({ sha256: "", fetched: "2026-01-01", ...at });
const PAGES: Lock["pages"] = {
  "en/kite.md": page({ url: "https://docs.example.org/en/kite.md" }),
  "ja/kite.md": page({ url: "https://docs.example.org/ja/kite.md" }),
  "red-kite.md": page({ file: "../docs/red-kite.md" }),
  "kite.md.md": page({ file: "kite.md" }),
};

it.each<[pattern: string, names: string[]]>([
  ["en/kite.md", ["en/kite.md"]],
  ["kite.md", ["en/kite.md", "ja/kite.md", "kite.md.md"]],
  ["kite", ["en/kite.md", "ja/kite.md"]],
  ["red-kite", ["red-kite.md"]],
  ["https://docs.example.org/ja/kite.md", ["ja/kite.md"]],
  ["../docs/red-kite.md", ["red-kite.md"]],
  ["ja/*", ["ja/kite.md"]],
  ["*kite.md", ["en/kite.md", "ja/kite.md", "red-kite.md"]],
])("%s means the pages that are called so, and none whose name only ends so", (pattern, names) => {
  const { wanted, misses } = choosePages([pattern], PAGES);
  expect([wanted.map(([name]) => name), misses]).toEqual([names, []]);
});

it.each(["ite.md", "a/kite.md", "/kite.md", "example.org/ja/kite.md", "docs/red-kite.md"])(
  "%s means no page",
  (pattern) => {
    const { wanted, misses } = choosePages([pattern, "red-kite"], PAGES);
    expect(wanted.map(([name]) => name)).toEqual(["red-kite.md"]);
    expect(misses).toMatchObject([{ name: pattern, status: "refused" }]);
  },
);
