import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Makes a script for `node --require` that ends its process with SIGKILL at one of the writes below a folder: when a
 * file is opened, when half of it is written, before it is flushed, before it gets its name. `KILL_FOLDER` names the
 * folder and `KILL_AT` the write, from 1; a process with fewer writes is not killed.
 */
export async function makeKillProbe(folder: string): Promise<string> {
  const path = join(folder, "kill-probe.cjs");
  await writeFile(path, PROBE);
  return path;
}

const PROBE = `
const fs = require("node:fs/promises");
const { syncBuiltinESMExports } = require("node:module");
const die = () => process.kill(process.pid, "SIGKILL");
let seen = 0;
/** Whether this write is the one. */
const isDue = () => ++seen === Number(process.env.KILL_AT);
const isBelow = (path) => String(path).startsWith(process.env.KILL_FOLDER);

const { open, rename } = fs;
fs.open = async (path, flags, ...rest) => {
  const handle = await open(path, flags, ...rest);
  if (!isBelow(path) || flags === undefined || flags === "r") return handle;
  if (isDue()) die();
  const { writeFile, sync } = handle;
  handle.writeFile = async function (data, ...rest) {
    if (!isDue()) return writeFile.call(this, data, ...rest);
    await writeFile.call(this, data.subarray(0, data.length / 2), ...rest);
    die();
  };
  handle.sync = async function () {
    if (isDue()) die();
    return sync.call(this);
  };
  return handle;
};
fs.rename = async (from, to) => {
  if (isBelow(to) && isDue()) die();
  return rename(from, to);
};
syncBuiltinESMExports();
`;
