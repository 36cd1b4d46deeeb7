/**
 * An editor saves in several steps; a change counts once nothing has happened for this long. A run that still comes too
 * early writes nothing of a broken page, and another one follows.
 */
const QUIET_MS = 25;

/** Runs now and after every change below the given paths, one run at a time, until Ctrl-C. */
export async function watchFolders(
  paths: readonly string[],
  { runFirst, runAgain }: { runFirst: () => Promise<unknown>; runAgain: () => Promise<unknown> },
): Promise<void> {
  // Loaded here: most runs end.
  const { watch } = await import("chokidar");
  const watcher = watch([...paths], { ignoreInitial: true });
  const stop = new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  let timer: NodeJS.Timeout | undefined;
  const report = (error: unknown) => console.error(error);
  let running = runFirst().catch(report);
  const follow = () => {
    running = running.then(runAgain).catch(report);
  };
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(follow, QUIET_MS);
  });
  await running;
  console.log("Waiting for changes; Ctrl-C ends.");
  await stop;
  clearTimeout(timer);
  await watcher.close();
  await running;
}
