import module from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { keepNewest } from "./sealed-file.js";

/** Whether this Node runs TypeScript (from 22.18 on) and has what importing a command takes. */
export const runsTypeScript = Boolean(process.features.typescript) && module.registerHooks !== undefined;

/** The compiler inside ts-morph. One serves both it and openapi-typescript; each would load its own 9 MB. */
export const TYPESCRIPT = "@ts-morph/common/dist/typescript.js";

/** Node keeps compiled code in a folder for each of its versions. */
const MAX_NODES = 4;

/** Imports a command from its source. Node keeps the code that it compiles, and verifies it before it uses it. */
export async function importCommand(root, entry, caches) {
  const folder = join(caches, "compiled");
  module.enableCompileCache(folder);
  keepNewest(folder, MAX_NODES);
  module.registerHooks({
    resolve: (specifier, context, next) => next(specifier === "typescript" ? TYPESCRIPT : specifier, context),
  });
  return import(pathToFileURL(join(root, entry)).href);
}
