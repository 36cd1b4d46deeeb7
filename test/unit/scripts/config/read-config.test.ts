import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CONFIG_NAME, readConfig } from "../../../../scripts/config/read-config.ts";

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "evolink-openapi-")));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const configure = (content: unknown) =>
  writeFile(join(folder, CONFIG_NAME), typeof content === "string" ? content : JSON.stringify(content));

describe("readConfig", () => {
  it("has a default for everything where there is no file", async () => {
    expect(await readConfig(folder)).toEqual({
      output: {
        folder,
        imports: { ending: ".js", from: "evolink-openapi" },
        pages: join(folder, "spec/pages"),
        lock: join(folder, "spec/sources.yaml"),
        supplement: undefined,
        overlays: undefined,
        lintConfig: undefined,
        out: join(folder, "evolink"),
        lang: undefined,
      },
      problems: [],
    });
  });

  it("takes folders of supplements and overlays at their usual places where they are there", async () => {
    await mkdir(join(folder, "spec/overlays"), { recursive: true });
    const { output } = await readConfig(folder);
    expect(output).toMatchObject({ overlays: join(folder, "spec/overlays"), supplement: undefined });
  });

  it("finds the file from a folder below, and reads its paths from where it lies", async () => {
    await configure({ pages: "docs/api", out: "src/evolink", overlays: "gone", lang: "ja" });
    await mkdir(join(folder, "src/deep"), { recursive: true });
    const { output } = await readConfig(join(folder, "src/deep"));
    expect(output).toMatchObject({
      folder,
      pages: join(folder, "docs/api"),
      out: join(folder, "src/evolink"),
      overlays: join(folder, "gone"),
      lang: "ja",
    });
  });

  it("reads the paths and the byte order mark of Windows", async () => {
    await configure('\ufeff{ "pages": "docs\\\\api", "out": "..\\\\evolink", "lock": "docs\\\\lock.yaml" }');
    const { output, problems } = await readConfig(folder);
    expect(problems).toEqual([]);
    expect(output).toMatchObject({
      pages: join(folder, "docs/api"),
      out: join(folder, "../evolink"),
      lock: join(folder, "docs/lock.yaml"),
    });
  });

  it.each<[string, unknown, RegExp]>([
    ["a key like no other, and names none", { foo: 1 }, /no key "foo"\. It may have \$schema, pages/],
    [
      "a key nobody knows, and names the nearest",
      { overlay: "a" },
      /no key "overlay"\. Did you mean "overlays"\?/,
    ],
    ["a misspelt key, and names the nearest", { paegs: "a" }, /no key "paegs"\. Did you mean "pages"\?/],
    ["a value of another type", { out: 3 }, /^out must be .*, got 3\.$/],
    ["an empty path", { out: "" }, /^out must be /],
    ["what is no object", [1], /^Expected an object, got \[1\]/],
    ["what is no JSON", "{ pages:", /^Cannot be read as JSON: .*position/],
  ])("refuses %s", async (_, content, message) => {
    await configure(content);
    const { output, problems } = await readConfig(folder);
    expect(output).toBeUndefined();
    expect(problems).toEqual([
      { severity: "error", file: CONFIG_NAME, pointer: "", message: expect.stringMatching(message) },
    ]);
  });

  it("reports every mistake of a file", async () => {
    await configure({ paegs: "a", outt: "b", lang: 1 });
    expect((await readConfig(folder)).problems).toHaveLength(3);
  });

  it("says that a folder stands in the place of the file", async () => {
    await mkdir(join(folder, CONFIG_NAME));
    expect((await readConfig(folder)).problems[0]?.message).toMatch(/EISDIR/);
  });
});
