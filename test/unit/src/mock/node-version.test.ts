import { describe, expect, it } from "vitest";
import packageJson from "../../../../package.json" with { type: "json" };
import { explainOldNode } from "../../../../src/mock/base/node-version.js";

describe("explainOldNode", () => {
  it.each(["20.19.0", "20.20.2", "21.0.0", "22.0.0", "100.1.0"])("takes Node %s", (version) => {
    expect(explainOldNode(version)).toBeUndefined();
  });

  it.each(["20.18.3", "20.0.0", "18.20.8", "9.11.2"])("names the version it needs on Node %s", (version) => {
    expect(explainOldNode(version)).toBe(
      `evolink-openapi needs Node 20.19 or newer, and this is Node ${version}.`,
    );
  });

  it("needs what package.json says", () => {
    expect(packageJson.engines.node).toBe(">=20.19.0");
  });
});
