/** No room on the disk, or none left of what one may use. */
const FULL = ["ENOSPC", "EDQUOT"];

/** Says which file is not written, why, what became of it, and what helps. */
export function notWritten(path: string, error: unknown, stays: string): Error {
  const { code, message = String(error) } = Object(error) as { code?: string; message?: string };
  const cure = FULL.includes(`${code}`) ? " Make room there, then run it again." : "";
  return new Error(`Cannot write ${path}: ${message}. ${stays}${cure}`, { cause: error });
}
