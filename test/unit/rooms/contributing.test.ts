import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { expect, it } from "vitest";

const { options } = createRequire(import.meta.url)("../../../.dependency-cruiser.cjs");

const ROOTS = ["generated", "scripts", "src"];

/** A file's room: `src/client` of `src/client/http/abort.ts`; of a file that lies in none, the file. */
function roomOf(path: string): string {
  const [root = "", room = ""] = path.split("/");
  return root === "generated" ? root : `${root}/${room}`;
}

/** A line for each room, with those it imports. */
async function listRooms(): Promise<string> {
  const { tsConfig: _, ...rest } = options;
  const { output } = await cruise(ROOTS, { ...rest, baseDir: process.cwd() });
  const rooms = new Map<string, Set<string>>();
  for (const { source, dependencies } of (output as ICruiseResult).modules) {
    if (!ROOTS.includes(source.split("/")[0] ?? "")) continue;
    const imported = rooms.get(roomOf(source)) ?? new Set();
    rooms.set(roomOf(source), imported);
    for (const { resolved } of dependencies)
      if (ROOTS.includes(resolved.split("/")[0] ?? "") && roomOf(resolved) !== roomOf(source))
        imported.add(roomOf(resolved));
  }
  return [...rooms]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([room, imported]) => `${room} → ${[...imported].sort().join(", ") || "nothing"}\n`)
    .join("");
}

it("CONTRIBUTING lists the rooms and what each imports, as they are", async () => {
  const text = await readFile("CONTRIBUTING.md", "utf8");
  const [, list] = /<!-- rooms -->\n```\n([\s\S]*?)```/.exec(text) ?? [];
  expect(list).toBe(await listRooms());
});
