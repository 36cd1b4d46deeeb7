/** One sentence for a Node that is too old, such as `18.20.8`; undefined for others. */
export function explainOldNode(version: string): string | undefined;
