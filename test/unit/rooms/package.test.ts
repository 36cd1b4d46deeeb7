import { describe, expect, it } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };

describe("package.json", () => {
  it("names the types of every subpath a second time, for compilers that do not read exports", () => {
    const subpaths = Object.entries(packageJson.exports).flatMap(([subpath, target]) =>
      typeof target === "object" && subpath !== "." ? [[subpath.slice(2), [target.types]]] : [],
    );
    expect(packageJson.typesVersions).toEqual({ "*": Object.fromEntries(subpaths) });
    expect([packageJson.types, packageJson.main]).toEqual(Object.values(packageJson.exports["."]));
  });
});
