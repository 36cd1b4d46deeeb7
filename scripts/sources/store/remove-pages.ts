import type { Config } from "../../config/read-config.ts";
import type { Lock } from "../lock/lock-file.ts";
import { choosePages } from "./choose-pages.ts";
import type { Decision, PageReport } from "./decision.ts";
import { storePages } from "./store-pages.ts";

/** Removes pages from the folder and from the lock file. Where a pattern fits no page, nothing is removed. */
export function removePages(
  patterns: readonly string[],
  config: Config,
  options: { dryRun: boolean },
): Promise<PageReport[]> {
  const decide = async ({ pages }: Lock): Promise<Decision[]> => {
    const { wanted, misses } = choosePages(patterns, pages);
    if (misses.length > 0) return misses.map((report) => ({ report }));
    return wanted.map(([name]) => ({
      report: { name, status: "removed" },
      change: { name, entry: undefined },
    }));
  };
  return storePages(config, decide, options);
}
