import { readdir, readFile, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { build } from "esbuild";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleMock } from "../../scripts/build/bundle-mock.ts";
import { listPackageFolders } from "../../scripts/build/notices.ts";
import { installPacked, linkDependencies, type PackedProject } from "./install-packed.ts";

const TIMEOUT_MS = 60_000;

/** Texts that only the code of these large parts has. */
const MARKS = {
  refa: "TooManyNodesError",
  "ts-morph": "ManipulationError",
  typescript: "createIncrementalProgram",
  chokidar: "FSWatcher",
  "openapi-core": "BaseResolver",
  ajv: "MissingRefError",
};

let project: PackedProject;
let folder: string;
/** The unpacked package. */
let packed: string;
let files: string[];
beforeAll(async () => {
  project = await installPacked();
  ({ app: folder, installed: packed } = project);
  const entries = await readdir(packed, { recursive: true, withFileTypes: true });
  files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}, TIMEOUT_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the packed package", { timeout: TIMEOUT_MS }, () => {
  it("passes on the licence of every package that is bundled into it", async () => {
    const notices = await readFile(join(packed, "dist/THIRD-PARTY-NOTICES.txt"), "utf8");
    const bundled = listPackageFolders(await bundleMock(resolve("."), false));
    expect(bundled).toContain("node_modules/commander");
    for (const path of [...bundled, "node_modules/ajv", "node_modules/ajv-formats"]) {
      const { name, version } = JSON.parse(await readFile(join(path, "package.json"), "utf8"));
      expect(notices).toContain(`\n${name} ${version} (`);
    }
  });

  it.each([
    ["lints GraphQL", "GraphQLSchema"],
    ["declares the libraries of TypeScript", "declare function importScripts"],
  ])("has nothing in it that %s, which no command does", async (_, mark) => {
    // Redoc, which is a file of its own, knows the name of GraphQL.
    const code = files.filter((path) => /\.c?js$/.test(path) && !path.endsWith("/redoc.js"));
    for (const path of code) expect(await readFile(path, "utf8"), path).not.toContain(mark);
  });

  it("loads no large part when a command starts, but for what diff compares with", async () => {
    const chunks = new Map<string, string>();
    for (const path of files.filter((one) => /\/dist\/(?:chunks\/[^/]+\.cjs|bin\.js)$/.test(one)))
      chunks.set(basename(path), await readFile(path, "utf8"));
    const namedIn = (text: string, pattern: RegExp) =>
      [...text.matchAll(pattern)].map(([, path = ""]) => basename(path));
    const later = /Promise\.resolve\(\)\.then\(\(\)=>\w+\(require\("(\.[^"]+\.cjs)"\)\)\)/g;
    const listLoaded = (name: string, seen = new Set<string>()): Set<string> => {
      if (seen.has(name)) return seen;
      seen.add(name);
      const atOnce = (chunks.get(name) ?? "").replaceAll(later, "");
      for (const one of namedIn(atOnce, /require\("(\.[^"]+\.cjs)"\)/g)) listLoaded(one, seen);
      return seen;
    };
    const listMarks = (names: Iterable<string>) => {
      const text = [...names].map((name) => chunks.get(name)).join("\n");
      return Object.entries(MARKS).flatMap(([part, mark]) => (text.includes(mark) ? [part] : []));
    };
    expect(listMarks(chunks.keys())).toEqual(Object.keys(MARKS));

    const [main = ""] = namedIn(chunks.get("bin.js") ?? "", /"(main-\w+\.cjs)"/g);
    const commands = namedIn(chunks.get(main) ?? "", later);
    const large = commands.map((chunk) => [chunk.replace(/-\w+\.cjs$/, ""), listMarks(listLoaded(chunk))]);
    expect(Object.fromEntries(large)).toEqual({
      init: [],
      add: [],
      update: [],
      list: [],
      remove: [],
      generate: [],
      doctor: [],
      diff: ["refa", "ajv"],
      batch: [],
      mock: [],
    });
    const config = [...chunks.keys()].filter((name) => name.startsWith("explain-config-"));
    expect(config.map((name) => listMarks(listLoaded(name)))).toEqual([[]]);
    // In a chunk with others it would be parsed twice.
    const compilers = [...chunks].filter(([, text]) => text.includes(MARKS.typescript));
    expect(compilers.map(([name]) => listMarks([name]))).toEqual([["typescript"]]);
  });

  it("has the declarations that its subpaths lead to, and no others", async () => {
    const { exports } = JSON.parse(await readFile(join(packed, "package.json"), "utf8"));
    const text = JSON.stringify(exports);
    const roots = [...text.matchAll(/"(\.\/[^"]+\.d\.ts)"/g)].map(([, path = ""]) => join(packed, path));
    const program = ts.createProgram(roots, {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
      noLib: true,
    });
    const reachable = program.getSourceFiles().map(({ fileName }) => resolve(fileName));
    const own = reachable.filter((path) => path.startsWith(packed)).sort();
    expect(files.filter((path) => path.endsWith(".d.ts")).sort()).toEqual(own);
  });

  it("has declarations that name no package but those that are installed with it", async () => {
    const { dependencies } = JSON.parse(await readFile(join(packed, "package.json"), "utf8"));
    const texts = await Promise.all(
      files.filter((path) => path.endsWith(".d.ts")).map((path) => readFile(path, "utf8")),
    );
    const named = texts.flatMap((text) =>
      ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName),
    );
    const foreign = named.filter((name) => !/^(\.|node:)/.test(name));
    expect(foreign).not.toEqual([]);
    expect(
      foreign.filter((name) => !Object.keys(dependencies).some((one) => `${name}/`.startsWith(`${one}/`))),
    ).toEqual([]);
  });

  it("depends on no package that Jest cannot load as CommonJS, or Angular not as ES modules", async () => {
    const { dependencies } = JSON.parse(await readFile(join(packed, "package.json"), "utf8"));
    for (const name of Object.keys(dependencies)) {
      const { type, exports = {} } = JSON.parse(
        await readFile(join("node_modules", name, "package.json"), "utf8"),
      );
      const conditions = JSON.stringify(exports);
      expect(type !== "module" || conditions.includes('"require"'), name).toBe(true);
      expect(type === "module" || conditions.includes('"import"'), name).toBe(true);
    }
  });

  it("is bundled into ES modules that need neither Node nor `require`, but for what is for Node", async () => {
    await linkDependencies(project);
    const bundle = async (subpath: string, platform: "node" | "neutral") => {
      const { outputFiles } = await build({
        stdin: { contents: `export * from "evolink-openapi${subpath}"`, resolveDir: folder },
        bundle: true,
        write: false,
        format: "esm",
        platform,
        mainFields: ["module", "main"],
        logLevel: "silent",
      });
      return outputFiles[0]?.text;
    };
    const web = [
      "",
      "/schema",
      "/functions",
      "/models",
      "/validate",
      "/raw",
      "/runtime",
      "/callback",
      "/proxy",
    ];
    for (const subpath of [...web, "/ai-sdk", "/query", "/result"])
      expect(await bundle(subpath, "neutral"), subpath).not.toContain("Dynamic require");
    expect(await bundle("/node", "node")).not.toContain("Dynamic require");
  });
});
