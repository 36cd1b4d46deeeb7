import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** More than these are no longer taken in at a glance: some of them belong together, in a folder of their own. */
const MAX_FILES = 15;

/** Folders of these names hold what was taken from elsewhere, as it was. */
const FOREIGN = ["fixture", "fixtures", "node_modules"];

/** Those of some folders and all below them that hold too many files of their own, each with how many. */
async function findCrowdedFolders(root: string, folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(root, folder), { withFileTypes: true });
      const below = entries.filter((entry) => entry.isDirectory() && !FOREIGN.includes(entry.name));
      const count = entries.filter((entry) => entry.isFile()).length;
      return [
        ...(count > MAX_FILES ? [`${folder}: ${count} files`] : []),
        ...(await findCrowdedFolders(
          root,
          below.map(({ name }) => `${folder}/${name}`),
        )),
      ];
    }),
  );
  return found.flat();
}

describe("the folders of sources and tests", () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "folders-"));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const fill = async (folder: string, count: number) => {
    await mkdir(join(root, folder), { recursive: true });
    const names = Array.from({ length: count }, (_, index) => `file-${index}.ts`);
    await Promise.all(names.map((name) => writeFile(join(root, folder, name), "")));
  };

  it("hold at most fifteen files each", async () => {
    expect(await findCrowdedFolders(process.cwd(), ["src", "scripts", "test"])).toEqual([]);
  });

  it("are reported with sixteen, wherever they lie, but not for what folders in them or fixtures hold", async () => {
    await fill("src", 15);
    await fill("src/client/tasks", 16);
    await fill("src/mock", 15);
    await fill("src/mock/console", 17);
    await fill("test/fixtures/pages", 40);
    await fill("test/integration/node_modules", 40);
    expect(await findCrowdedFolders(root, ["src", "test"])).toEqual([
      "src/client/tasks: 16 files",
      "src/mock/console: 17 files",
    ]);
  });
});
