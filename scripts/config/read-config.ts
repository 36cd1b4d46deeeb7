import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import schema from "../../config.schema.json" with { type: "json" };
import type { Problem, Staged } from "../../src/openapi/problem.ts";
import { type ImportStyle, readEnding } from "../render/shared/imports.ts";

/** Name of the file in which a project says where its pages are, and what is generated from them. */
export const CONFIG_NAME = "evolink-openapi.json";

/** What the file may say. `config.schema.json` describes it. */
export type ConfigFile = { [Key in Exclude<keyof typeof schema.properties, "$schema">]?: string };

/** The configuration of a project, with every default in place. Paths are absolute. */
export interface Config {
  /** The project's folder: that of the configuration file, or the working directory where there is none. */
  folder: string;
  pages: string;
  lock: string;
  /** Undefined where there is none. */
  supplement: string | undefined;
  /** Undefined where there is none. */
  overlays: string | undefined;
  /** Undefined for the one that comes with this package. */
  lintConfig: string | undefined;
  out: string;
  imports: ImportStyle;
  /** Undefined for all languages. */
  lang: string | undefined;
}

/** The nearest configuration file, from a folder upwards. Undefined where there is none. */
export function findConfig(folder: string): string | undefined {
  const path = join(folder, CONFIG_NAME);
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder ? undefined : findConfig(parent);
}

/** Reads the nearest configuration. Without one, everything is as by default, in the working directory. */
export async function readConfig(cwd = process.cwd()): Promise<Staged<Config | undefined>> {
  const path = findConfig(cwd);
  if (path === undefined) return { output: resolveConfig({}, cwd), problems: [] };
  let data: unknown;
  try {
    // Editors on Windows put a byte order mark first.
    data = JSON.parse((await readFile(path, "utf8")).replace(/^\ufeff/, ""));
  } catch (error) {
    const message = `Cannot be read as JSON: ${error instanceof Error ? error.message : error}.`;
    return { output: undefined, problems: [configProblem(message)] };
  }
  // Loaded only where there is a file: nobody who asks for help needs a validator.
  const { explainConfig } = await import("./explain-config.ts");
  const problems = explainConfig(data).map(configProblem);
  return {
    output: problems.length > 0 ? undefined : resolveConfig(data as ConfigFile, dirname(path)),
    problems,
  };
}

const configProblem = (message: string): Problem => ({
  severity: "error",
  file: CONFIG_NAME,
  pointer: "",
  message,
});

/** The configuration that a file means. */
export function resolveConfig(file: ConfigFile, folder: string): Config {
  const { pages, lock, out, importEnding, importFrom } = schema.properties;
  /** A path written on Windows means the same everywhere. */
  const locate = (path: string) => resolve(folder, path.replaceAll("\\", "/"));
  /** A folder that is named has to be there; of the others it is read what is. */
  const optional = (named: string | undefined, byDefault: string) => {
    const path = locate(named ?? byDefault);
    return named !== undefined || existsSync(path) ? path : undefined;
  };
  return {
    folder,
    pages: locate(file.pages ?? pages.default),
    lock: locate(file.lock ?? lock.default),
    supplement: optional(file.supplement, "spec/supplement"),
    overlays: optional(file.overlays, "spec/overlays"),
    lintConfig: file.lintConfig === undefined ? undefined : locate(file.lintConfig),
    out: locate(file.out ?? out.default),
    imports: {
      ending: readEnding(file.importEnding ?? importEnding.default),
      from: file.importFrom ?? importFrom.default,
    },
    lang: file.lang,
  };
}
