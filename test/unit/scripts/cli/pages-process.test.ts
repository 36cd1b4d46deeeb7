import { spawnSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makePage } from "../../../helpers/documents.ts";
import { kitePage, type PageServer, startPageServer } from "../../../helpers/page-server.ts";
import { makeModelPage } from "../../../helpers/pages.ts";
import { makeProject, type Project } from "../../../helpers/project.ts";

let server: PageServer;
let project: Project;
beforeEach(async () => {
  server = await startPageServer({ "/kite.md": kitePage(), "/gull.md": kitePage("/v1/gulls") });
  project = await makeProject();
});
afterEach(async () => {
  await server.close();
  await project.remove();
});

/** A page of a model whose `seconds` end there. */
const bodyPage = (maximum: number) =>
  makePage(
    JSON.stringify(
      makeModelPage("kite-1", { properties: { seconds: { type: "integer", maximum } } }).document,
    ),
  );

const run = (command: string, ...args: string[]) => project.start(command, ...args).ended;

describe("the commands about pages, as processes", { timeout: 120_000 }, () => {
  it("add, list, update and remove in a project without any file of ours", async () => {
    const added = await run("add", `${server.url}/kite.md`, `${server.url}/nowhere.md`);
    expect(added).toMatchObject({ code: 1, stderr: "" });
    expect(added.stdout).toBe(
      `✓ added    kite.md\n✗ refused  ${server.url}/nowhere.md\n    ${server.url}/nowhere.md responds with 404 Not Found.\n1 added, 1 refused\n`,
    );
    expect((await run("list")).stdout).toMatch(/^kite\.md {2}\d{4}-\d\d-\d\d {2}http:\S+\/kite\.md\n$/);
    server.routes.set("/kite.md", kitePage("/v1/kites", "Fly two"));
    expect(await run("update")).toMatchObject({
      code: 0,
      stdout: "✓ changed  kite.md\n    2 changes of documentation\n",
    });
    server.routes.set("/kite.md", bodyPage(8));
    await run("update", "--accept");
    server.routes.set("/kite.md", bodyPage(6));
    const changed = await run("update", "--dry-run");
    expect(changed.stdout).toMatch(
      /^✓ changed {2}kite\.md\n {4}breaking {3}kite-1 \(POST \/v1\/kites\/flights\)\n {6}· `seconds` is now at most 6 \(was 8\)\./,
    );
    expect(changed.stdout).toMatch(/\nNothing was written\.\n$/);
    const { pages } = JSON.parse((await run("update", "--json")).stdout);
    expect(pages).toMatchObject([{ status: "changed", changes: [{ level: "breaking", model: "kite-1" }] }]);
    server.routes.delete("/kite.md");
    expect(await run("update")).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/✗ gone {2}kite\.md[\s\S]*404/),
    });
    expect(await run("remove", "kite")).toMatchObject({ code: 0, stdout: "✓ removed  kite.md\n" });
    expect((await run("list")).stdout).toMatch(/There are no pages/);
  });

  it("print JSON for programs", async () => {
    const { code, stdout } = await run("add", `${server.url}/kite.md`, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      pages: [{ name: "kite.md", source: `${server.url}/kite.md`, status: "added" }],
      passedOver: 0,
      notes: [],
    });
    expect(JSON.parse((await run("list", "--json")).stdout)).toMatchObject([
      { name: "kite.md", state: "as fetched" },
    ]);
    expect(JSON.parse((await run("update", "--json")).stdout)).toMatchObject({ pages: [{ status: "same" }] });
  });

  it("use the language and the folders of the configuration", async () => {
    await project.write(
      "evolink-openapi.json",
      JSON.stringify({ pages: "api", lock: "api.yaml", lang: "ja" }),
    );
    server.routes.set("/llms.txt", "[a](/en/kite.md) [b](/ja/kite.md)").set("/ja/kite.md", kitePage());
    expect(await run("add", `${server.url}/llms.txt`)).toMatchObject({ code: 0 });
    expect(Object.keys(await project.readAll())).toEqual([
      "api.yaml",
      "api/ja/kite.md",
      "evolink-openapi.json",
    ]);
  });

  it("exit 2 on wrong arguments, and 1 with a sentence on what cannot be done", async () => {
    expect(await run("add")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("missing required argument"),
    });
    expect(await run("update", "--acept")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Did you mean --accept/),
    });
    expect(await run("add", "ftp://a")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error ftp:\/\/a is no/),
    });
    await project.write("evolink-openapi.json", "{");
    expect(await run("list")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Cannot be read as JSON/),
    });
    await project.write("evolink-openapi.json", "{}");
    await project.write("spec", "a file");
    const { code, stderr } = await run("add", `${server.url}/kite.md`);
    expect({ code, lines: stderr.trim().split("\n") }).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^error Cannot write/)],
    });
  });

  it("leave everything as it was on Ctrl-C", async () => {
    await run("add", `${server.url}/kite.md`);
    const before = await project.readAll();
    server.routes.set("/kite.md", kitePage("/v1/kites", "Fly two")).set("/gull.md", () => {});
    server.requests.length = 0;
    const adding = project.start("add", `${server.url}/kite.md`, `${server.url}/gull.md`, "--json");
    await vi.waitFor(() => expect(server.requests).toHaveLength(2), 20_000);
    adding.kill("SIGINT");
    const { stdout, ...ended } = await adding.ended;
    expect(ended).toEqual({ code: 130, stderr: "Stopped. Nothing was written.\n" });
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, summary: "Stopped. Nothing was written." });
    expect(await project.readAll()).toEqual(before);
  });

  it("keep what each of several runs at once has added", async () => {
    const names = ["a", "b", "c", "d"];
    for (const name of names) server.routes.set(`/${name}.md`, kitePage(`/${name}`));
    const runs = await Promise.all(names.map((name) => run("add", `${server.url}/${name}.md`)));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(Object.keys((await project.readLock()).pages)).toEqual(names.map((name) => `${name}.md`));
    expect(await readdir(join(project.folder, "spec"))).toEqual(["pages", "sources.yaml"]);
  });

  it("say in a sentence that the disk is full, and leave everything as it was", async () => {
    await run("add", `${server.url}/kite.md`);
    const before = await project.readAll();
    server.routes.set("/kite.md", `${kitePage("/v1/kites")}${"x".repeat(400_000)}`);
    // In a shell whose files may have some kB: what goes beyond is cut off, as on a disk that is full.
    const script = [join(process.cwd(), "scripts/run.js"), "scripts/cli/update.ts"];
    const limited = ["-c", 'ulimit -f 24; exec "$0" "$@"', process.execPath, ...script];
    const { code, stderr } = await project.startProgram("sh", ...limited).ended;
    expect(stderr).toMatch(/^error Cannot write .*kite\.md: EFBIG.*What was there is unchanged\.\n$/);
    expect(code).toBe(1);
    expect(await project.readAll()).toEqual(before);
  });
});

describe("--help", () => {
  it.each(["init", "add", "update", "list", "remove"])(
    "of %s says what it does, and its exit codes",
    (command) => {
      const script = ["scripts/run.js", `scripts/cli/${command}.ts`, "--help"];
      const { status, stdout } = spawnSync(process.execPath, script, { encoding: "utf8" });
      expect(status).toBe(0);
      expect(stdout).toMatch(
        new RegExp(`^Usage: evolink-openapi ${command}[\\s\\S]*--json[\\s\\S]*Exit codes: 0`),
      );
    },
  );
});

describe("init", { timeout: 60_000 }, () => {
  it("prepares a project, twice without harm, and says what comes next", async () => {
    const first = await run("init", "--github");
    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/written {8}evolink-openapi\.json/),
    });
    expect(first.stdout).toMatch(
      /Next:\n {2}npx evolink-openapi add .*\n {2}npx evolink-openapi generate\n$/,
    );
    const before = await project.readAll();
    const paths = [".gitattributes", ".github/workflows/evolink-openapi.yml", "evolink-openapi.json"];
    expect(Object.keys(before)).toEqual(paths);
    expect(await readdir(project.folder, { recursive: true })).toEqual(
      expect.arrayContaining(["spec/pages", "evolink"]),
    );
    expect((await run("init", "--github")).stdout).toMatch(/there already {2}evolink-openapi\.json/);
    expect(await project.readAll()).toEqual(before);
    expect((await run("add", `${server.url}/kite.md`)).code).toBe(0);
  });

  it("writes nothing in a dry run, and tells programs what it would", async () => {
    const { stdout } = await run("init", "--dry-run", "--json");
    expect(JSON.parse(stdout).files).toEqual([
      { path: "evolink-openapi.json", status: "written" },
      { path: ".gitattributes", status: "written" },
      { path: "spec/pages/", status: "written" },
      { path: "evolink/", status: "written" },
    ]);
    expect(await readdir(project.folder)).toEqual([]);
  });

  it("says that a file stands in the place of a folder, and writes nothing", async () => {
    await project.write("spec", "mine");
    const { code, stderr } = await run("init");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^error Cannot make the folder spec\/pages: ENOTDIR[^\n]*\n$/),
    });
    expect(await project.readAll()).toEqual({ spec: "mine" });
  });
});
