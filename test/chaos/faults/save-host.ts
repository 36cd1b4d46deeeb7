import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Draw } from "../../helpers/draw.ts";
import { createDraw } from "../../helpers/draw.ts";
import { BYTES, type ChaosResult } from "./chaos-result.ts";
import { SAVE_FAULTS, type SaveFault, sendWell } from "./save-faults.ts";

export interface SaveHost {
  open(plan: string[]): ChaosResult;
  close(): void;
}

/** A result host on a free port of the loopback interface, with a place for each result. */
export async function openSaveHost(seed: number): Promise<SaveHost> {
  const results = new Map<string, ChaosResult & { draw: Draw }>();
  const server = createServer((request, response) => {
    const result = results.get(request.url?.split("/")[1] ?? "");
    if (!result) return void response.writeHead(404).end();
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
    const { draw } = result;
    const exchange = { request, response, result, draw, start: range ? Number(range[1]) : undefined };
    const name = result.plan[0];
    const fault: SaveFault | undefined = name === undefined ? undefined : SAVE_FAULTS[name];
    // A fault of parts waits for a part, and breaks connections until one is requested.
    const isEarly = fault?.needsPart === true && exchange.start === undefined;
    if (!isEarly) result.plan.shift();
    result.met.push(isEarly ? "a drop" : (name ?? "no fault"));
    if (isEarly) sendWell(exchange, { breakAfter: 100_000 + draw(BYTES / 2) });
    else if (fault) fault.act(exchange);
    else sendWell(exchange);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    open(plan) {
      const name = `r${results.size}`;
      const result = {
        url: `http://127.0.0.1:${port}/${name}/clip.mp4`,
        version: 0,
        plan,
        met: [],
        draw: createDraw(`${seed} ${name}`),
      };
      results.set(name, result);
      return result;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
