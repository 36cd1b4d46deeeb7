import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { saveResult } from "../../../../src/node/index.ts";
import { local, serve, sha256, startResultServer, video } from "./result-server.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "save-result-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("saveResult with something that is not the result", () => {
  const page = Buffer.from("<!DOCTYPE html><html><body>Access denied</body></html>");
  it.each([
    ["an HTML page by its header", page, "text/html"],
    ["an HTML page that claims to be a video", page, "video/mp4"],
    ["an HTML page that claims nothing", page, "application/octet-stream"],
    ["an error in JSON", Buffer.from('{"error":{"code":"expired"}}'), "application/json"],
    ["an error in XML", Buffer.from('<?xml version="1.0"?><Error/>'), "video/mp4"],
    ["an archive", Buffer.from("504b0304140000000000", "hex"), "video/mp4"],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "video/mp4"],
  ])("never saves %s as .mp4", async (_, body, type) => {
    const { url } = await startResultServer(serve(body, { type }));
    await expect(saveResult(`${url}/a`, join(folder, "clip.mp4"), local)).rejects.toMatchObject({
      name: "DownloadError",
      code: "wrong_media_type",
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it("refuses an empty body", async () => {
    const { url } = await startResultServer(serve(Buffer.alloc(0)));
    await expect(saveResult(`${url}/a`, join(folder, "clip.mp4"), local)).rejects.toMatchObject({
      code: "empty",
    });
  });

  /** Sends a head as it stands, and ends the body by closing the connection. */
  const closing = (body: Buffer) =>
    startResultServer((_request, response) => {
      response.socket?.write("HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\nconnection: close\r\n\r\n");
      response.socket?.end(body);
    });

  it("reports the length of a body that ends with its connection as not verified", async () => {
    const { url } = await closing(video.subarray(0, 100_000));
    expect(await saveResult(`${url}/a`, join(folder, "clip.mp4"), local)).toMatchObject({
      bytes: 100_000,
      lengthVerified: false,
    });
  });

  it("reports the length of a body in chunks as verified", async () => {
    const { url } = await startResultServer((_request, response) => {
      response.writeHead(200, { "content-type": "video/mp4" }).write(video.subarray(0, 100_000));
      response.end(video.subarray(100_000));
    });
    expect(await saveResult(`${url}/a`, join(folder, "clip.mp4"), local)).toMatchObject({
      sha256,
      lengthVerified: true,
    });
  });

  it("refuses an empty body that ends with its connection", async () => {
    const { url } = await closing(Buffer.alloc(0));
    await expect(saveResult(`${url}/a`, join(folder, "clip.mp4"), local)).rejects.toMatchObject({
      code: "empty",
    });
  });

  it("refuses a compressed body, which it did not ask for", async () => {
    const { url } = await startResultServer((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-type": "video/mp4" }).end("x");
    });
    await expect(saveResult(`${url}/a`, join(folder, "clip.mp4"), local)).rejects.toThrow(
      /content-encoding gzip/,
    );
  });

  it("takes exactly maxBytes, and not one more, announced or not", async () => {
    const announced = await startResultServer(serve(video));
    const chunked = await startResultServer((_request, response) => {
      response.writeHead(200, { "content-type": "video/mp4" });
      response.end(video);
    });
    for (const { url } of [announced, chunked]) {
      const path = join(folder, `${url.slice(-5)}.mp4`);
      await expect(saveResult(`${url}/a`, path, { ...local, maxBytes: 299_999 })).rejects.toMatchObject({
        code: "too_large",
      });
      expect(await readdir(folder)).not.toContain(`${url.slice(-5)}.mp4`);
      expect(await saveResult(`${url}/a`, path, { ...local, maxBytes: 300_000 })).toMatchObject({ sha256 });
    }
  });
});
