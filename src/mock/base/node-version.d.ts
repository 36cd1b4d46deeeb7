/** One sentence for a Node that is too old, such as `18.20.8`; undefined for others. */
export function explainOldNode(version: string): string | undefined;
/** Prints the sentence and ends the process with exit code 1, where there is one. */
export function exitOnOldNode(): void;
