import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { chooseConfig, planFiles } from "../../../../scripts/init/plan-files.ts";
import { makeProject, type Project } from "../../../helpers/project.ts";

let project: Project;
beforeEach(async () => {
  project = await makeProject();
});
afterEach(() => project.remove());

const plan = async (github = false) => {
  const files = await planFiles(project.config, { github });
  return Object.fromEntries(files.map(({ path, status }) => [path, status]));
};
const textOf = async (path: string) =>
  (await planFiles(project.config, { github: true })).find((file) => file.path === path)?.text ?? "";
const WORKFLOW = ".github/workflows/evolink-openapi.yml";

describe("chooseConfig", () => {
  it("puts what is generated below src/ where there is one", async () => {
    expect(chooseConfig(project.folder)).toEqual({ pages: "spec/pages", out: "evolink" });
    await mkdir(join(project.folder, "src"));
    expect(chooseConfig(project.folder).out).toBe("src/evolink");
  });
});

describe("planFiles", () => {
  it("writes a configuration and the attributes of files, and a workflow when it is asked for one", async () => {
    expect(await plan()).toEqual({
      "evolink-openapi.json": "written",
      ".gitattributes": "written",
      "spec/pages/": "written",
      "evolink/": "written",
    });
    expect(await plan(true)).toMatchObject({ [WORKFLOW]: "written" });
    expect(JSON.parse(await textOf("evolink-openapi.json"))).toEqual({
      $schema: "./node_modules/evolink-openapi/config.schema.json",
      pages: "spec/pages",
      out: "evolink",
    });
  });

  it("names the schema where the package is installed, which may be above in a workspace", async () => {
    const schemaOf = async () => {
      const folder = join(project.folder, "packages/api");
      const [config] = await planFiles({ ...project.config, folder }, { github: false });
      return JSON.parse(config?.text ?? "").$schema;
    };
    await project.write("node_modules/evolink-openapi/config.schema.json", "{}");
    expect(await schemaOf()).toBe("../../node_modules/evolink-openapi/config.schema.json");
    await project.write("packages/api/node_modules/evolink-openapi/config.schema.json", "{}");
    expect(await schemaOf()).toBe("./node_modules/evolink-openapi/config.schema.json");
  });

  it("adds to .gitattributes only what is missing, and keeps what is there", async () => {
    await project.write(".gitattributes", "* text=auto\nspec/pages/** -text");
    expect(await textOf(".gitattributes")).toBe(
      "* text=auto\nspec/pages/** -text\nevolink/** text eol=lf linguist-generated\n",
    );
    await project.write(
      ".gitattributes",
      "spec/pages/** -text\r\nevolink/** text eol=lf linguist-generated\r\n",
    );
    expect(await plan()).toMatchObject({ ".gitattributes": "there already" });
  });

  it("keeps a configuration, whatever it says, and a workflow that somebody changed", async () => {
    await project.write("evolink-openapi.json", "{}");
    await project.write(WORKFLOW, "name: mine");
    expect(await plan(true)).toMatchObject({ "evolink-openapi.json": "there already", [WORKFLOW]: "kept" });
    await project.write(WORKFLOW, "");
    expect(await textOf(WORKFLOW)).toBe("");
  });

  it("puts the workflow where the repository begins, and runs it in the project's folder", async () => {
    const folder = join(project.folder, "packages/app");
    await mkdir(folder, { recursive: true });
    await mkdir(join(project.folder, ".git"));
    const files = await planFiles({ ...project.config, folder }, { github: true });
    const workflow = files.at(-1);
    expect(workflow?.path).toBe(`../../${WORKFLOW}`);
    expect(parse(workflow?.text ?? "").jobs.update.defaults.run["working-directory"]).toBe("packages/app");
  });

  it("makes the folders of pages and of what is generated, and refuses a file in the place of one", async () => {
    await mkdir(project.config.pages, { recursive: true });
    expect(await plan()).toMatchObject({ "spec/pages/": "there already", "evolink/": "written" });
    await project.write("evolink", "mine");
    await expect(plan()).rejects.toThrow(
      /^evolink is a file, and should be a folder\. Move it, or name another/,
    );
  });

  it.each([
    ["package-lock.json", "npm ci", "npx"],
    ["pnpm-lock.yaml", "pnpm install --frozen-lockfile", "pnpm exec"],
    ["yarn.lock", "yarn install", "yarn run"],
    ["bun.lock", "bun install --frozen-lockfile", "bunx"],
  ])("has the workflow install as %s says", async (lockFile, install, exec) => {
    await project.write(lockFile, "");
    const { steps } = parse(await textOf(WORKFLOW)).jobs.update;
    const scripts = steps.flatMap(({ run }: { run?: string }) => run ?? []);
    expect(scripts).toContain(install);
    expect(scripts).toContain(`${exec} evolink-openapi generate`);
  });
});
