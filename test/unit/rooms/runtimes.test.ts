import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const read = (file: string) => readFileSync(file, "utf8");
const apart = JSON.parse(read("test/integration/package.json"));
const installed: Record<string, string> = {
  ...JSON.parse(read("package.json")).devDependencies,
  ...apart.dependencies,
  ...apart.optionalDependencies,
};

/** What the README calls the parts that tests run, and the packages they come from. */
const PARTS: Record<string, string> = {
  Bun: "bun",
  Deno: "deno",
  miniflare: "miniflare",
  Hono: "hono",
  Express: "express",
  Fastify: "fastify",
  React: "react",
  "TanStack Query": "@tanstack/react-query",
  "react-hook-form": "react-hook-form",
  "TanStack Form": "@tanstack/react-form",
  tRPC: "@trpc/server",
  "AI SDK": "ai",
  BullMQ: "bullmq",
  MSW: "msw",
};

describe.each(["README.md", "README.ja.md"])("the runtimes and frameworks in %s", (file) => {
  const [, section = ""] =
    /\n## (?:Where it runs|どこで動くか)[^\n]*\n([\s\S]*?)\n## /.exec(read(file)) ?? [];

  it.each(Object.entries(PARTS))("have the version of %s that is tried", (name, part) => {
    const version = installed[part] ?? "none";
    const [, shown = "nothing"] = new RegExp(String.raw`${name}(?: \|)? (\d+(?:\.\d+)*)`).exec(section) ?? [];
    expect(version.split(".").slice(0, shown.split(".").length).join(".")).toBe(shown);
  });

  it("have the Node that is tried besides the oldest", () => {
    const [, version = ""] = /@(\d+\.\d+)/.exec(installed["node-24"] ?? "") ?? [];
    expect(section).toContain(`${version}`);
  });
});
