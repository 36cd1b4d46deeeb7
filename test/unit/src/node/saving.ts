import { createHash } from "node:crypto";
import { afterEach, vi } from "vitest";
import type { ResultTask } from "../../../../src/node/index.ts";
import { makeVideo } from "./result-server.ts";

/** For a server on loopback. */
export const local = { allowPrivateHosts: true };

export const video = makeVideo(300_000);
export const sha256 = createHash("sha256").update(video).digest("hex");

export const nowSeconds = () => Math.floor(Date.now() / 1000);

export function completed(results: string[], created = nowSeconds()): ResultTask {
  return { id: "task-unified-1-a", status: "completed", created, type: "video", results };
}

/** Shortens the pauses between connections, which begin at 250 ms, and nothing else. */
export function hurry(): void {
  const { setTimeout } = globalThis;
  vi.spyOn(globalThis, "setTimeout").mockImplementation(((run: () => void, ms: number) =>
    setTimeout(run, ms >= 250 && ms <= 2000 ? ms / 25 : ms)) as typeof setTimeout);
}
afterEach(() => void vi.restoreAllMocks());
