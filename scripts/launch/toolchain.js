import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A source file, or a table that one reads. */
const SOURCE = /\.(?:[cm]?[jt]s|json)$/;

/**
 * A hash of all that decides what a command does: this Node, the sources of the project, and the lock file, which stands
 * for everything below node_modules. Commands of the tests have all of test/ among their sources.
 */
export function hashToolchain(root, entry) {
  const hash = createHash("sha256").update(process.version);
  const folders = entry.startsWith("test/") ? ["scripts", "src", "test"] : ["scripts", "src"];
  const sources = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((found) => found.isFile() && SOURCE.test(found.name))
      .map((found) => join(found.parentPath, found.name)),
  );
  for (const path of [...sources.sort(), join(root, "package.json"), join(root, "package-lock.json")]) {
    const bytes = readFileSync(path);
    hash.update(`\0${path.slice(root.length)}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}
