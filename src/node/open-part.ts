import { type FileHandle, rm } from "node:fs/promises";
import { uptime } from "node:os";
import { join } from "node:path";
import type { ResultFacts, ResultProgress } from "../result/result-facts.ts";
import { createFile, openOwnFile } from "./own-entry.ts";

/** The clock is corrected while a machine runs; it starts again only after a longer time. */
const BOOT_TOLERANCE_MS = 60_000;

/** Flushing lags behind writing: what a run left before the machine stopped may be full of holes. */
function findBootMs(): number {
  try {
    return Date.now() - uptime() * 1000;
  } catch {
    // Android keeps it secret: there, one boot is taken for another.
    return 0;
  }
}

/** A folder's body, open, and what of it an earlier run left that holds. */
export interface OpenedPart {
  path: string;
  handle: FileHandle;
  /** Undefined for nothing: then the body is empty. */
  resume: ResultProgress | undefined;
}

/**
 * Opens the body in a part folder. What an earlier run left there counts only when all of it is sound; anything else,
 * of whatever kind, is removed and started over, so that no leftover can stop every later run.
 */
export async function openPart(folder: string): Promise<OpenedPart> {
  const path = join(folder, "body");
  const facts = await readFacts(folder);
  const handle = facts && (await openOwnFile(path).catch(() => undefined));
  const position = handle ? (await handle.stat()).size : 0;
  if (handle && position > 0 && position <= (facts?.totalBytes ?? position))
    return { path, handle, resume: { position, facts } };
  await handle?.close();
  await removeEntry(folder, "facts.json");
  await removeEntry(folder, "body");
  return { path, handle: await createFile(path), resume: undefined };
}

/** Keeps facts for a later run. Bytes without them never count, so they are written first. */
export async function writeFacts(folder: string, facts: ResultFacts): Promise<void> {
  await removeEntry(folder, "facts.json");
  const handle = await createFile(join(folder, "facts.json"));
  try {
    await handle.writeFile(JSON.stringify({ ...facts, bootMs: findBootMs() }));
  } finally {
    await handle.close();
  }
}

/** Undefined when they are missing, cut off by a kill, from before the machine was started, or not ours at all. */
async function readFacts(folder: string): Promise<ResultFacts | undefined> {
  const handle = await openOwnFile(join(folder, "facts.json")).catch(() => undefined);
  try {
    const { bootMs, ...facts } = JSON.parse((await handle?.readFile("utf8")) ?? "");
    return Math.abs(bootMs - findBootMs()) < BOOT_TOLERANCE_MS && isFacts(facts) ? facts : undefined;
  } catch {
    return undefined;
  } finally {
    await handle?.close();
  }
}

const removeEntry = (folder: string, name: string) =>
  rm(join(folder, name), { recursive: true, force: true });

function isFacts({ validator, totalBytes, lengthVerified, contentType }: Partial<ResultFacts>): boolean {
  return (
    // It becomes a header field: anything else than these characters would fail every request.
    typeof validator === "string" &&
    /^[\t\x20-\x7e\x80-\xff]+$/.test(validator) &&
    (totalBytes === undefined || Number.isSafeInteger(totalBytes)) &&
    typeof lengthVerified === "boolean" &&
    typeof contentType === "string"
  );
}
