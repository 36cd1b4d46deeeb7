import { parse } from "yaml";
import type { Json } from "../../../src/openapi/json.ts";
import type { Staged } from "../../../src/openapi/problem.ts";
import type { SourceFile } from "../read/read-page.ts";
import type { OverlayDocument } from "./apply-overlays.ts";

/** Parses Overlay documents. What they say is looked at when they are applied. */
export function readOverlays(files: readonly SourceFile[]): Staged<OverlayDocument[]> {
  const read = files.map(readOverlay);
  return {
    output: read.flatMap(({ output }) => output),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function readOverlay({ path, bytes }: SourceFile): Staged<OverlayDocument[]> {
  try {
    return {
      output: [{ file: path, overlay: parse(new TextDecoder().decode(bytes)) as Json }],
      problems: [],
    };
  } catch (error) {
    const message = `This is not YAML: ${error instanceof Error ? error.message : String(error)}`;
    return { output: [], problems: [{ severity: "error", file: path, pointer: "", message }] };
  }
}
