import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../../../../scripts/cli/diff.ts";

const document = (maximum: number, path = "/v1/clips") =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Clips", version: "1" },
    paths: {
      [path]: {
        post: {
          requestBody: {
            content: {
              "application/json": {
                schema: { type: "object", properties: { seconds: { type: "integer", maximum } } },
              },
            },
          },
          responses: { "200": { description: "Done." } },
        },
      },
    },
  });

let folder = "";
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diff-"));
  await writeFile(at("old.json"), document(15));
  await writeFile(at("new.json"), document(10));
  await writeFile(at("other.json"), document(15, "/v1/elsewhere"));
  await writeFile(
    at("ignore.yaml"),
    '- kind: values-changed\n  reason: agreed\n  expires: "2999-01-01"\n- kind: none\n  reason: agreed\n  expires: "2999-01-01"\n',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const [output, errors]: [string[], string[]] = [[], []];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => output.push(String(text)) > 0);
  vi.spyOn(console, "log").mockImplementation((text) => void output.push(`${text}\n`));
  vi.spyOn(console, "error").mockImplementation((text) => void errors.push(`${text}\n`));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => errors.push(String(text)) > 0);
  const code = await main(args);
  return { code, output: output.join(""), errors: errors.join("") };
}
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("diff", () => {
  it("prints JSON with --json as with --format json", async () => {
    const { code, output } = await run(at("old.json"), at("new.json"), "--json");
    expect({ code, ...JSON.parse(output) }).toMatchObject({ code: 1, version: 1, worst: "breaking" });
    vi.restoreAllMocks();
    expect((await run(at("old.json"), at("new.json"), "--format", "json")).output).toBe(output);
  });

  it("exits 1 for a breaking change, and 0 the other way round", async () => {
    const narrowed = await run(at("old.json"), at("new.json"));
    expect(narrowed).toMatchObject({
      code: 1,
      output: expect.stringContaining("`seconds: 11` was accepted and is refused now."),
    });
    expect(await run(at("new.json"), at("old.json"))).toMatchObject({ code: 0 });
    expect(await run(at("old.json"), at("old.json"))).toMatchObject({
      code: 0,
      output: "✓ Nothing has changed.\n",
    });
  });

  it("fails from the level that is asked for", async () => {
    expect(await run(at("new.json"), at("old.json"), "--fail-on", "risky")).toMatchObject({ code: 0 });
    expect(await run(at("new.json"), at("old.json"), "--fail-on", "compatible")).toMatchObject({ code: 1 });
  });

  it("leaves out what the ignore file accepts, and warns of entries without use", async () => {
    const { code, output, errors } = await run(at("old.json"), at("new.json"), "--ignore", at("ignore.yaml"));
    expect(code).toBe(0);
    expect(output).toContain("1 ignored");
    expect(errors).toContain("entry 2 matches no change");
  });

  it("writes annotations, and the step summary where GitHub asks for it", async () => {
    vi.stubEnv("GITHUB_STEP_SUMMARY", at("summary.md"));
    const { output } = await run(at("old.json"), at("new.json"), "--format", "github");
    expect(output).toMatch(/^::error title=breaking%3A POST \/v1\/clips::/);
    expect(await readFile(at("summary.md"), "utf8")).toContain("### breaking: `POST /v1/clips`");
  });

  describe("with --since", () => {
    /** A project in a folder of its repository, whose files have a lower maximum since they were committed. */
    const project = () => at("repository/project");
    beforeAll(async () => {
      const files = { "made/openapi.yaml": 15, "clips.json": 20 };
      const write = (name: string, maximum: number) => writeFile(join(project(), name), document(maximum));
      await mkdir(join(project(), "made"), { recursive: true });
      for (const [name, maximum] of Object.entries(files)) await write(name, maximum);
      await writeFile(join(project(), "evolink-openapi.json"), JSON.stringify({ out: "made" }));
      for (const args of [
        ["init", "-q"],
        ["add", "-A"],
        ["commit", "-qm", "first"],
      ])
        execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], {
          cwd: at("repository"),
        });
      for (const name of Object.keys(files)) await write(name, 10);
    });
    beforeEach(() => void vi.spyOn(process, "cwd").mockReturnValue(project()));

    it.each([
      ["compares what the project generates", ["HEAD"], "is now at most 10 (was 15)"],
      ["takes a side that is named", ["HEAD", "clips.json"], "is now at most 10 (was 15)"],
      ["takes a path", ["HEAD:project/clips.json", "clips.json"], "is now at most 10 (was 20)"],
    ])("%s", async (_, args, message) => {
      const { code, output } = await run("--since", ...args);
      expect([code, output]).toEqual([1, expect.stringContaining(message)]);
    });

    it.each([
      ["an unknown revision", ["nowhere"], "nowhere"],
      ["two sides besides", ["HEAD", "clips.json", "clips.json"], "Name two sides"],
      ["a path that the revision has not", ["HEAD:clips.json", "clips.json"], "HEAD has no clips.json"],
    ])("exits 2 for %s", async (_, args, message) => {
      const { code, errors } = await run("--since", ...args);
      expect([code, errors]).toEqual([2, expect.stringContaining(message)]);
    });
  });

  it("prints what the README shows of the page in this repository", async () => {
    const copy = at("pages");
    await cp("spec/pages", copy, { recursive: true });
    for (const name of await readdir(copy)) {
      const page = await readFile(join(copy, name), "utf8");
      await writeFile(join(copy, name), page.replace(/maximum: 10$/m, "maximum: 8"));
    }
    const { output } = await run("spec/pages", copy);
    const [, shown] = /<!-- diff -->\n```text\n([\s\S]*?)```/.exec(await readFile("README.md", "utf8")) ?? [];
    expect(output).toBe(shown);
  });

  it.each<[title: string, args: string[], message: RegExp]>([
    ["one side", ["old.json"], /Name two sides/],
    ["a side that is not there", ["old.json", "nothing.json"], /neither a file/],
    ["documents of nothing in common", ["old.json", "other.json"], /no path in common/],
    ["a level that is none", ["old.json", "new.json", "--fail-on=bad"], /bad/],
  ])("exits 2 at %s", async (_, args, message) => {
    const { code, errors } = await run(...args.map((one) => (one.endsWith(".json") ? at(one) : one)));
    expect(code).toBe(2);
    expect(errors).toMatch(message);
  });
});
