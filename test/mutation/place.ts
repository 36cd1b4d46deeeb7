import ts from "typescript";

/**
 * Makes what names the declarations that a place in a source lies in, the outermost first: `createSend.exchange`. Unlike
 * its line, the name stays when something is added above it. Outside of all of them it is `the file`.
 */
export function createPlaceFinder(source: string): (place: { line: number; column: number }) => string {
  const file = ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest);
  return ({ line, column }) => {
    const position = file.getPositionOfLineAndCharacter(line - 1, column - 1);
    const names: string[] = [];
    const visit = (node: ts.Node): void => {
      if (position < node.getStart(file) || position >= node.end) return;
      if (isNamed(node)) names.push(node.name?.getText(file) ?? "default");
      ts.forEachChild(node, visit);
    };
    visit(file);
    return names.join(".") || "the file";
  };
}

function isNamed(node: ts.Node): node is ts.Node & { name?: ts.Node } {
  // What takes a value apart has no name of its own.
  if (ts.isVariableDeclaration(node)) return ts.isIdentifier(node.name);
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassLike(node) ||
    ts.isClassElement(node) ||
    ts.isPropertyAssignment(node)
  );
}
