import type { Problem } from "../../../src/openapi/problem.ts";
import type { SourceFile } from "../../pipeline/read/read-page.ts";
import { isLocked, parseLock } from "./lock-file.ts";

/**
 * Compares pages with the lock file that says where each came from.
 *
 * A difference is a warning: whoever edits a page on purpose still gets what it makes, and reads that it is no
 * longer what was published.
 *
 * @param pages Pages with their path below the folder that the lock file is about.
 */
export function findLockProblems(lock: SourceFile, pages: readonly SourceFile[]): Problem[] {
  const { output, problems } = parseLock(lock);
  if (problems.length > 0) return problems;
  const locked = output.pages;
  const warn = (file: string, message: string): Problem => ({
    severity: "warning",
    file,
    pointer: "",
    message,
  });
  const find = (path: string) =>
    Object.entries(locked).find(([name]) => path === name || path.endsWith(`/${name}`))?.[1];
  const changed = pages.flatMap(({ path, bytes }) => {
    const entry = find(path);
    if (entry === undefined || isLocked(bytes, entry.sha256)) return [];
    return [
      warn(
        path,
        `It was edited here: ${lock.path} locks another one. ${entry.url === undefined && entry.file === undefined ? "`add` it again" : "Make the edit an overlay, delete the page, and `update` fetches it again"}.`,
      ),
    ];
  });
  const unlocked = pages.map(({ path }) => path).filter((path) => find(path) === undefined);
  const gone = Object.keys(locked)
    .filter((name) => !pages.some(({ path }) => path === name || path.endsWith(`/${name}`)))
    .map((name) =>
      warn(
        lock.path,
        `There is no page ${name} any more. \`update\` fetches it again, \`remove\` takes it from the list.`,
      ),
    );
  return [
    ...changed,
    ...(unlocked.length === 0
      ? []
      : [
          warn(
            lock.path,
            `It does not say where ${listSome(unlocked)} came from. \`add\` locks them, so that \`update\` and \`list\` know them.`,
          ),
        ]),
    ...gone,
  ];
}

/** A whole catalogue may be new: three of its pages show what is meant. */
function listSome(paths: readonly string[]): string {
  const more = paths.length - 3;
  return `${paths.slice(0, 3).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
