import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findCatalogs } from "../../conformance/catalogs.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "catalogs-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function find(...files: string[]): Promise<string[]> {
  for (const file of files) {
    await mkdir(join(root, file, ".."), { recursive: true });
    await writeFile(join(root, file), "{}");
  }
  return (await findCatalogs(root)).map((folder) => relative(root, folder));
}

describe("findCatalogs", () => {
  it("finds one for each date and language", async () => {
    expect(await find("2026-06-15/ja/a.json", "2026-06-15/en/a.json", "2026-04-01/zh-CN/api/a.json")).toEqual(
      ["2026-04-01/zh-CN", "2026-06-15/en", "2026-06-15/ja"],
    );
  });

  it("takes a folder that is not divided so as one", async () => {
    expect(await find("api/en/a.json", "b.json")).toEqual([""]);
  });

  it("finds none where there is no folder", async () => {
    expect(await findCatalogs(join(root, "nowhere"))).toEqual([]);
  });
});
