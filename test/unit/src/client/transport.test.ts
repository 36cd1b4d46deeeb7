import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createEvolink } from "../../../../src/index.ts";
import { BODY, rejection, TASK_ID, task } from "../helpers.ts";

let server: Server;
let baseUrl: string;
const seen: IncomingMessage[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request);
    const isMoved = request.method === "POST";
    response
      .writeHead(isMoved ? 307 : 200, { "content-type": "application/json", location: "/elsewhere" })
      .end(isMoved ? "" : JSON.stringify(task()));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => void seen.splice(0));
afterAll(() => void server.close());

it("a redirect is not followed: body and key stay with the server they were meant for", async () => {
  const error = await rejection(createEvolink({ apiKey: "any", baseUrl }).videos.create(BODY));
  expect(error).toMatchObject({ name: "SubmissionUncertainError", status: 307 });
  expect(seen.map(({ url }) => url)).toEqual(["/v1/videos/generations"]);
});

it("a reading asks caches on the way for nothing that they have kept", async () => {
  await createEvolink({ apiKey: "any", baseUrl }).tasks.get(TASK_ID);
  expect(seen[0]?.headers["cache-control"]).toBe("no-cache");
});
