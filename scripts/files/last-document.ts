import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { isObject, type Json, type JsonObject } from "../../src/openapi/json.ts";
import { hashContent } from "../cache.ts";
import { keepNewest, readSealed, writeSealed } from "../launch/sealed-file.js";
import { MAX_FOLDERS, placeInCaches } from "./cache.ts";

const NAME = "openapi.yaml";

/**
 * The document that lies in a generated folder; undefined where there is none, or none that can be read.
 *
 * It is kept as JSON too, because reading the YAML of a whole catalogue takes a second.
 */
export async function readLastDocument(caches: string, folder: string): Promise<JsonObject | undefined> {
  const text = await readFile(join(folder, NAME), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
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

/** Keeps the document of the files that a run has written. */
export function keepDocument(
  caches: string,
  folder: string,
  files: ReadonlyMap<string, string>,
  document: JsonObject,
): void {
  const path = placeInCaches(caches, "documents", folder);
  const hash = hashContent("document", [files.get(NAME) ?? ""]);
  writeSealed(path, [`${hash}\n`, JSON.stringify(document)]);
  keepNewest(dirname(path), MAX_FOLDERS);
}
