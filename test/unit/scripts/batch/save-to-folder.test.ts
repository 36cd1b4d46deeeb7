import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { saveToFolder } from "../../../../scripts/batch/save-to-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "save-to-folder-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("saveToFolder", () => {
  it("takes a file for a result that is saved only where it has its name", async () => {
    for (const name of ["job.mp4", "job%2E2.mp4", "job.old.mp4"]) await writeFile(join(folder, name), name);
    const save = (id: string) => {
      const task = { id, status: "completed", results: ["https://example.com/a.mp4"] };
      return saveToFolder(folder)({ id: "1", index: 0, count: 1, task } as never);
    };
    expect(await save("job")).toMatchObject({ path: join(folder, "job.mp4") });
    expect(await save("job.2")).toMatchObject({ path: join(folder, "job%2E2.mp4") });
  });
});
