import { createRequire } from "node:module";
import { join } from "node:path";
import type { Ajv2020 } from "ajv/dist/2020.js";
import { findPackageRoot } from "../base/package-root.ts";

/**
 * The class of Ajv that Prism uses: from the package, as it may be another copy than ours. In the published package both
 * are one, and the build puts that in the place of this file.
 */
export function findPrismAjv(): typeof Ajv2020 {
  const { resolve } = createRequire(join(findPackageRoot(), "package.json"));
  const requireAsPrism = createRequire(resolve("@stoplight/prism-http/dist/validator/validators/utils.js"));
  return (requireAsPrism("ajv/dist/2020") as { default: typeof Ajv2020 }).default;
}
