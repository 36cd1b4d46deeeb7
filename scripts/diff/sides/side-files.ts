import { extname } from "node:path";
import type { SourceFile } from "../../pipeline/read/read-page.ts";

/** One side of a comparison cannot be had; the message says what to do. */
export class SideError extends Error {}

/** The files of a side: pages, or one document. */
export interface SideFiles {
  kind: "pages" | "document";
  files: readonly SourceFile[];
}

/** The document in a generated folder. */
export const GENERATED = "openapi.yaml";

/** Whether a file is a page by itself; any other file is a whole document. */
export function isPage(path: string): boolean {
  return [".md", ".mdx"].includes(extname(path).toLowerCase());
}
