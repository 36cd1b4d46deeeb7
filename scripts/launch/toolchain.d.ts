/** A hash of all that decides what a command does. */
export function hashToolchain(root: string, entry: string): string;
