import { describe, expect, it } from "vitest";
import { chooseFolders, type SourceFolders } from "../../../../scripts/sources/sources.ts";

const OWN: SourceFolders = {
  project: "/project",
  pages: "/project/spec/pages",
  supplement: "/project/spec/supplement",
  overlays: "/project/spec/overlays",
  lintConfig: "/project/redocly.yaml",
  lock: "/project/spec/sources.yaml",
  lang: "en",
};

describe("chooseFolders", () => {
  it("takes the project's own folders where nothing is named, or its pages are", () => {
    expect(chooseFolders(OWN, {})).toEqual(OWN);
    expect(chooseFolders(OWN, { pages: "/project/spec/pages/" })).toEqual(OWN);
  });

  it("leaves out what is about the project's own pages where others are named", () => {
    expect(chooseFolders(OWN, { pages: "/docs" })).toEqual({
      ...OWN,
      pages: "/docs",
      supplement: undefined,
      overlays: undefined,
      lock: undefined,
    });
  });

  it("takes every folder that is named", () => {
    const named = { pages: "/docs", supplement: "/more", overlays: "/project/spec/overlays" };
    expect(chooseFolders(OWN, named)).toEqual({ ...OWN, ...named, lock: undefined });
    expect(chooseFolders(OWN, { supplement: "/more" })).toEqual({ ...OWN, supplement: "/more" });
  });
});
