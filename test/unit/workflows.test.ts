import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<
    string,
    { permissions?: Record<string, string>; steps: { run?: string; uses?: string; env?: object }[] }
  >;
}

const read = (name: string): Workflow => parse(readFileSync(`.github/workflows/${name}.yml`, "utf8"));

const listRuns = (name: string, job: string) =>
  read(name).jobs[job]?.steps.flatMap(({ run }) => run ?? []) ?? [];

describe("the workflows", () => {
  it("run what .ci/run runs, and publish after it, with provenance", () => {
    expect(listRuns("ci", "test")).toEqual([".ci/run"]);
    expect(listRuns("release", "publish").slice(-2)).toEqual([
      ".ci/run",
      "npm publish --provenance --access public",
    ]);
  });

  it("may read alone, but for the identity that provenance needs", () => {
    for (const name of ["ci", "release"]) expect(read(name).permissions).toEqual({ contents: "read" });
    expect(read("release").jobs.publish?.permissions).toEqual({ contents: "read", "id-token": "write" });
  });

  it("pin their actions by hash, because a tag may be moved", () => {
    for (const name of ["ci", "release"])
      for (const { steps } of Object.values(read(name).jobs))
        for (const { uses } of steps) expect(uses ?? "none").toMatch(/^(none|[\w/-]+@[\da-f]{40})$/);
  });

  it("hand the token of npm to the publishing step alone", () => {
    const steps = Object.values(read("release").jobs).flatMap((job) => job.steps);
    expect(steps.filter((step) => JSON.stringify(step).includes("secrets."))).toMatchObject([
      { run: expect.stringContaining("npm publish") },
    ]);
  });
});
