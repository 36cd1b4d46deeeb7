import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { renderClient } from "../../../scripts/render/client/index.ts";
import { prepareRender } from "../../../scripts/render/shared/render-input.ts";
import type { JsonObject } from "../../../src/openapi/json.ts";
import { weigh } from "../weigh.ts";

/** What the core weighs with a document, next to what it weighs with the committed one. */
export interface CoreSize {
  committedBytes: number;
  bytes: number;
  /** What is wrong, in words. */
  failures: string[];
}

/** How much the core may grow from the committed page to a whole catalogue, as a share. */
const MOST_GROWTH = 0.02;

/** Weighs `createEvolink` with everything reachable from it: the tables of the document are all that differs. */
export async function compareCoreSize(root: string, document: JsonObject): Promise<CoreSize> {
  const core = { specifier: "./src/index.ts", imported: "createEvolink", folder: root };
  const weighWith = (client: string) => weigh(core, new Map([["/generated/client.ts", client]]));
  const committedBytes = await weighWith(await readFile(join(root, "generated/client.ts"), "utf8"));
  const bytes = await weighWith(renderClient(prepareRender(document)));
  const growth = bytes / committedBytes - 1;
  const failures =
    growth <= MOST_GROWTH
      ? []
      : [
          `The core grows with the pages: ${bytes} bytes instead of ${committedBytes}. Keep the tables of the client small.`,
        ];
  return { committedBytes, bytes, failures };
}
