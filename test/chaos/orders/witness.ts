import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { startMock } from "../../../src/mock/index.ts";
import { createDraw } from "../../helpers/draw.ts";

/** The API as the workers see it, and what it has accepted. */
export interface Witness {
  url: string;
  /** The tasks that were made for each order, by its prompt; one more for each time it was asked again with the same key. */
  accepted: ReadonlyMap<string, readonly string[]>;
  /** How many tasks the mock has made. */
  countTasks(): number;
  /** How many requests met a fault. */
  countFaults(): number;
  /** From here on all is well. */
  calm(): void;
  close(): Promise<void>;
}

/** Of 1000 requests, how many meet each fault. */
const PER_MILLE = { reset: 15, drop: 15, limited: 10 };

/** Starts the mock behind a gateway that loses connections, loses responses and limits rates, and that writes down all. */
export async function startWitness(seed: number, taskSeconds: number): Promise<Witness> {
  const mock = await startMock({ seed, taskSeconds });
  const draw = createDraw(`${seed} witness`);
  const accepted = new Map<string, string[]>();
  let isCalm = false;
  let faults = 0;
  let url = "";

  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const chance = isCalm ? 1000 : draw(1000);
    const isPost = request.method === "POST";
    const { reset, drop, limited } = PER_MILLE;
    const body = await readBody(request);
    if (chance < reset + drop + limited) faults += 1;
    if (chance < reset) return request.socket.destroy();
    if (isPost && chance >= reset + drop && chance < reset + drop + limited) {
      response.writeHead(429, { "content-type": "application/json", "retry-after": "0.3" });
      return response.end(
        '{"error":{"code":"rate_limit_exceeded","message":"Slow down.","type":"evo_api_error"}}',
      );
    }
    const { headers, method = "GET" } = request;
    const reply = await fetch(mock.url + request.url, {
      method,
      headers: Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)) as [string, string][],
      ...(isPost && { body }),
    });
    const type = reply.headers.get("content-type") ?? "";
    const bytes = Buffer.from(await reply.arrayBuffer());
    const text = type.includes("json") ? bytes.toString().replaceAll(mock.url, url) : bytes;
    if (isPost && reply.ok) {
      const { prompt } = JSON.parse(`${body}`);
      accepted.set(prompt, [...(accepted.get(prompt) ?? []), JSON.parse(`${text}`).id]);
    }
    // The work is done, and nobody hears of it.
    if (chance >= reset && chance < reset + drop) return request.socket.destroy();
    response.writeHead(reply.status, { "content-type": type, "content-length": Buffer.byteLength(text) });
    return response.end(text);
  };

  const server = createServer((request, response) => {
    respond(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${Object(server.address()).port}`;
  return {
    url,
    accepted,
    countTasks: () => mock.tasks().length,
    countFaults: () => faults,
    calm() {
      isCalm = true;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await mock.close();
    },
  };
}

const HOP_BY_HOP = ["connection", "host", "keep-alive", "transfer-encoding", "content-length", "range"];

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
