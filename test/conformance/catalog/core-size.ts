import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { renderClient } from "../../../scripts/render/client/index.ts";
import { renderEntry } from "../../../scripts/render/entry/index.ts";
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

/**
 * How much each function beyond those of the committed client may add: its names, its method and its path, compressed. An
 * operation has one, or two when its response can stream. Pages and models of an operation add nothing.
 */
const MOST_BYTES_PER_FUNCTION = 20;

/** As the committed client imports. */
const imports = { ending: ".ts", from: "../src" } as const;

/**
 * Weighs `createEvolink` with everything reachable from it. Which kinds of functions there are depends on the document,
 * so both sides are weighed with all that either of them has: the tables of the document are all that differs.
 */
export async function compareCoreSize(root: string, document: JsonObject): Promise<CoreSize> {
  const core = { specifier: "./src/index.ts", imported: "createEvolink", folder: root };
  const committed = await readFile(join(root, "generated/index.ts"), "utf8");
  const committedClient = await readFile(join(root, "generated/client.ts"), "utf8");
  const input = prepareRender(document, { imports });
  const rendered = renderEntry(input);
  const kinds = [...new Set([committed, rendered].flatMap(listMakers))].sort();
  const keep = `import * as runtime from "../src/runtime/index.ts";\nglobalThis.kinds = [${kinds.map((name) => `runtime.${name}`).join(", ")}];\n`;
  // An entry takes of the client how the requests are written that are not JSON.
  const weighWith = (entry: string, client: string) =>
    weigh(
      core,
      new Map([
        ["/generated/index.ts", keep + entry],
        ["/generated/client.ts", client],
      ]),
    );
  const committedBytes = await weighWith(committed, committedClient);
  const bytes = await weighWith(rendered, renderClient(input));
  const added = countFunctions(rendered) - countFunctions(committed);
  const failures =
    bytes - committedBytes <= MOST_BYTES_PER_FUNCTION * Math.max(0, added)
      ? []
      : [
          `The core grows with the pages: ${bytes} bytes instead of ${committedBytes}, for ${added} more functions. Keep the tables of the client small.`,
        ];
  return { committedBytes, bytes, failures };
}

/** The functions of an entry: each is made of the connection. */
function countFunctions(entry: string): number {
  return entry.split("(connection, ").length - 1;
}

/** What an entry imports of the runtime. */
function listMakers(entry: string): string[] {
  return /^import \{ (.*) \} from/m.exec(entry)?.[1]?.split(", ") ?? [];
}
