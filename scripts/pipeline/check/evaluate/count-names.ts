import { CodeGen } from "ajv/dist/compile/codegen/index.js";

/** How often each name occurs. */
type Counts = Record<string, number>;

/** A part of the code that Ajv writes; a block holds others. */
interface CodeNode {
  readonly names: Counts;
  nodes?: CodeNode[];
  else?: CodeNode | undefined;
  optimizeNodes(): unknown;
  optimizeNames(counts: Counts, constants: unknown): unknown;
}

/**
 * Counts the names in the code once: Ajv adds up those of each block, and of all the blocks around it. That took an
 * eighth of the time of a compilation.
 *
 * @see https://github.com/ajv-validator/ajv/blob/v8.20.0/lib/compile/codegen/index.ts
 */
export function countNamesOnce(): void {
  Object.assign(CodeGen.prototype, {
    optimize(this: { _root: CodeNode; _constants: unknown }, passes = 1) {
      for (let pass = 0; pass < passes; pass += 1) {
        this._root.optimizeNodes();
        const counts: Counts = {};
        addNames(this._root, counts);
        this._root.optimizeNames(counts, this._constants);
      }
    },
  });
}

function addNames(node: CodeNode, counts: Counts): void {
  const { nodes, else: otherwise } = node;
  if (nodes !== undefined) node.nodes = [];
  if (otherwise !== undefined) node.else = undefined;
  // Of a block, those of its own: in its condition.
  const { names } = node;
  for (const name in names) counts[name] = (counts[name] ?? 0) + (names[name] ?? 0);
  if (nodes !== undefined) {
    node.nodes = nodes;
    for (const one of nodes) addNames(one, counts);
  }
  if (otherwise === undefined) return;
  node.else = otherwise;
  addNames(otherwise, counts);
}
