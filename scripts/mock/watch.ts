import { watch } from "node:fs";
import { basename, dirname } from "node:path";

/** A save comes as several events; this long after the last one the file is whole. */
const SETTLE_MS = 100;

/**
 * Calls back whenever a file has changed, also when it was replaced by another of its name. Returns how to stop.
 *
 * The folder is watched: a file written anew is another file, and a watch on the old one hears nothing more.
 */
export function watchFile(path: string, onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(dirname(path), (_event, name) => {
    if (name !== null && name !== basename(path)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
