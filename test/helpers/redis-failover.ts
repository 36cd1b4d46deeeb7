import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { findPort, spawnRedis } from "./redis.ts";

/** A Redis with a replica, behind one address that leads to whichever is the primary. */
export interface ReplicatedRedis {
  port: number;
  /**
   * Fails over as it goes wrong: the replica gets nothing any more, the primary takes writes for so long, dies with them,
   * and the replica becomes the primary, with an empty replica of its own.
   *
   * @returns how many bytes of acknowledged writes were lost.
   */
  failOver(lostMs: number): Promise<number>;
  /** Settles when the replica has all that the primary has. */
  inStep(): Promise<void>;
  stop(): Promise<void>;
}

interface Server {
  port: number;
  folder: string;
  process: ChildProcess;
  client: Redis;
}

/** Starts a Redis with a replica. */
export async function startReplicatedRedis(): Promise<ReplicatedRedis> {
  const servers: Server[] = [];
  const start = async (primary?: Server): Promise<Server> => {
    const folder = await mkdtemp(join(tmpdir(), "redis-"));
    const port = await findPort();
    const of = primary ? ["--replicaof", "127.0.0.1", `${primary.port}`] : [];
    const process = await spawnRedis(folder, port, "--repl-diskless-sync-delay", "0", ...of);
    const client = new Redis(port, "127.0.0.1", { maxRetriesPerRequest: null });
    client.on("error", () => {});
    servers.push({ port, folder, process, client });
    return { port, folder, process, client };
  };
  let primary = await start();
  let replica = await start(primary);

  const sockets = new Set<Socket>();
  const address = createServer((client) => {
    const server = connect(primary.port, "127.0.0.1");
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.pipe(server).pipe(client);
  }).listen(0, "127.0.0.1");
  await once(address, "listening");

  const inStep = async () => {
    while (!(await replica.client.info("replication")).includes("master_link_status:up")) await sleep(20);
    while ((await readOffset(replica)) < (await readOffset(primary))) await sleep(5);
  };
  await inStep();

  return {
    port: Object(address.address()).port,
    inStep,
    async failOver(lostMs) {
      // To nowhere: it keeps what it has.
      await replica.client.replicaof("127.0.0.1", "1");
      const kept = await readOffset(primary);
      await sleep(lostMs);
      const lost = (await readOffset(primary)) - kept;
      const closed = once(primary.process, "close");
      primary.process.kill("SIGKILL");
      await closed;
      primary.client.disconnect();
      await replica.client.replicaof("NO", "ONE");
      primary = replica;
      for (const socket of sockets) socket.destroy();
      replica = await start(primary);
      await inStep();
      return lost;
    },
    async stop() {
      address.close();
      for (const socket of sockets) socket.destroy();
      for (const { process, client, folder } of servers) {
        client.disconnect();
        process.kill("SIGKILL");
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function readOffset({ client }: Server): Promise<number> {
  return Number(/master_repl_offset:(\d+)/.exec(await client.info("replication"))?.[1]);
}
