import {
  type ImportDeclarationStructure as ImportStatement,
  IndentationText,
  Project,
  type StatementStructures,
  StructureKind,
} from "ts-morph";
import type { Cache } from "../../cache.ts";

/** A statement of a file to print. */
export type Statement = StatementStructures | ConstantText;

/** `const name = initializer`, as text: ts-morph would indent the line that closes the initializer. */
type ConstantText = `/** ${string} */\n${"" | "export "}const ${string} = ${string};`;

/**
 * Prints one TypeScript file: with ts-morph what is no text yet, and constants as they are. These are most of a file, and
 * ts-morph would parse them.
 */
export function printSourceFile(name: string, statements: readonly Statement[], cache: Cache): string {
  const runs: (ConstantText | StatementStructures[])[] = [];
  for (const statement of statements) {
    const last = runs.at(-1);
    if (typeof statement === "string") runs.push(statement);
    else if (Array.isArray(last)) last.push(statement);
    else runs.push([statement]);
  }
  return runs
    .map((run, index) => {
      if (typeof run === "string") return `${index === 0 ? "" : "\n"}${run}\n`;
      const text = cache.getOrSet("source file", [name, JSON.stringify(run)], () => print(name, run));
      return index > 0 && isBlock(run[0]) ? `\n${text}` : text;
    })
    .join("");
}

/** Whether a statement has blank lines around it. */
function isBlock(statement: StatementStructures | undefined): boolean {
  return statement?.kind === StructureKind.Interface || statement?.kind === StructureKind.Function;
}

/** All statements go in at once: each later change would parse the file again. */
function print(name: string, statements: readonly StatementStructures[]): string {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, useTrailingCommas: true },
  });
  return project.createSourceFile(name, { statements: [...statements] }).getFullText();
}

/** `import { … } from "…"` */
export function valueImport(moduleSpecifier: string, namedImports: readonly string[]): ImportStatement {
  return { kind: StructureKind.ImportDeclaration, moduleSpecifier, namedImports: [...namedImports] };
}

/** `import type { … } from "…"` */
export function typeImport(moduleSpecifier: string, namedImports: readonly string[]): Statement {
  return { ...valueImport(moduleSpecifier, namedImports), isTypeOnly: true };
}

/** `export type { … } from "…"` */
export function typeExport(moduleSpecifier: string, namedExports: readonly string[]): Statement {
  return {
    kind: StructureKind.ExportDeclaration,
    moduleSpecifier,
    namedExports: [...namedExports],
    isTypeOnly: true,
  };
}

/** `const name = initializer`, with a blank line before. */
export function constant(name: string, initializer: string, doc: string): Statement {
  return `/** ${doc} */\nconst ${name} = ${initializer};`;
}

/** `export const name = initializer`, with a blank line before. */
export function exportedConstant(name: string, initializer: string, doc: string): Statement {
  return `/** ${doc} */\nexport const ${name} = ${initializer};`;
}

/** `export type name = type` */
export function exportedType(name: string, type: string, doc?: string): Statement {
  return {
    kind: StructureKind.TypeAlias,
    isExported: true,
    name,
    type,
    docs: doc === undefined ? [] : [doc],
  };
}

/** Text from the document as the text of a doc comment, which it cannot close. */
export function commentText(...paragraphs: string[]): string {
  return paragraphs
    .filter((paragraph) => paragraph.trim() !== "")
    .join("\n\n")
    .replaceAll("*/", "*\\/")
    .replaceAll("\r", "")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
}
