import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const MANIFEST = "evolink-openapi/package.json";

/**
 * The folder of this package: where the document and the clips lie. Found the way Node finds a package, from the
 * working directory and from the program started, because one and the same code runs from the sources, from a bundle
 * of them, and from the published package.
 *
 * @throws {Error} when neither sees the package.
 */
export function findPackageRoot(): string {
  const origins = [join(process.cwd(), "package.json"), process.argv[1]].filter(
    (origin) => origin !== undefined,
  );
  for (const origin of origins) {
    try {
      return dirname(createRequire(origin).resolve(MANIFEST));
    } catch {
      // The next origin may see it.
    }
  }
  throw new Error(`Cannot find ${MANIFEST} from ${origins.join(" or ")}. Install evolink-openapi there.`);
}
