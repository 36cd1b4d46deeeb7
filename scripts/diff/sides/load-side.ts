import { stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { JsonObject } from "../../../src/openapi/json.ts";
import { extractDocument } from "../../../src/openapi/parse/parse-document.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { type Cache, createCache, hashContent } from "../../cache.ts";
import { mergeDocuments } from "../../pipeline/merge/index.ts";
import { preparePages } from "../../pipeline/prepare-pages.ts";
import type { SourceFile } from "../../pipeline/read/read-page.ts";
import { fixVariants } from "../../pipeline/repair/variants/fix-variants.ts";
import { readInheritance } from "../../pipeline/repair/variants/inheritance.ts";
import { showAddress } from "../../sources/fetch/address.ts";
import { loadFile, loadFolder } from "../../sources/load.ts";
import { loadRevision } from "./load-revision.ts";
import { moderniseDocument } from "./modernise.ts";
import { GENERATED, isPage, SideError, type SideFiles } from "./side-files.ts";

/** One of two documents. */
export interface Side {
  /** As the user named it. */
  label: string;
  document: JsonObject;
  /** What is wrong with pages that were left out. */
  problems: readonly Problem[];
}

/** What was made of pages, for the other side: most pages are the same there. */
export class KnownPages {
  readonly cache: Cache = createCache();
  /** Documents by all that they were merged from. */
  readonly merged = new Map<string, Pick<Side, "document" | "problems">>();
}

/** How a side is loaded. */
export interface LoadSideOptions {
  /** What the other side has too is made once. */
  known?: KnownPages;
  /** The folder whose document a revision without a path means, from the working directory. Default: `generated`. */
  generated?: string;
}

/**
 * Loads what a user names: a document, a page, a folder of pages or of generated files, or a git revision, also with a
 * path in it (`HEAD~1:spec/pages`).
 *
 * @throws {SideError} it is none of these, or holds no document.
 */
export async function loadSide(
  name: string,
  cwd: string,
  { known = new KnownPages(), generated = "generated" }: LoadSideOptions = {},
): Promise<Side> {
  if (name.trim() === "") throw new SideError("A side is empty. Name a file, a folder or a git revision.");
  const found = (await loadPath(resolve(cwd, name))) ?? (await loadRevision(name, cwd, generated));
  if (found === undefined)
    throw new SideError(
      `${showAddress(name)} is neither a file, nor a folder, nor a git revision. Check the spelling.`,
    );
  const { document, problems } =
    found.kind === "pages" ? mergePages(name, found.files, known) : readDocument(name, found.files);
  return { label: name, document, problems };
}

async function loadPath(path: string): Promise<SideFiles | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  if (!found.isDirectory())
    return { kind: isPage(path) ? "pages" : "document", files: await readOne(path, basename(path)) };
  const generated = join(path, GENERATED);
  if (
    await stat(generated).then(
      (one) => one.isFile(),
      () => false,
    )
  )
    return { kind: "document", files: await readOne(generated, basename(generated)) };
  const { output, problems } = await loadFolder(path);
  if (output.length === 0) throw new SideError(problems[0]?.message ?? `${path} holds no file.`);
  // Known by their place in the folder, so that the same page in two folders is read once.
  const label = commonFolder(output.map((file) => file.path));
  return { kind: "pages", files: output.map((file) => ({ ...file, path: file.path.slice(label.length) })) };
}

/** The folder, with its slash, that some paths have in common. */
function commonFolder(paths: readonly string[]): string {
  const [first = ""] = paths;
  let length = first.lastIndexOf("/") + 1;
  while (length > 0 && !paths.every((path) => path.startsWith(first.slice(0, length))))
    length = first.lastIndexOf("/", length - 2) + 1;
  return first.slice(0, length);
}

async function readOne(path: string, label: string): Promise<SourceFile[]> {
  const { output, problems } = await loadFile(path, label);
  if (output.length === 0) throw new SideError(`${path}: ${problems[0]?.message ?? "cannot be read"}`);
  return output;
}

/** @throws {SideError} none of the pages holds a document. */
export function mergePages(
  name: string,
  files: readonly SourceFile[],
  { cache, merged }: KnownPages,
): Pick<Side, "document" | "problems"> {
  const key = hashContent(
    "pages",
    files.flatMap(({ path, bytes }) => [path, bytes]),
  );
  const known = merged.get(key);
  if (known !== undefined) return known;
  const { output, problems } = preparePages(files, { cache });
  if (output.pages.length === 0) {
    const reason =
      problems.find(({ severity }) => severity === "error")?.message ?? "No page holds an OpenAPI document.";
    throw new SideError(`${name} holds no document: ${reason}`);
  }
  const side = {
    document: moderniseDocument(mergeDocuments(output.pages).output),
    problems: problems.filter(({ severity }) => severity === "error"),
  };
  merged.set(key, side);
  return side;
}

function readDocument(name: string, [file]: readonly SourceFile[]): Pick<Side, "document" | "problems"> {
  const text = new TextDecoder().decode(file?.bytes);
  const format = file?.path.endsWith(".json") ? "json" : "yaml";
  const { output, problems } = extractDocument({ file: name, format, line: 1, text });
  if (output === undefined)
    throw new SideError(`${name} is no document: ${problems[0]?.message ?? "it is empty."}`);
  // As pages are prepared: which schema a value of a discriminator stands for is a rule about the body.
  const page = { file: name, document: moderniseDocument(output.document) };
  return { document: fixVariants(readInheritance(page).output).output.document, problems: [] };
}
