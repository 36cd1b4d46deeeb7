import type { Problem } from "../../../src/openapi/problem.ts";
import type { SourceFile } from "../../pipeline/read/read-page.ts";
import { hashPage, isLocked, parseLock } from "./lock-file.ts";

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
        `The page is not the one that ${lock.path} locks; its sha256 is ${hashPage(bytes)}. Put that there.`,
      ),
    ];
  });
  const unlocked = pages.map(({ path }) => path).filter((path) => find(path) === undefined);
  const gone = Object.keys(locked)
    .filter((name) => !pages.some(({ path }) => path === name || path.endsWith(`/${name}`)))
    .map((name) => warn(lock.path, `There is no page ${name} any more. Remove it from the list.`));
  return [
    ...changed,
    ...(unlocked.length === 0
      ? []
      : [warn(lock.path, `It does not say where ${listSome(unlocked)} came from. Add what is missing.`)]),
    ...gone,
  ];
}

/** A whole catalogue may be new: three of its pages show what is meant. */
function listSome(paths: readonly string[]): string {
  const more = paths.length - 3;
  return `${paths.slice(0, 3).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
