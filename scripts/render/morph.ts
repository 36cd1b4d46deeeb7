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

/** A JSON value as source text. `JSON.stringify` alone would let `__proto__: …` set a prototype. */
export function literalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literalText).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(([key, item]) => `${propertyText(key)}: ${literalText(item)}`);
    return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
  }
  return stringText(value);
}

/** An object as source text, one property a line. */
export function tableText(table: object): string {
  return `{\n${Object.entries(table)
    .map(([key, value]) => `${propertyText(key)}: ${literalText(value)},\n`)
    .join("")}}`;
}

/** A property name as source text: bare where it can be, computed where it would set the prototype. */
export function propertyText(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : stringText(key);
}

/** JSON is JavaScript but for two line separators, which end a line for some readers. */
function stringText(value: unknown): string {
  return JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}
