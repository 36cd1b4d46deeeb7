import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { type SaveResultOptions, saveResult } from "../../../src/node/index.ts";

/** What a process of its own saves, and at which of its file operations it is killed. */
export interface SaveOrder {
  url: string;
  path: string;
  options?: SaveResultOptions;
  /** From 1, the operation before or after which the process dies; left out: it lives. */
  killAt?: number | undefined;
  killAfter?: boolean | undefined;
}

const FUNCTIONS = ["open", "mkdir", "rename", "link", "rm", "chmod"] as const;
const METHODS = ["writev", "write", "writeFile", "truncate", "datasync", "sync", "close"] as const;

const order: SaveOrder = JSON.parse(process.argv[2] ?? "");
await armKill(order);
try {
  const saved = await saveResult(order.url, order.path, { allowPrivateHosts: true, ...order.options });
  console.log(JSON.stringify({ saved }));
} catch (error) {
  const { name, code, message } = error as Error & { code?: string };
  console.log(JSON.stringify({ error: { name, code, message } }));
  process.exitCode = 1;
}

/** Counts everything that changes files, and ends this process at one of them, as a kill from outside would. */
async function armKill({ killAt = Number.POSITIVE_INFINITY, killAfter = false }: SaveOrder): Promise<void> {
  let count = 0;
  const die = () => process.kill(process.pid, "SIGKILL");
  const wrap = (owner: Record<string, unknown>, name: string) => {
    const run = owner[name] as (...args: unknown[]) => Promise<unknown>;
    owner[name] = function (this: unknown, ...args: unknown[]) {
      count += 1;
      const isLast = count === killAt;
      if (isLast && !killAfter) die();
      const done = run.apply(this, args);
      return isLast ? done.finally(die) : done;
    };
  };
  const handle = await fs.open(process.argv[1] ?? "");
  await handle.close();
  for (const name of METHODS) wrap(Object.getPrototypeOf(handle), name);
  for (const name of FUNCTIONS) wrap(fs as unknown as Record<string, unknown>, name);
  syncBuiltinESMExports();
}
