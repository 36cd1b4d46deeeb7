import { CodeGen, ValueScope } from "ajv/dist/compile/codegen/index.js";

/** How often each name stands in some code that Ajv writes. */
type Names = Record<string, number>;

/** A block of such code. */
interface Block {
  nodes: readonly { names: Names }[];
  /** Those in all that the block holds. */
  names: Names;
}

/** The block that all code stands in. */
export function readRoot(code: CodeGen): Block {
  return (code as unknown as { _root: Block })._root;
}

/**
 * Has Ajv add the names in a block to those of the first block within it. It adds them up anew for each block and for all
 * the blocks around it, which is a quarter of the time of compiling a schema.
 */
export function countNamesOnce(): void {
  const root = readRoot(new CodeGen(new ValueScope({ scope: {} })));
  const ParentNode: () => void = Object.getPrototypeOf(root.constructor);
  Object.defineProperty(ParentNode.prototype, "names", {
    get(this: Block): Names {
      const first = this.nodes.find((node) => node instanceof ParentNode);
      const names = first?.names ?? {};
      for (const node of this.nodes) {
        if (node === first) continue;
        const own = node.names;
        for (const name of Object.keys(own)) names[name] = (names[name] ?? 0) + (own[name] ?? 0);
      }
      return names;
    },
  });
}
