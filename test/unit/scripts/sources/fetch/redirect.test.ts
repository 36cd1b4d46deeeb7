import { describe, expect, it } from "vitest";
import { resolveRedirect } from "../../../../../scripts/sources/fetch/redirect.ts";

const to = (location: string | undefined, status = 301) =>
  ({ status, headers: new Headers(location === undefined ? {} : { location }) }) as unknown as Parameters<
    typeof resolveRedirect
  >[0];

describe("resolveRedirect", () => {
  it("finds none in another status, whatever its headers say", () => {
    expect(resolveRedirect(to("/b.md", 200), ["https://a.example/a.md"])).toBeUndefined();
    expect(resolveRedirect(to("/b.md", 304), ["https://a.example/a.md"])).toBeUndefined();
  });

  it("resolves a path against the address that sent it", () => {
    const visited = ["https://a.example/a.md", "https://b.example/c/d.md"];
    expect(resolveRedirect(to("e.md"), visited)).toEqual({
      url: "https://b.example/c/e.md",
      isPermanent: true,
    });
  });

  it("goes from http to https, and never back", () => {
    expect(resolveRedirect(to("https://a.example/"), ["http://a.example/"])?.url).toBe("https://a.example/");
    expect(() => resolveRedirect(to("http://a.example/"), ["https://a.example/"])).toThrow(
      /not encrypted any more/,
    );
  });

  it.each(["https://me@a.example/", "https://:secret@a.example/", "ftp://a.example/"])(
    "refuses one to %s",
    (url) => {
      expect(() => resolveRedirect(to(url), ["https://a.example/"])).toThrow(
        /no page of the web, or has a password/,
      );
    },
  );

  it("refuses one that says no address", () => {
    expect(() => resolveRedirect(to(undefined), ["https://a.example/"])).toThrow(/does not say where to/);
  });
});
