import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findPackageRoot } from "../base/package-root.ts";

/** Clips of two seconds with a tone; assets/README.md says how they were made. */
const ASSETS = { landscape: [16, 9], portrait: [9, 16], square: [1, 1] } as const;
type AssetName = keyof typeof ASSETS;

const cache = new Map<AssetName, Buffer>();

/** A playable MP4 (H.264 and AAC) of an aspect ratio: one of ours, or the square one with its pixels stretched. */
export function renderClip([width, height]: readonly [number, number]): Buffer {
  const names = Object.keys(ASSETS) as AssetName[];
  const exact = names.find((name) => ASSETS[name][0] * height === ASSETS[name][1] * width);
  return exact ? readAsset(exact) : stretchPixels(readAsset("square"), width, height);
}

function readAsset(name: AssetName): Buffer {
  const bytes =
    cache.get(name) ?? readFileSync(join(findPackageRoot(), "src", "mock", "media", "assets", `${name}.mp4`));
  cache.set(name, bytes);
  return bytes;
}

/** `tkhd` v0 holds the shown width 76 bytes after its name's end less 4, as 16.16 fixed point (ISO 14496-12, 8.3.2). */
const TKHD_WIDTH_OFFSET = 80;

/** Writes a pixel aspect ratio into `pasp` (ISO 14496-12, 12.1.4) and the width that follows into `tkhd`. */
function stretchPixels(square: Buffer, width: number, height: number): Buffer {
  const clip = Buffer.from(square);
  const pasp = clip.indexOf("pasp");
  clip.writeUInt32BE(width, pasp + 4);
  clip.writeUInt32BE(height, pasp + 8);
  const shownWidth = clip.indexOf("tkhd") + TKHD_WIDTH_OFFSET;
  const side = clip.readUInt32BE(shownWidth) / 65_536;
  clip.writeUInt32BE(Math.round((side * width * 65_536) / height) >>> 0, shownWidth);
  return clip;
}
