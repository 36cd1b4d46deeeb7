import { join } from "node:path";
import ts from "typescript";

/** Where the cursor is in a text. It is taken out. */
const CURSOR = "|";

/** What an editor shows at the cursor of a module that lies in the project's folder. */
export interface Editor {
  /** The names that it offers, best first. */
  complete(text: string): string[];
  /** Those names, each with its documentation. */
  describe(text: string): Map<string, string>;
  /** What hovering shows: the type, then the documentation with its tags. */
  hover(text: string): { type: string; text: string; tags: string[] };
}

/**
 * Opens an editor on a project.
 *
 * @param files files that stand in for those on disk, by path from the root.
 */
export function openEditor(
  root: string,
  files: ReadonlyMap<string, string>,
  options: ts.CompilerOptions = {},
): Editor {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const settings = { ...ts.parseJsonConfigFileContent(config, ts.sys, root).options, ...options };
  const module = join(root, "edited.tsx");
  const texts = new Map([...files].map(([path, text]) => [join(root, path), text]));
  let version = 0;
  const service = ts.createLanguageService({
    ...ts.sys,
    getCompilationSettings: () => settings,
    getScriptFileNames: () => [module],
    getScriptVersion: (path) => (path === module ? `${version}` : "1"),
    getScriptSnapshot: (path) => {
      const text = texts.get(path) ?? ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => texts.has(path) || ts.sys.fileExists(path),
    readFile: (path) => texts.get(path) ?? ts.sys.readFile(path),
  });
  const open = (text: string) => {
    const position = text.indexOf(CURSOR);
    texts.set(module, text.slice(0, position) + text.slice(position + 1));
    version += 1;
    return position;
  };
  return {
    describe: (text) => {
      const position = open(text);
      const preferences = { includeCompletionsWithInsertText: true };
      const found = service.getCompletionsAtPosition(module, position, preferences)?.entries ?? [];
      return new Map(
        found.map(({ name, source, data }) => [
          name,
          ts.displayPartsToString(
            service.getCompletionEntryDetails(module, position, name, {}, source, preferences, data)
              ?.documentation,
          ),
        ]),
      );
    },
    complete: (text) =>
      service.getCompletionsAtPosition(module, open(text), {})?.entries.map(({ name }) => name) ?? [],
    hover: (text) => {
      const found = service.getQuickInfoAtPosition(module, open(text));
      const print = ts.displayPartsToString;
      return {
        type: print(found?.displayParts),
        text: print(found?.documentation),
        tags: found?.tags?.map(({ name, text: own }) => `@${name} ${print(own)}`) ?? [],
      };
    },
  };
}
