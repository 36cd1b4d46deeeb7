import { expect, it } from "vitest";
import { joinStreams, StreamFile } from "../../../../../src/client/serialize/stream-file.ts";

const streamOf = (...texts: string[]) =>
  new ReadableStream<Uint8Array>({
    start(source) {
      for (const text of texts) source.enqueue(new TextEncoder().encode(text));
      source.close();
    },
  });
const read = (stream: ReadableStream<Uint8Array>) => new Response(stream as BodyInit).text();

it("is a file of unknown size, with a name, a type and its bytes", async () => {
  const file = new StreamFile(streamOf("a", "b"), "kite.png", "image/png");
  expect([file.size, file.name, file.type]).toEqual([Number.NaN, "kite.png", "image/png"]);
  expect(new TextDecoder().decode(await file.arrayBuffer())).toBe("ab");
});

it("joins streams and blobs in their order, to the end", async () => {
  const pieces = [new Blob(["1"]), new StreamFile(streamOf("2", "3"), "", ""), new Blob(["4"])];
  expect(await read(joinStreams(pieces))).toBe("1234");
  expect(await read(joinStreams([]))).toBe("");
});

it("breaks where a piece is being read by somebody else", async () => {
  const stream = streamOf("1");
  stream.getReader();
  await expect(read(joinStreams([new StreamFile(stream, "", "")]))).rejects.toThrow();
});

it("breaks with what breaks a piece, and cancels the piece that is being read", async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull: (source) => source.error(new Error("the disk is gone")),
  });
  await expect(read(joinStreams([new Blob(["1"]), new StreamFile(broken, "", "")]))).rejects.toThrow();
  let reason: unknown;
  const endless = new ReadableStream<Uint8Array>({
    pull: (source) => source.enqueue(new Uint8Array(1)),
    cancel(given) {
      reason = given;
    },
  });
  const reader = joinStreams([new StreamFile(endless, "", "")]).getReader();
  await reader.read();
  await reader.cancel("enough");
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(reason).toBe("enough");
});
