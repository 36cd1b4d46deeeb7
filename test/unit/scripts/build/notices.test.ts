import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listCommentedInputs, renderNotices } from "../../../../scripts/build/notices.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "notices-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function install(folder: string, facts: object, files: Record<string, string> = {}) {
  await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, folder, "package.json"), JSON.stringify({ version: "1.0.0", ...facts }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, folder, name), text);
}

describe("renderNotices", () => {
  it("passes on the licence and notice files of each package, sorted, each once", async () => {
    await install("node_modules/kite", { name: "kite", license: "MIT" }, { "LICENSE.md": "Kite may fly." });
    await install(
      "node_modules/kite/node_modules/@wind/east",
      { name: "@wind/east", license: "Apache-2.0" },
      { LICENCE: "East may blow.", NOTICE: "By the sea.", "readme.md": "no" },
    );
    const text = await renderNotices(root, [
      "src/index.ts",
      "node_modules/kite/index.js",
      "node_modules/kite/deep/er.js",
      "(disabled):node_modules/kite/node_modules/@wind/east/index.js",
    ]);
    expect(text.match(/^.+ \(.+\)$/gm)).toEqual(["@wind/east 1.0.0 (Apache-2.0)", "kite 1.0.0 (MIT)"]);
    expect(text).toMatch(/East may blow\.\n\nBy the sea\.\n[\s\S]*Kite may fly\./);
    expect(text).not.toContain("no\n");
  });

  it("states the licence of a package without a file of it", async () => {
    await install("node_modules/kite", { name: "kite", license: "ISC" });
    expect(await renderNotices(root, ["node_modules/kite/index.js"])).toContain("package.json says: ISC.");
  });

  it("refuses a package that says nothing of its licence", async () => {
    await install("node_modules/kite", { name: "kite" });
    await expect(renderNotices(root, ["node_modules/kite/index.js"])).rejects.toThrow(
      "node_modules/kite is bundled, and its package.json names no licence",
    );
  });
});

it("listCommentedInputs finds the files that esbuild names in bundled code", () => {
  const code =
    '  // node_modules/ajv/dist/equal.js\nvar a = "// node_modules/no/no.js";\n// src/validator.ts\n';
  expect(listCommentedInputs(code)).toEqual(["node_modules/ajv/dist/equal.js"]);
});
