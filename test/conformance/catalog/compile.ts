import { dirname, join } from "node:path";
import ts from "typescript";

/** What the compiler says of one place. */
export interface Complaint {
  /** Line in its module, from 1. */
  line: number;
  /** The source text that it points at. */
  at: string;
  message: string;
}

/** What is compiled with the modules, and how. */
export interface CompileSettings {
  /** Files that stand in for those on disk, by path from the root. */
  files?: ReadonlyMap<string, string>;
  /** Compiler options that replace the project's own. */
  options?: ts.CompilerOptions;
}

/**
 * Compiles modules that exist in memory alone, as if they lay in the project's folder.
 *
 * @returns what the compiler says of each of them, and of `files`.
 */
export function compileModules(
  root: string,
  modules: ReadonlyMap<string, string>,
  { files = new Map(), options }: CompileSettings = {},
): Map<string, Complaint[]> {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const project = ts.parseJsonConfigFileContent(config, ts.sys, root).options;
  const settings = { ...project, noUnusedLocals: false, noUnusedParameters: false, ...options };
  const texts = new Map([...files, ...modules].map(([path, text]) => [join(root, path), text]));
  const host = ts.createCompilerHost(settings);
  // The commands run with a compiler that has no library files next to it.
  host.getDefaultLibLocation = () => join(root, "node_modules/typescript/lib");
  const { fileExists, directoryExists } = host;
  const readFile = cacheSourceFiles(host.getSourceFile, JSON.stringify(options));
  const folders = new Set([...texts.keys()].map((path) => dirname(path)));
  host.directoryExists = (path) => folders.has(path) || directoryExists?.(path) === true;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.getSourceFile = (path, version) => {
    const text = texts.get(path);
    return text === undefined ? readFile(path, version) : ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram([...texts.keys()], settings, host);
  return new Map(
    [...files.keys(), ...modules.keys()].map((path) => {
      const source = program.getSourceFile(join(root, path));
      return [path, ts.getPreEmitDiagnostics(program, source).map(readDiagnostic)];
    }),
  );
}

/** Files on disk as they were read first, by settings and path: the libraries are most of what a program reads. */
const sourceFiles = new Map<string, ts.SourceFile | undefined>();

function cacheSourceFiles(read: ts.CompilerHost["getSourceFile"], settings: string) {
  return (path: string, version: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined => {
    const key = JSON.stringify([settings, path, version], (name, value) =>
      typeof value === "function" ? name : value,
    );
    if (!sourceFiles.has(key)) sourceFiles.set(key, read(path, version));
    return sourceFiles.get(key);
  };
}

function readDiagnostic({ file, start = 0, length = 0, messageText }: ts.Diagnostic): Complaint {
  return {
    line: file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1,
    at: file?.text.slice(start, start + length) ?? "",
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
  };
}
