import {
  IndentationText,
  Project,
  type StatementStructures,
  StructureKind,
  VariableDeclarationKind,
} from "ts-morph";

/** A statement of a file to print. */
export type Statement = StatementStructures;

/** Prints one TypeScript file with ts-morph. All statements go in at once: each later change would parse it again. */
export function printSourceFile(name: string, statements: readonly Statement[]): string {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, useTrailingCommas: true },
  });
  return project.createSourceFile(name, { statements: [...statements] }).getFullText();
}

/** `import type { … } from "…"` */
export function typeImport(moduleSpecifier: string, namedImports: readonly string[]): Statement {
  return {
    kind: StructureKind.ImportDeclaration,
    moduleSpecifier,
    namedImports: [...namedImports],
    isTypeOnly: true,
  };
}

/** `export const name = initializer` */
export function exportedConstant(name: string, initializer: string, doc: string): Statement {
  return {
    kind: StructureKind.VariableStatement,
    leadingTrivia: "\n",
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    docs: [doc],
    declarations: [{ name, initializer }],
  };
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
