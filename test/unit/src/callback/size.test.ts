import { expect, it } from "vitest";
import { bundleForEdge } from "./runtimes.ts";

it("evolink-openapi/callback imports nothing of Node, and stays small", async () => {
  const bundle = await bundleForEdge();
  expect(bundle).not.toMatch(/\brequire\b|node:/);
  expect(bundle.length).toBeLessThan(32_000);
});
