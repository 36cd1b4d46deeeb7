import { execFile } from "node:child_process";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GeneratedApp, makeGeneratedApp } from "./generated-app.ts";

const run = promisify(execFile);
const TIMEOUT_MS = 120_000;

let project: GeneratedApp;
let app: string;

beforeAll(async () => {
  project = await makeGeneratedApp();
  app = project.app;
}, TIMEOUT_MS);

afterAll(() => rm(app, { recursive: true, force: true }));

/** A script that runs the generated client against the mock of the package, both as they are installed. */
const RUN = `import { startMock } from "evolink-openapi/mock";
import { use } from "./out/use.js";
const mock = await startMock({ spec: "evolink/openapi.yaml", taskSeconds: 0 });
console.log(JSON.stringify(await use(mock.url)));
await mock.close();
`;

/** A CommonJS module that requires the package and a generated folder, which are modules of ES. */
const REQUIRED = `import own = require("./evolink/index.js");
import core = require("evolink-openapi");
import raw = require("evolink-openapi/raw");
import node = require("evolink-openapi/node");
console.log(typeof own.createEvolink, typeof core.createEvolink, typeof raw.createRaw, typeof node.saveResult);
`;

describe("a folder that the packed package generates", { timeout: TIMEOUT_MS }, () => {
  it.each([
    ["NodeNext", "NodeNext"],
    ["Node16", "Node16"],
    ["Node20", "Node16"],
    ["ESNext", "Bundler"],
    ["ESNext", "Node10"],
  ])("compiles with nothing else installed under module %s and resolution %s", async (module, resolution) => {
    expect(await project.compile(["--noEmit", "--module", module, "--moduleResolution", resolution])).toBe(
      "",
    );
  });

  it("runs against the mock of the same package", async () => {
    const out = ["--outDir", "out", "--rootDir", ".", "--allowJs"];
    expect(await project.compile(["--module", "NodeNext", ...out])).toBe("");
    // The compiler leaves JavaScript that has declarations where it is.
    await cp(join(app, "evolink/validators.js"), join(app, "out/evolink/validators.js"));
    await writeFile(join(app, "run.js"), RUN);
    const { stdout } = await run(process.execPath, ["run.js"], { cwd: app });
    expect(JSON.parse(stdout)).toEqual(["completed", 1, true, 1, "TaskFailedError"]);
  });

  it("serves a CommonJS module under NodeNext, and not under Node16, where README has what helps", async () => {
    await writeFile(join(app, "required.cts"), REQUIRED);
    const options = (module: string) => [
      "--module",
      module,
      "--outDir",
      "out",
      "--rootDir",
      ".",
      "required.cts",
    ];
    expect(await project.compile(options("Node16"))).toMatch(/required\.cts\(\d+,\d+\): error TS1471|TS1479/);
    expect(await project.compile(options("NodeNext"))).toBe("");
    const { stdout } = await run(process.execPath, ["out/required.cjs"], { cwd: app });
    expect(stdout).toBe("function function function function\n");
  });

  it("is judged by the packed commands against a changed document, and its pages for mistakes", async () => {
    const document = await readFile(join(app, "evolink/openapi.yaml"), "utf8");
    await writeFile(join(app, "changed.yaml"), document.replace("maximum: 10", "maximum: 8"));
    await expect(project.packed("diff", "evolink/openapi.yaml", "changed.yaml")).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining("`duration` is now at most 8 (was 10)"),
    });
    await writeFile(join(app, "retyped.yaml"), document.replaceAll("type: integer", "type: string"));
    await expect(
      project.packed("diff", "evolink/openapi.yaml", "retyped.yaml", "--types"),
    ).rejects.toMatchObject({
      stdout: expect.stringContaining("Type 'number' is not assignable to"),
    });
    const same = await project.packed("diff", "evolink/openapi.yaml", "evolink/openapi.yaml");
    expect(same.stdout).toBe("✓ Nothing has changed.\n");
    expect((await project.packed("doctor")).stdout).toContain("#/info/license");
  });
});
