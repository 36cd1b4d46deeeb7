import type { IncomingMessage, ServerResponse } from "node:http";
import type { Draw } from "../../helpers/draw.ts";

/** More than one batch of writing, and no multiple of anything. */
export const BYTES = 1_300_004;

/** A result that changes while it is read. Every version has the same length, so that only validators tell them apart. */
export interface ChaosResult {
  url: string;
  /** The version served now, from 0. */
  version: number;
  /** Names of faults that meet the next requests; with none left, all is well. */
  plan: string[];
  /** What met the requests so far. */
  met: string[];
}

/** One request, and where its response goes. */
export interface SaveExchange {
  request: IncomingMessage;
  response: ServerResponse;
  result: ChaosResult;
  /** By `Range`; undefined when all of the result is requested. */
  start: number | undefined;
  draw: Draw;
}

/** A version: an MP4 by its first bytes; every other four tell their place and their version. */
export function makeVersion(version: number): Buffer {
  const cached = versions[version];
  if (cached) return cached;
  const content = Buffer.alloc(BYTES);
  for (let at = 0; at < BYTES; at += 4) content.writeUInt32BE((at | (version << 24)) >>> 0, at);
  content.write("\0\0\0\x18ftypisom\0\0\x02\0isomiso2", "latin1");
  versions[version] = content;
  return content;
}
const versions: Buffer[] = [];
