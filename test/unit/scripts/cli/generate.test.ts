import { spawnSync } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makePage } from "../../../helpers/documents.ts";
import { makeTree, type Tree } from "../../../helpers/tree.ts";

const PAGE = "spec/pages/gemini-omni-flash-text-to-video.md";

let tree: Tree;
beforeEach(async () => {
  tree = await makeTree();
});
afterEach(() => tree.remove());

describe("generate", () => {
  it("makes what the project holds, byte for byte", async () => {
    expect(await tree.generate()).toMatchObject({ code: 0 });
    const { "manifest.json": _, "openapi.yaml": openapi, ...files } = await tree.readGenerated();
    for (const [name, text] of Object.entries(files)) {
      expect([name, text]).toEqual([name, await readFile(join("generated", name), "utf8")]);
    }
    const committed = await readFile("generated/openapi.yaml", "utf8");
    // The pages lie in another folder here, and the document names them.
    const withoutSource = (text: string | undefined) => text?.replaceAll(/source: .*/g, "");
    expect(withoutSource(openapi)).toBe(withoutSource(committed));
  });

  it("takes a change of one number everywhere, and changes nothing else", async () => {
    await tree.generate();
    const before = await tree.readGenerated();
    await tree.write(PAGE, (await tree.read(PAGE)).replace("maximum: 10\n", "maximum: 12\n"));
    expect((await tree.generate()).code).toBe(0);
    const after = await tree.readGenerated();

    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(changed.sort()).toEqual([
      "manifest.json",
      "models.ts",
      "openapi.yaml",
      "schema.ts",
      "validators.js",
    ]);
    const changedLines = (name: string) => {
      const old = new Set(before[name]?.split("\n"));
      return after[name]
        ?.split("\n")
        .filter((line) => !old.has(line))
        .map((line) => line.trim());
    };
    expect(changedLines("openapi.yaml")).toEqual(["maximum: 12"]);
    expect(changedLines("schema.ts")).toEqual(['*     Accepts an integer from 3 to 12 or "auto".']);
    expect(changedLines("models.ts")).toHaveLength(1);
    expect(changedLines("models.ts")?.[0]).toContain("maximum: 12");
    expect(changedLines("validators.js")?.join()).toContain("12");
  });

  it("says when nothing has changed, and notices a change of any file", async () => {
    await tree.generate();
    expect((await tree.generate()).output).toMatch(/Nothing has changed/);
    const wanted = await tree.readGenerated();
    await tree.write("generated/models.ts", "// by hand");
    expect((await tree.generate()).output).toMatch(/Wrote models\.ts/);
    expect(await tree.readGenerated()).toEqual(wanted);
  });

  it("keeps warnings when nothing has changed", async () => {
    const overlay =
      "overlay: 1.0.0\ninfo: { title: t, version: '1' }\nactions: [{ target: $.info, update: { version: 1.0.0 } }]\n";
    await tree.write("spec/overlays/99-unnecessary.yaml", overlay);
    for (const run of ["first", "second"]) {
      const { code, output } = await tree.generate();
      expect([run, code]).toEqual([run, 0]);
      expect(output).toMatch(/99-unnecessary\.yaml #\/actions\/0\s+The action has become unnecessary/);
    }
  });

  it("removes what a killed run left under a temporary name, which is no drift", async () => {
    await tree.generate();
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const left = `generated/.evolink-openapi-${pid}-0123456789ab.tmp`;
    await tree.write(left, "half of a fi");
    expect((await tree.generate("--check")).code).toBe(0);
    await tree.write("generated/models.ts", "// by hand");
    expect((await tree.generate()).code).toBe(0);
    expect(Object.keys(await tree.readGenerated())).not.toContain(left.slice("generated/".length));
  });

  it("warns of a file that it does not make, and leaves it", async () => {
    await tree.write("generated/notes.txt", "mine");
    const { code, output } = await tree.generate();
    expect(code).toBe(0);
    expect(output).toMatch(/notes\.txt\s+No run of generate makes this file/);
    expect((await tree.readGenerated())["notes.txt"]).toBe("mine");
  });
});

describe("generate --check", () => {
  it("passes on what generate made, and writes nothing", async () => {
    await tree.generate();
    const before = await tree.readGenerated();
    expect((await tree.generate("--check")).code).toBe(0);
    expect(await tree.readGenerated()).toEqual(before);
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ["a stale file", "stale models.ts", () => tree.write("generated/models.ts", "// old")],
    ["a missing file", "missing models.ts", () => rm(join(tree.folder, "generated/models.ts"))],
    ["an extra file", "extra left-over.ts", () => tree.write("generated/left-over.ts", "")],
    [
      "a changed page",
      "stale openapi.yaml",
      async () => tree.write(PAGE, (await tree.read(PAGE)).replace("maximum: 10\n", "maximum: 12\n")),
    ],
  ])("fails on %s and names it", async (_, message, change) => {
    await tree.generate();
    await change();
    const before = await tree.readGenerated();
    const { code, output } = await tree.generate("--check");
    expect(code).toBe(1);
    expect(output).toContain(message);
    expect(await tree.readGenerated()).toEqual(before);
  });
});

describe("generate on bad input", () => {
  const OVERLAY =
    "overlay: 1.0.0\ninfo: { title: t, version: '1' }\nactions: [{ target: $.nowhere, update: {} }]\n";
  it.each<[string, () => Promise<unknown>, RegExp]>([
    [
      "a page without a block",
      () => tree.write("spec/pages/a.md", "# Nothing"),
      /spec\/pages\/a\.md|pages\/a\.md[\s\S]*no fenced code block/,
    ],
    [
      "a block that is not YAML",
      () => tree.write("spec/pages/a.md", makePage("openapi: 3.1.0\n  bad: [")),
      /a\.md line \d+:\d+\s+This is not YAML/,
    ],
    [
      "a document of Swagger 2.0",
      () => tree.write("spec/pages/a.yaml", "swagger: '2.0'\npaths: {}"),
      /Convert it to OpenAPI 3\.1/,
    ],
    [
      "a reference to a file",
      () => tree.write("spec/pages/a.yaml", "openapi: 3.1.0\npaths: { /a: { $ref: /etc/passwd } }"),
      /leaves the document/,
    ],
    [
      "a page of 20 MB",
      () => tree.write("spec/pages/a.md", "x".repeat(20_000_000)),
      /a page may have 5242880/,
    ],
    ["another kind of file", () => tree.write("spec/pages/a.html", "<p>"), /Expected a page to end in/],
    [
      "an overlay that matches nothing",
      () => tree.write("spec/overlays/99.yaml", OVERLAY),
      /matches nothing any more/,
    ],
    ["an overlay that is not YAML", () => tree.write("spec/overlays/99.yaml", "a: ["), /not YAML/],
    ["no pages", () => rm(join(tree.folder, "spec/pages"), { recursive: true }), /Cannot be read/],
    [
      "a lint error",
      () =>
        tree.write(
          "spec/overlays/99.yaml",
          OVERLAY.replace("$.nowhere, update: {}", "$.paths..summary, remove: true"),
        ),
      /rule operation-summary/,
    ],
    [
      "a schema that no validator can compile",
      () =>
        tree.write(
          "spec/overlays/99.yaml",
          `overlay: 1.0.0
info: { title: A pattern that is none, version: 1.0.0 }
actions:
  - { target: $.components.schemas.VideoGenerationResponse, update: { pattern: '[' } }`,
        ),
      /cannot be compiled/,
    ],
  ])("reports %s, exits 1 and changes nothing", async (_, spoil, message) => {
    await tree.generate();
    const before = await tree.readGenerated();
    await spoil();
    const { code, output } = await tree.generate();
    expect(output).toMatch(message);
    expect(output).toMatch(/Nothing was written/);
    expect(code).toBe(1);
    expect(await tree.readGenerated()).toEqual(before);
  });

  it("reports all bad pages of a run, not the first one", async () => {
    await tree.write("spec/pages/a.md", "# Nothing");
    await tree.write("spec/pages/b.yaml", "openapi: 3.0.0");
    const { output } = await tree.generate();
    expect(output).toMatch(/a\.md[\s\S]*b\.yaml[\s\S]*2 errors/);
  });
});

describe("the command line of generate", () => {
  it("explains itself", async () => {
    const { code, output } = await tree.generate("--help");
    expect(code).toBe(0);
    expect(output).toMatch(/--check[\s\S]*Exit codes/);
  });

  it("exits 2 on an unknown option", async () => {
    expect(await tree.generate("--chekc")).toMatchObject({
      code: 2,
      output: expect.stringMatching(/unknown option/),
    });
  });
});
