import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { COMMANDS, main } from "../../../../../scripts/cli/published/main.ts";
import { makeDocument } from "../../../../helpers/documents.ts";

const ROOT = process.cwd();
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "json-"));
  vi.spyOn(process, "cwd").mockReturnValue(folder);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** Files by path; null is a folder. */
type Files = Record<string, string | null>;

async function run(files: Files, [name = "", ...args]: readonly string[]) {
  for (const [path, text] of Object.entries(files)) {
    const at = join(folder, path);
    await mkdir(text === null ? at : dirname(at), { recursive: true });
    if (text !== null) await writeFile(at, text);
  }
  const [printed, said]: [string[], string[]] = [[], []];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(String(text)) > 0);
  vi.spyOn(console, "log").mockImplementation((text) => void printed.push(`${text}\n`));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  vi.spyOn(console, "error").mockImplementation((text) => void said.push(`${text}\n`));
  const context = { root: ROOT, toolchain: "", caches: join(folder, "caches") };
  const code = await (COMMANDS[name] === undefined
    ? main([name, ...args])
    : (await COMMANDS[name].load()).main([...args], context));
  return { code, stdout: printed.join(""), stderr: said.join("") };
}

const CONFIG = "evolink-openapi.json";
const LOCK = "spec/sources.yaml";
const PAGE: Files = { "spec/pages/kite.json": JSON.stringify(makeDocument()) };
const NO_PLACE = process.platform === "linux" ? "/proc/kite" : "file/kite";

/** What each command is given besides, where it needs it. */
const NEEDED = {
  init: [],
  add: ["kite.json"],
  update: [],
  list: [],
  remove: ["kite.json"],
  generate: [],
  doctor: [],
  diff: ["a.json", "b.json"],
  batch: ["orders.jsonl"],
};
type Name = keyof typeof NEEDED;
const names = Object.keys(NEEDED) as Name[];

/** What goes wrong, in which commands, and what is said of it. */
const FAILURES: [what: string, files: Files, args: string[], commands: Name[], said: RegExp][] = [
  ["a configuration that is no JSON", { [CONFIG]: "{" }, [], names, /Cannot be read as JSON/],
  ["a configuration that is a folder", { [CONFIG]: null }, [], names, /Cannot be read as JSON: EISDIR/],
  ["an unknown key", { [CONFIG]: '{"page":"x"}' }, [], names, /page/],
  ["a misspelt option", {}, ["--jsonn"], names, /unknown option '--jsonn'/],
  [
    "one argument too many",
    {},
    ["x", "y", "z"],
    ["init", "list", "generate", "doctor", "diff", "batch"],
    /too many/,
  ],
  [
    "a folder in the place of the lock file",
    { [LOCK]: null },
    [],
    ["update", "list", "remove"],
    /sources\.yaml/,
  ],
  ["a lock file that is none", { [LOCK]: "- [" }, [], ["update", "list", "remove"], /sources\.yaml/],
  [
    "a file that is not there",
    {},
    [],
    ["add", "remove", "diff", "batch"],
    /no file|neither a file|kite\.json/,
  ],
  ["an address that is none", {}, ["ftp://kite"], ["add"], /ftp:\/\/kite is no/],
  ["a server that is not there", {}, ["http://127.0.0.1:1/kite.md"], ["add"], /cannot be fetched/],
  ["a file in the place of a folder", { spec: "" }, [], ["init", "generate", "doctor"], /spec/],
  ["no pages", {}, [], ["generate", "doctor"], /pages/],
  [
    "no place for folders",
    { ...PAGE, file: "", [CONFIG]: `{"out":"${NO_PLACE}"}` },
    [],
    ["init", "generate"],
    /kite/,
  ],
  [
    "no place for pages",
    { "kite.json": PAGE["spec/pages/kite.json"] ?? "", file: "", [CONFIG]: `{"pages":"${NO_PLACE}"}` },
    [],
    ["add"],
    /kite/,
  ],
  [
    "no place for results",
    { "orders.jsonl": '{"body":{"model":"a"}}', file: "" },
    ["--out", NO_PLACE],
    ["batch"],
    /kite/,
  ],
  ["orders that are none", { "orders.jsonl": "{" }, [], ["batch"], /line 1|Line 1/],
  [
    "documents that have nothing in common",
    { "a.json": JSON.stringify(makeDocument()), "b.json": "{}" },
    [],
    ["diff"],
    /b\.json/,
  ],
];

describe("--json", () => {
  it.each(
    FAILURES.flatMap(([what, files, args, commands, said]) =>
      commands.map((command) => ({ command, what, files, args: [...NEEDED[command], ...args], said })),
    ),
  )("of $command prints one document that tells of $what", async ({ command, files, args, said }) => {
    vi.stubEnv("EVOLINK_API_KEY", "k");
    const { code, stdout, stderr } = await run(files, [command, "--json", ...args]);
    expect(JSON.stringify(JSON.parse(stdout))).toMatch(said);
    expect(code, stderr).toBeGreaterThan(0);
    expect(stderr).not.toMatch(/\n +at /);
  });

  it.each([
    ["a command that is none", ["lst", "--json"]],
    ["the format of diff", ["diff", "--format", "json", "a"]],
    ["the format of diff, in one word", ["diff", "--format=json", "a"]],
  ])("is heard in %s", async (_, args) => {
    const { code, stdout } = await run({}, args);
    expect({ code, document: JSON.parse(stdout) }).toMatchObject({
      code: 2,
      document: { ok: false, summary: expect.any(String), problems: [{ severity: "error" }] },
    });
  });

  it.each([[["lst"]], [["diff", "a"]], [["list", "--jsonn"]], [["remove", "--", "--json"]]])(
    "is not printed unasked: %j",
    async (args) => {
      expect(await run({ [CONFIG]: "{" }, args)).toMatchObject({ stdout: "" });
    },
  );
});
