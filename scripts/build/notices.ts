import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A package of somebody else, some code of which is in ours. */
interface BundledPackage {
  name: string;
  version: string;
  license: string;
  /** The texts of its licence and notice files. */
  texts: string[];
}

/** The folder of a package, at the start of the path of one of its files. esbuild puts words before some paths. */
const PACKAGE_FOLDER = /^(?:[^/]*:)?((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** Files that a licence asks to pass on. */
const LICENSE_FILE = /^(?:licen[cs]e|copying|copyright|notice|third[-_]party)/i;

const LINE = "-".repeat(80);

/**
 * Text of the file that passes on the licences of all bundled code, package by package, as they ask for.
 *
 * @param root The project's folder.
 * @param inputs The files that were bundled, as esbuild's metafile names them.
 * @throws a package says nothing of its licence: then nobody knows whether it may be bundled.
 */
export async function renderNotices(root: string, inputs: readonly string[]): Promise<string> {
  const packages = await Promise.all(listPackageFolders(inputs).map((folder) => readPackage(root, folder)));
  // One package may be installed in several places.
  const distinct = new Map(packages.map((one) => [`${one.name} ${one.version}`, one]));
  const sections = [...distinct]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([title, { license, texts }]) =>
      [LINE, `${title} (${license})`, LINE, "", ...texts.map((text) => `${text.trim()}\n`)].join("\n"),
    );
  return `Some files of this package hold code of the following packages, under their own licences.\n\n${sections.join("\n")}`;
}

/** The folders of the packages that some files belong to, sorted. */
export function listPackageFolders(inputs: readonly string[]): string[] {
  const folders = inputs.flatMap((input) => PACKAGE_FOLDER.exec(input)?.[1] ?? []);
  return [...new Set(folders)].sort();
}

/** The files that code made by `generate` was bundled from: esbuild names each in a comment. */
export function listCommentedInputs(code: string): string[] {
  return [...code.matchAll(/^\s*\/\/ (\S*node_modules\/\S+)$/gm)].map(([, path = ""]) => path);
}

async function readPackage(root: string, folder: string): Promise<BundledPackage> {
  const { name, version, ...manifest } = JSON.parse(
    await readFile(join(root, folder, "package.json"), "utf8"),
  );
  // Packages of the time before 2015 may have a list.
  const license = manifest.license ?? manifest.licenses?.[0]?.type;
  if (typeof license !== "string" || license === "")
    throw new Error(`${folder} is bundled, and its package.json names no licence. Bundle another package.`);
  const files = (await readdir(join(root, folder))).filter((file) => LICENSE_FILE.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(root, folder, file), "utf8")));
  const stated = texts.length === 0 ? [`Its package.json says: ${license}.`] : texts;
  return { name, version, license, texts: stated };
}
