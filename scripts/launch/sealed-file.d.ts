/** The content of a file of a cache; undefined where there is none that reads as it was written. */
export function readSealed(path: string): Buffer | undefined;
/** Writes a file of a cache: its content and the hash of it, whole or not at all. Does nothing where it cannot. */
export function writeSealed(path: string, parts: Iterable<string | Uint8Array>): void;
/** Removes all but the newest entries of a folder of a cache. */
export function keepNewest(folder: string, count: number): void;
