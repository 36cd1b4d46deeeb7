import { expect, it, vi } from "vitest";
import { createHidingStream } from "../../../../src/proxy/hiding-stream.ts";

// The same letters, in a moment where the portable way takes seconds.
vi.mock("../../../../src/proxy/bytes.ts", async (load) => ({
  ...(await load<object>()),
  fromBytes: (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1"),
}));

it("createHidingStream holds back a line of an event stream up to 64 Mi letters, and not one more", async () => {
  const { readable, writable } = createHidingStream((text) => text, true);
  const outcome = readable
    .getReader()
    .read()
    .catch(({ message }) => message);
  const writer = writable.getWriter();
  writer.closed.catch(() => {});
  const piece = new Uint8Array(2 ** 22).fill(97);
  for (let count = 0; count < 16; count++) await writer.write(piece);
  expect(writer.desiredSize).not.toBeNull();
  await writer.write(piece.subarray(0, 1)).catch(() => {});
  expect(writer.desiredSize).toBeNull();
  expect(await outcome).toBe("A line of the stream has no end.");
});
