import { Worker } from "node:worker_threads";

/** Ends this process when one step of it takes too long: what never returns cannot be interrupted from within. */
export interface Watchdog {
  /** Names the step that begins. */
  enter(step: number): void;
  stop(): Promise<void>;
}

/** As text, because a file of its own would have to be found again in a bundle. */
const WATCH = `
  const { parentPort, workerData: { shared, limitMs, what } } = require("node:worker_threads");
  const state = new Int32Array(shared);
  let known = -1;
  let since = Date.now();
  setInterval(() => {
    const step = Atomics.load(state, 0);
    if (step !== known) [known, since] = [step, Date.now()];
    else if (Date.now() - since > limitMs) {
      require("node:fs").writeSync(2, what + " " + step + " has taken more than " + limitMs + " ms.\\n");
      process.kill(process.pid, "SIGKILL");
    }
  }, 500);
`;

/** @param what What a step is, for the message: `Document`, with the seed. */
export function startWatchdog(what: string, limitMs: number): Watchdog {
  const shared = new SharedArrayBuffer(4);
  const state = new Int32Array(shared);
  const worker = new Worker(WATCH, { eval: true, workerData: { shared, limitMs, what } });
  worker.unref();
  return {
    enter: (step) => void Atomics.store(state, 0, step),
    stop: async () => void (await worker.terminate()),
  };
}
