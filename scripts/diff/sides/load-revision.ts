import { execFile } from "node:child_process";
import type { SourceFile } from "../../pipeline/read/read-page.ts";
import { GENERATED, isPage, SideError, type SideFiles } from "./side-files.ts";

/** Text of all pages of a catalogue together stays far below. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Reads what git has under a name: `HEAD~1` (what the project generated then), or `HEAD~1:spec/pages`. Undefined where
 * the name is no revision.
 *
 * @param generated the folder of what the project generates, from `cwd`, with forward slashes.
 * @throws {SideError} the revision does not have the path.
 */
export async function loadRevision(
  name: string,
  cwd: string,
  generated: string,
): Promise<SideFiles | undefined> {
  // Git takes a path for one from the root of the repository, unless it begins with a dot.
  const [revision = "", path = `./${generated}/${GENERATED}`] = splitName(name);
  // A name that begins so would be read as an option.
  if (revision === "" || revision.startsWith("-")) return undefined;
  const commit = await git(cwd, ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`]);
  if (commit === undefined) return undefined;
  const object = `${String(commit).trim()}:${path}`;
  const type = String((await git(cwd, ["cat-file", "-t", object])) ?? "").trim();
  if (type === "blob")
    return { kind: isPage(path) ? "pages" : "document", files: await readBlobs(cwd, [{ object, path }]) };
  if (type !== "tree")
    throw new SideError(
      `The revision ${revision} has no ${path}. Name the path with a colon: ${revision}:PATH.`,
    );
  const names = String(await git(cwd, ["ls-tree", "-r", "-z", "--name-only", object]))
    .split("\0")
    .filter((one) => one !== "");
  const isGenerated = names.includes(GENERATED);
  const wanted = isGenerated
    ? [GENERATED]
    : names.filter((one) => !one.split("/").some((part) => part.startsWith(".")));
  if (wanted.length === 0) throw new SideError(`${name} holds no file.`);
  const files = await readBlobs(
    cwd,
    wanted.map((one) => ({ object: `${object.replace(/\/$/, "")}/${one}`, path: one })),
  );
  return { kind: isGenerated ? "document" : "pages", files };
}

function splitName(name: string): [string, string?] {
  const colon = name.indexOf(":");
  return colon < 0 ? [name] : [name.slice(0, colon), name.slice(colon + 1).replace(/^\.?\//, "")];
}

/** All files in one call: a process for each would take seconds. */
async function readBlobs(
  cwd: string,
  wanted: readonly { object: string; path: string }[],
): Promise<SourceFile[]> {
  const output = await git(cwd, ["cat-file", "--batch"], wanted.map(({ object }) => `${object}\n`).join(""));
  if (output === undefined) throw new SideError("git cannot read the files of the revision.");
  const files: SourceFile[] = [];
  let at = 0;
  for (const { path } of wanted) {
    const end = output.indexOf(10, at);
    const size = Number(output.subarray(at, end).toString().split(" ")[2]);
    if (end < 0 || !Number.isInteger(size)) throw new SideError(`git cannot read ${path}.`);
    files.push({ path, bytes: output.subarray(end + 1, end + 1 + size) });
    at = end + 1 + size + 1;
  }
  return files;
}

/** What git prints; undefined where it fails, or is not there. */
function git(cwd: string, args: readonly string[], input = ""): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const options = { cwd, encoding: "buffer", maxBuffer: MAX_BYTES } as const;
    const child = execFile("git", [...args], options, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    );
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}
