import { createHash } from "node:crypto";
import { parse } from "yaml";
import { type Json, objectAt } from "./openapi.ts";
import type { Problem } from "./problem.ts";
import type { SourceFile } from "./read.ts";

/**
 * Compares pages with the lock file that says where each came from.
 *
 * A difference is a warning: whoever edits a page on purpose still gets what it makes, and is told that it is no
 * longer what was published.
 *
 * @param pages Pages with their path below the folder that the lock file is about.
 */
export function findLockProblems(lock: SourceFile, pages: readonly SourceFile[]): Problem[] {
  const locked = objectAt(parse(new TextDecoder().decode(lock.bytes)) as Json, "pages");
  const warn = (file: string, message: string): Problem => ({
    severity: "warning",
    file,
    pointer: "",
    message,
  });
  const unlocked = pages.flatMap(({ path, bytes }) => {
    const entry = Object.entries(locked).find(([name]) => path === name || path.endsWith(`/${name}`));
    if (entry === undefined)
      return [warn(path, `${lock.path} does not say where this page came from. Add it there.`)];
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    if (objectAt(entry[1]).sha256 === sha256) return [];
    return [
      warn(path, `The page is not the one that ${lock.path} locks; its sha256 is ${sha256}. Put that there.`),
    ];
  });
  const gone = Object.keys(locked)
    .filter((name) => !pages.some(({ path }) => path === name || path.endsWith(`/${name}`)))
    .map((name) => warn(lock.path, `There is no page ${name} any more. Remove it from the list.`));
  return [...unlocked, ...gone];
}
