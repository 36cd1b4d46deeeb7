import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject } from "../../src/openapi/json.ts";
import type { Cache } from "../cache.ts";
import { loadCache, saveCache } from "./cache.ts";
import { DOCUMENT, keepDocument, readLastDocument } from "./last-document.ts";

/** What runs that make one folder know of those before: in memory within a watch, and on disk across processes. */
export interface Session {
  /** The cache of the next run. It counts once it is kept: a run that fails leaves that of the one before. */
  startRun(): Cache;
  /** The document that lies in the folder; undefined where there is none, or none that can be read. */
  readLastDocument(): Promise<JsonObject | undefined>;
  /** Keeps what a good run knows; and the document, where its file was written. */
  keep(cache: Cache, written?: { text: string; document: JsonObject }): void;
  /** Writes to disk what was kept since the last time. */
  save(): void;
}

export function openSession(caches: string, folder: string, toolchain: string): Session {
  let kept: Cache | undefined;
  let last: { text: string; document: JsonObject } | undefined;
  let [isCacheSaved, isDocumentSaved] = [true, true];
  return {
    startRun: () => kept?.startNext() ?? loadCache(caches, folder, toolchain),
    async readLastDocument() {
      const text = await readFile(join(folder, DOCUMENT), "utf8").catch(() => undefined);
      if (text === undefined) return undefined;
      return text === last?.text ? last.document : readLastDocument(caches, folder, text);
    },
    keep(cache, written) {
      [kept, isCacheSaved] = [cache, false];
      if (written !== undefined) [last, isDocumentSaved] = [written, false];
    },
    save() {
      if (!isDocumentSaved && last !== undefined) keepDocument(caches, folder, last.text, last.document);
      if (!isCacheSaved && kept !== undefined) saveCache(caches, folder, toolchain, kept);
      [isCacheSaved, isDocumentSaved] = [true, true];
    },
  };
}
