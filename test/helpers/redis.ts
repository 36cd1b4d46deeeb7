import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A Redis of its own, with its data in a folder of its own. */
export interface TestRedis {
  port: number;
  /** Kills it as a crash would, and starts it again on the same data. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** Whether there is a `redis-server`; the reason is printed where there is none, so that a skipped test is never silent. */
export function hasRedis(): boolean {
  if (spawnSync("redis-server", ["--version"]).status === 0) return true;
  console.warn("Skipped: there is no redis-server. On Debian: apt-get install redis-server.");
  return false;
}

/** Starts a Redis that keeps each command in its log before it responds. */
export async function startRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), "redis-"));
  const port = await findPort();
  let server = await spawnRedis(folder, port);
  const end = async (signal: NodeJS.Signals) => {
    const closed = once(server, "close");
    server.kill(signal);
    await closed;
  };
  return {
    port,
    async crash() {
      await end("SIGKILL");
      server = await spawnRedis(folder, port);
    },
    async stop() {
      await end("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the process of a Redis on the data in a folder. */
export async function spawnRedis(folder: string, port: number, ...more: string[]): Promise<ChildProcess> {
  const settings = ["--port", `${port}`, "--dir", folder, "--bind", "127.0.0.1", "--save", ""];
  const log = ["--appendonly", "yes", "--appendfsync", "everysec"];
  const server = spawn("redis-server", [...settings, ...log, ...more]);
  let output = "";
  server.stdout.on("data", (text) => {
    output += text;
  });
  while (!output.includes("Ready to accept connections")) {
    if (server.exitCode !== null) throw new Error(`redis-server ended: ${output}`);
    await sleep(10);
  }
  server.stdout.removeAllListeners("data").resume();
  return server;
}

/** A port that nobody has at the moment. */
export async function findPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return Object(address).port;
}
