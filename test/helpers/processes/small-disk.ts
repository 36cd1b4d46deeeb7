import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";

/** A disk in memory, and how to take it away again. */
export interface SmallDisk {
  path: string;
  unmount(): void;
}

/** Mounts a disk of some KiB in a folder; where that is impossible, says why in words. */
export async function mountSmallDisk(path: string, sizeKib: number): Promise<SmallDisk | string> {
  if (process.platform !== "linux") return "only Linux has a disk in memory for this test";
  await mkdir(path, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeKib}k`, "tmpfs", path], { stdio: "pipe" });
  } catch (error) {
    return `mounting one needs root: ${String(error).split("\n").at(-2)}`;
  }
  return { path, unmount: () => void execFileSync("umount", [path]) };
}
