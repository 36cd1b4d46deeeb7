import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where the runtimes and clients of others are: a package of its own, `npm ci --prefix test/integration`. */
const FOLDER = join(import.meta.dirname, "..", "integration");

/**
 * The path of something that is installed below `test/integration/node_modules`.
 * @returns `undefined` where it is not; the reason is printed, so that a skipped test is never silent.
 */
export function installedPart(path: string): string | undefined {
  const whole = join(FOLDER, "node_modules", path);
  if (existsSync(whole)) return whole;
  console.warn(`Skipped: ${path} is not installed. Run npm ci --prefix test/integration.`);
  return undefined;
}

/** The program of a newer Node than the oldest that is supported; most clients of others need it. */
export function newerNode(): string | undefined {
  return installedPart(join("node-24", "bin", "node"));
}
