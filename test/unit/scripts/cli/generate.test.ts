import { spawnSync } from "node:child_process";
import { readFile, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeDocument, makePage } from "../../../helpers/documents.ts";
import { makeTree, type Tree } from "../../../helpers/processes/tree.ts";

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
    expect(changedLines("schema.ts")).toEqual(['* Accepts an integer from 3 to 12 or "auto".']);
    expect(changedLines("models.ts")).toHaveLength(1);
    expect(changedLines("models.ts")?.[0]).toContain("maximum: 12");
    expect(changedLines("validators.js")?.join()).toContain("12");
  });

  it("names the worst level of what changed, with and without caches, and of a first run none", async () => {
    expect((await tree.generate()).output).not.toMatch(/the API/);
    const page = await tree.read(PAGE);
    await tree.write(PAGE, page.replace("maximum: 10\n", "maximum: 8\n"));
    const breaking = /Worst change of the API: breaking \(1 breaking · 0 risky · /;
    expect((await tree.generate("--dry-run")).output).toMatch(breaking);
    await rm(join(tree.folder, "caches"), { recursive: true });
    const { code, output } = await tree.generate("--json");
    expect(code).toBe(0);
    expect(JSON.parse(output).changed).toMatchObject({
      worst: "breaking",
      text: expect.stringMatching(breaking),
    });
    await tree.write(PAGE, page);
    expect((await tree.generate()).output).toMatch(/Worst change of the API: compatible \(0 breaking/);
    // The document on disk counts, not the one that was cached.
    await tree.write("generated/openapi.yaml", "openapi: 3.1.0\npaths: {}\n");
    expect((await tree.generate()).output).toMatch(/Worst change of the API: compatible .*[1-9] compatible/);
  });

  it("says when nothing has changed, and notices a change of any file", async () => {
    await tree.generate();
    expect((await tree.generate()).output).toMatch(/Nothing has changed/);
    const wanted = await tree.readGenerated();
    await tree.write("generated/models.ts", "// by hand");
    expect((await tree.generate()).output).toMatch(/Wrote models\.ts/);
    expect(await tree.readGenerated()).toEqual(wanted);
  });

  it("puts the texts of the language first that the configuration names", async () => {
    const texts = async (lang: string) => {
      await tree.write("evolink-openapi.json", JSON.stringify({ lang }));
      const cwd = vi.spyOn(process, "cwd").mockReturnValue(tree.folder);
      expect((await tree.generate().finally(() => cwd.mockRestore())).code).toBe(0);
      return (await tree.readGenerated())["schema.ts"] ?? "";
    };
    const page = await tree.read(PAGE);
    await tree.write("spec/pages/ja/page.md", page.replaceAll("動画", "どうが"));
    await tree.write("spec/pages/ko/page.md", page.replaceAll("動画", "동영상"));
    await tree.write(PAGE, page.replaceAll("gemini-omni-flash-text-to-video", "another"));
    expect(await texts("ja")).toMatch(/どうがの長さ/);
    expect(await texts("KO")).toMatch(/동영상の長さ/);
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

describe("generate into what cannot be a folder", () => {
  it.each([[], ["--check"]])("says so in a sentence: %j", async (...args) => {
    await tree.write("generated", "");
    const { code, output } = await tree.generate(...args);
    expect(code).toBe(1);
    expect(output).toMatch(/generated is a file, and should be a folder\. Move it, or name another folder\./);
    expect(output).not.toMatch(/ENOTDIR| at /);
  });
});

describe("generate --dry-run", () => {
  it("says what it would write, and writes nothing", async () => {
    const { code, output } = await tree.generate("--dry-run");
    expect([code, output]).toEqual([0, expect.stringMatching(/Would write openapi\.yaml, .*models\.ts/)]);
    expect(await tree.readGenerated()).toEqual({});
    expect((await tree.generate()).output).toMatch(/Wrote openapi\.yaml/);
    expect((await tree.generate("--dry-run")).output).toMatch(/Nothing has changed/);
  });
});

describe("generate --json", () => {
  const parse = ({ output }: { output: string }) => JSON.parse(output);

  it("prints for programs what was written and every problem, and nothing else", async () => {
    await tree.write("spec/pages/broken.md", makePage("openapi: 3.1.0\n  bad: ["));
    const first = parse(await tree.generate("--json"));
    expect(first).toMatchObject({ ok: true, files: expect.arrayContaining(["openapi.yaml", "models.ts"]) });
    expect(first.problems).toMatchObject([
      { severity: "warning", file: expect.stringMatching(/broken\.md$/) },
    ]);
    expect(parse(await tree.generate("--json"))).toMatchObject({ ok: true, files: [] });
  });

  it("prints drift and errors in the same form", async () => {
    await tree.generate();
    await tree.write("generated/models.ts", "// old");
    expect(parse(await tree.generate("--check", "--json"))).toMatchObject({
      ok: false,
      files: ["models.ts"],
    });
    await rm(join(tree.folder, "spec/pages"), { recursive: true });
    const failed = await tree.generate("--json");
    expect(failed.code).toBe(1);
    expect(parse(failed)).toMatchObject({ ok: false, problems: [{ severity: "error" }] });
  });
});

describe("generate --check", () => {
  it("passes on what generate made, and writes nothing", async () => {
    await tree.generate();
    const before = await tree.readGenerated();
    expect((await tree.generate("--check")).code).toBe(0);
    expect(await tree.readGenerated()).toEqual(before);
  });

  it("passes on files whose line ends git has changed", async () => {
    await tree.generate();
    const name = "generated/models.ts";
    await tree.write(name, (await tree.read(name)).replaceAll("\n", "\r\n"));
    expect((await tree.generate("--check")).code).toBe(0);
    await tree.write(name, `${await tree.read(name)}\r\n`);
    expect((await tree.generate("--check")).code).toBe(1);
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
      "a page that has lost its document",
      () => tree.write(PAGE, "# Nothing"),
      /text-to-video\.md\s+The page has become prose\. What stands in the output was made from it/,
    ],
    [
      "a page that has lost its operation",
      () => tree.write(PAGE, makePage("openapi: 3.1.0\npaths: {}")),
      /text-to-video\.md #\/paths\s+The page describes no operation\.[\s\S]*made from it/,
    ],
    [
      "a page that has broken",
      () => tree.write(PAGE, makePage("openapi: 3.1.0\n  bad: [")),
      /text-to-video\.md line \d+:\d+\s+This is not YAML/,
    ],
    [
      "a page that has broken, while another is well",
      async () => {
        await tree.write(PAGE, makePage("openapi: 3.1.0\n  bad: ["));
        await tree.write("spec/pages/b.yaml", KITES);
      },
      /text-to-video\.md line \d+:\d+\s+This is not YAML[\s\S]*made from it/,
    ],
    [
      "a page that has broken under a new name",
      async () => {
        await rm(join(tree.folder, PAGE));
        await tree.write("spec/pages/a.md", makePage("openapi: 3.1.0\n  bad: ["));
        await tree.write("spec/pages/b.yaml", KITES);
      },
      /a\.md line \d+:\d+\s+This is not YAML[\s\S]*The output has POST \/v1\/videos\/generations/,
    ],
    [
      "pages of which none is usable",
      async () => {
        await rm(join(tree.folder, PAGE));
        await tree.write("spec/pages/a.md", "# Nothing");
      },
      /None of the 1 files describes an API: the first is prose/,
    ],
    [
      "a supplement that is none",
      () => tree.write("spec/supplement/a.md", "# Nothing"),
      /a\.md\s+This supplement is prose/,
    ],
    [
      "an overlay that matches nothing",
      () => tree.write("spec/overlays/99.yaml", OVERLAY),
      /matches nothing any more/,
    ],
    ["an overlay that is not YAML", () => tree.write("spec/overlays/99.yaml", "a: ["), /not YAML/],
    [
      "no pages",
      () => rm(join(tree.folder, "spec/pages"), { recursive: true }),
      /no such folder\. `evolink-openapi add` puts pages there/,
    ],
    [
      "a lint error",
      () =>
        tree.write(
          "spec/overlays/99.yaml",
          OVERLAY.replace("$.nowhere, update: {}", "$.paths.*.post, update: { deprecated: soon }"),
        ),
      /rule struct/,
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
    await tree.generate();
    await tree.write(PAGE, "");
    await tree.write("spec/pages/b.yaml", "openapi: 3.0.0");
    await tree.write("spec/pages/c.yaml", KITES);
    const { output } = await tree.generate();
    expect(output).toMatch(/b\.yaml[\s\S]*text-to-video\.md/);
    await tree.write("spec/pages/c.yaml", "");
    expect((await tree.generate()).output).toMatch(/b\.yaml[\s\S]*c\.yaml[\s\S]*3 errors/);
  });
});

/** A page that is well. */
const KITES = JSON.stringify(makeDocument());

describe("generate on a folder of documentation", () => {
  it.each<[string, string, string | Uint8Array, RegExp]>([
    [
      "a block that is not YAML",
      "a.md",
      makePage("openapi: 3.1.0\n  bad: ["),
      /a\.md line \d+:\d+: This is not YAML/,
    ],
    ["a document of Swagger 2.0", "a.yaml", "swagger: '2.0'\npaths: {}", /Convert it to OpenAPI 3 first/],
    [
      "a reference to a file",
      "a.yaml",
      "openapi: 3.1.0\npaths: { /a: { $ref: /etc/passwd } }",
      /a\.yaml #\/paths\/~1a\/\$ref: .*leaves the document/,
    ],
    ["a page of 20 MB", "a.md", "x".repeat(20_000_000), /a page may have 16777216/],
    ["a page that is empty", "a.md", "", /a\.md: The file is empty/],
    [
      "a page without an operation",
      "a.yaml",
      "openapi: 3.1.0\npaths: {}",
      /a\.yaml #\/paths: The page describes no/,
    ],
    [
      "a pointer to a document that is not there",
      "a.mdx",
      '---\nopenapi: "/en/a.json POST /v1/a"\n---\n',
      /a\.mdx: The page points to \/en\/a\.json, which is not here/,
    ],
  ])("refuses %s, and makes the rest of the pages", async (_, name, text, message) => {
    await tree.write(`spec/pages/${name}`, String(text));
    const { code, output } = await tree.generate();
    expect([code, output]).toEqual([0, expect.stringMatching(message)]);
    expect(output).toMatch(/1 file contributed\n\s+1 file refused/);
    const { "manifest.json": manifest = "", ...files } = await tree.readGenerated();
    expect(files["models.ts"]).toBe(await readFile("generated/models.ts", "utf8"));
    expect(manifest).not.toContain(name);
  });

  it("refuses a page that cannot be read, and makes the rest", async () => {
    await symlink("nowhere", join(tree.folder, "spec/pages/a.md"));
    const { code, output } = await tree.generate();
    expect([code, output]).toEqual([0, expect.stringMatching(/a\.md: Cannot be read: ENOENT/)]);
  });

  it("passes over what describes no API, and says how much of what", async () => {
    await tree.write("spec/pages/docs.json", '{ "openapi": "en/kites.json" }');
    await tree.write("spec/pages/en/start.mdx", "# Start");
    await tree.write("spec/pages/en/end.mdx", "# End");
    await tree.write("spec/pages/logo.svg", "<svg/>");
    await tree.write("spec/pages/en/kites.json", KITES);
    await tree.write(
      "spec/pages/en/kites.mdx",
      '---\nopenapi: "/en/kites.json POST /v1/kites/flights"\n---\n',
    );
    const first = await tree.generate();
    expect(first).toMatchObject({ code: 0, output: expect.stringContaining("2 files contributed") });
    expect(first.output).toContain(
      "5 files passed over: 2 × prose, 1 × other data, 1 × other file, 1 × pointer to a document",
    );
    const second = await tree.generate();
    expect(second.output).toMatch(/Nothing has changed[\s\S]*5 files passed over/);
  });

  it("goes on without a page that was refused before, and without one that was removed", async () => {
    await tree.write("spec/pages/a.yaml", "openapi: 3.1.0");
    await tree.write("spec/pages/b.yaml", KITES);
    await tree.generate();
    await tree.write("spec/pages/a.yaml", "openapi: 3.1.1");
    expect((await tree.generate()).code).toBe(0);
    await rm(join(tree.folder, "spec/pages/a.yaml"));
    await rm(join(tree.folder, "spec/pages/b.yaml"));
    expect((await tree.generate()).code).toBe(0);
    expect((await tree.readGenerated())["openapi.yaml"]).not.toContain("kites");
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

  it("exits 2 where a check is to be watched, which would never end", async () => {
    expect(await tree.generate("--check", "--watch")).toMatchObject({
      code: 2,
      output: expect.stringMatching(/'--watch' cannot be used with option '--check'/),
    });
  });
});
