import { watch } from "chokidar";

/** A save comes as several events; this long after the last one the file is whole. */
const QUIET_MS = 100;

/** Calls back whenever a file has changed, also when another took its place. Returns how to stop. */
export function watchFile(path: string, onChange: () => void): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(path, { ignoreInitial: true }).on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET_MS);
  });
  return () => {
    clearTimeout(timer);
    return watcher.close();
  };
}
