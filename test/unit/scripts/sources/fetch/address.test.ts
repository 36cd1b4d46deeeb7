import { describe, expect, it } from "vitest";
import { loadSide } from "../../../../../scripts/diff/sides/load-side.ts";
import { showAddress } from "../../../../../scripts/sources/fetch/address.ts";
import { parseLocation } from "../../../../../scripts/sources/gather/read-location.ts";
import { choosePages } from "../../../../../scripts/sources/store/choose-pages.ts";

const ADDRESS = "https://ann:s3cret@example.org/a.md?lang=en&token=s3cret";

describe("showAddress", () => {
  it.each([
    [ADDRESS, "https://example.org/a.md?lang=en&token=(hidden)"],
    ["https://ann:s3cret@example.org:port/a.md", "https://example.org:port/a.md"],
    ["//ann:s3cret@example.org/a@b.md", "//example.org/a@b.md"],
    ["https://example.org/a@b.md", "https://example.org/a@b.md"],
    ["main:spec/pages", "main:spec/pages"],
    ["spec/pages", "spec/pages"],
  ])("shows %s as %s", (address, shown) => {
    expect(showAddress(address)).toBe(shown);
  });
});

it("what is no page, no side of a comparison and no address is named without its password", async () => {
  const said = [
    JSON.stringify(choosePages([ADDRESS], {})),
    await loadSide(ADDRESS, process.cwd()).catch(String),
    await Promise.resolve("https://ann:s3cret@example.org:port").then(parseLocation).catch(String),
  ];
  for (const text of said) {
    expect(text).toContain("https://example.org");
    expect(text).not.toContain("s3cret");
  }
});
