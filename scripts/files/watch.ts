/** An editor saves in several steps; a change counts once nothing has happened for this long. */
const QUIET_MS = 100;

/** Runs now and after every change below the given paths, one run at a time, until Ctrl-C. Returns the exit code. */
export async function watchFolders(paths: readonly string[], run: () => Promise<void>): Promise<number> {
  // Loaded here: most runs end.
  const { watch } = await import("chokidar");
  const watcher = watch([...paths], { ignoreInitial: true });
  const stop = new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const runAgain = () => {
    running = running.then(run).catch((error: unknown) => console.error(error));
  };
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(runAgain, QUIET_MS);
  });
  runAgain();
  await running;
  console.log("Waiting for changes; Ctrl-C ends.");
  await stop;
  clearTimeout(timer);
  await watcher.close();
  await running;
  return 0;
}
