import { crc32, deflateSync } from "node:zlib";

/** Pixels of the longer side. */
const LONGER_SIDE = 256;

/** A PNG with a colour gradient, of an aspect ratio (https://www.w3.org/TR/png-3/). */
export function renderPicture([ratioWidth, ratioHeight]: readonly [number, number]): Buffer {
  const scale = LONGER_SIDE / Math.max(ratioWidth, ratioHeight);
  const width = Math.max(1, Math.round(ratioWidth * scale));
  const height = Math.max(1, Math.round(ratioHeight * scale));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits a channel, red green blue
  const pixels = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels.set([(255 * x) / width, (255 * y) / height, 160], y * (1 + width * 3) + 1 + x * 3);
    }
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    renderChunk("IHDR", header),
    renderChunk("IDAT", deflateSync(pixels)),
    renderChunk("IEND", Buffer.alloc(0)),
  ]);
}

function renderChunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const chunk = Buffer.alloc(named.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  named.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(named), named.length + 4);
  return chunk;
}
