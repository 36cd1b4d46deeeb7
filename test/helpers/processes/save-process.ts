import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { build } from "esbuild";
import type { SavedResult } from "../../../src/node/index.ts";
import type { SaveOrder } from "./save-child.ts";

/** How a process that saves came to its end. */
export interface SaveEnd {
  killed: boolean;
  saved?: SavedResult;
  error?: { name: string; code?: string; message: string };
}

/** Starts a process that saves, `shell` being what it is started by. */
export type SaveProcess = (order: SaveOrder, shell?: readonly string[]) => Promise<SaveEnd>;

/** Bundles the program of such processes into a folder, because starting it many times must be cheap. */
export async function buildSaveProcess(folder: string): Promise<SaveProcess> {
  const program = join(folder, "save-child.mjs");
  await build({
    entryPoints: ["test/helpers/processes/save-child.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    // What is bundled is partly CommonJS, and requires modules of Node.
    banner: {
      js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);`,
    },
    outfile: program,
  });
  return async (order, shell = []) => {
    const [command = "", ...args] = [...shell, process.execPath, program, JSON.stringify(order)];
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let complaint = "";
    child.stdout.on("data", (text) => {
      output += text;
    });
    child.stderr.on("data", (text) => {
      complaint += text;
    });
    const [, signal] = await once(child, "close");
    if (signal === "SIGKILL") return { killed: true };
    if (output === "") throw new Error(`The process said nothing: ${complaint}`);
    return { killed: false, ...JSON.parse(output) };
  };
}
