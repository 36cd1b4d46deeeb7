import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createDraw } from "../helpers/draw.ts";

/** How many lines of a file are drawn together: most rules have fewer. */
const LINES = 10;

/** Draws some lines of sources, as Stryker's globs `file:from-to`: the same for the same seed. */
export function sampleLines(
  root: string,
  files: readonly string[],
  { percent, seed }: { percent: number; seed: string },
): string[] {
  return files.flatMap((file) => {
    const draw = createDraw(`${seed} ${file}`);
    const count = readFileSync(join(root, file), "utf8").split("\n").length;
    return Array.from({ length: Math.ceil(count / LINES) }, (_, index) => index * LINES)
      .filter(() => draw(100) < percent)
      .map((from) => `${file}:${from + 1}-${Math.min(from + LINES, count)}`);
  });
}
