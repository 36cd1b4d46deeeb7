import { dirname } from "node:path";
import { parse } from "yaml";
import { isObject, type Json, type JsonObject } from "../../src/openapi/json.ts";
import { hashContent } from "../cache.ts";
import { keepNewest, readSealed, writeSealed } from "../launch/sealed-file.js";
import { MAX_FOLDERS, placeInCaches } from "./cache.ts";

/** The document among the files of a generated folder. */
export const DOCUMENT = "openapi.yaml";

/**
 * The document of which a generated folder has the text; undefined where that cannot be read.
 *
 * It is kept as JSON too, because reading the YAML of a whole catalogue takes a second.
 */
export function readLastDocument(caches: string, folder: string, text: string): JsonObject | undefined {
  const kept = readSealed(placeInCaches(caches, "documents", folder))?.toString() ?? "";
  const end = kept.indexOf("\n");
  if (kept.slice(0, end) === hashContent("document", [text])) return JSON.parse(kept.slice(end));
  try {
    const document = parse(text) as Json;
    return isObject(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the document of a text that a run has written. */
export function keepDocument(caches: string, folder: string, text: string, document: JsonObject): void {
  const path = placeInCaches(caches, "documents", folder);
  writeSealed(path, [`${hashContent("document", [text])}\n`, JSON.stringify(document)]);
  keepNewest(dirname(path), MAX_FOLDERS);
}
