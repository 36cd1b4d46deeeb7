import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { type Json, type JsonObject, objectAt } from "../../src/openapi/json.ts";
import type { Problem } from "../../src/openapi/problem.ts";
import { findLosses } from "../pipeline/find-losses.ts";
import type { PageOutcomes } from "../pipeline/page-outcomes.ts";

/** Compares a document with the one in a folder of output, and reports what that would lose for want of a usable page. */
export async function guardOutput(
  folder: string,
  document: JsonObject,
  outcomes: PageOutcomes,
): Promise<Problem[]> {
  return findLosses(await readBefore(folder, outcomes), document, outcomes);
}

/** Empty where there is none, where none can be read, and where every file is used: then nothing is lost but by intent. */
async function readBefore(folder: string, { unused }: PageOutcomes): Promise<JsonObject> {
  const text = unused.length === 0 ? "" : await readIfThere(join(folder, "openapi.yaml"));
  // To parse it takes a second for a catalogue, and every folder of documentation has prose.
  const isNamed = (file: string) => text.includes(file) || !/^[\w./-]+$/.test(file);
  const mayLose = unused.some(({ file, outcome }) => outcome === "refused" || isNamed(file));
  if (!mayLose || text === "") return {};
  try {
    return objectAt(parse(text) as Json);
  } catch {
    return {};
  }
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return "";
  }
}
