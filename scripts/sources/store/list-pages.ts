import { existsSync } from "node:fs";
import type { Config } from "../../config/read-config.ts";
import { isPageName } from "../../pipeline/read/read-page.ts";
import { listFiles } from "../load.ts";
import { isLocked } from "../lock/lock-file.ts";
import { readLock, readStored } from "./store-pages.ts";

/** A stored page, and how it stands to the lock file. */
export interface ListedPage {
  name: string;
  /** Address, or path from the project's folder; absent where nobody said where it came from. */
  source?: string;
  fetched?: string;
  state: "as fetched" | "edited" | "missing" | "not locked";
}

/** Every page that is stored or locked, by name. */
export async function listPages(config: Config): Promise<ListedPage[]> {
  const { pages } = await readLock(config);
  const files = existsSync(config.pages) ? await listFiles(config.pages) : [];
  const unlocked = files.filter((name) => isPageName(name) && !Object.hasOwn(pages, name));
  const locked = Object.entries(pages).map(
    async ([name, { url, file, sha256, fetched }]): Promise<ListedPage> => {
      const stored = await readStored(config, name);
      const source = url ?? file;
      const state = stored === undefined ? "missing" : isLocked(stored, sha256) ? "as fetched" : "edited";
      return { name, ...(source !== undefined && { source }), fetched, state };
    },
  );
  const listed = [
    ...(await Promise.all(locked)),
    ...unlocked.map((name): ListedPage => ({ name, state: "not locked" })),
  ];
  return listed.sort((one, other) => (one.name < other.name ? -1 : 1));
}
