import { transformSync } from "esbuild";
import * as raw from "../../../src/raw/index.ts";
import * as runtime from "../../../src/runtime/index.ts";
import type { Project } from "./generate-project.ts";

const PACKAGE: Record<string, unknown> = { "evolink-openapi/runtime": runtime, "evolink-openapi/raw": raw };

/** Runs the generated files of a project as modules, and returns what `name` exports. Unlike an import, it can be forgotten. */
export function loadModule<Exports>({ files }: Project, name: string): Exports {
  const loaded = new Map<string, unknown>();
  const load = (specifier: string): unknown => {
    if (Object.hasOwn(PACKAGE, specifier)) return PACKAGE[specifier];
    const file = specifier.replace(/^\.\//, "").replace(/\.js$/, "");
    const known = loaded.get(file);
    if (known !== undefined) return known;
    const text = files.get(`${file}.ts`) ?? files.get(`${file}.js`) ?? "";
    const { code } = transformSync(text, { loader: "ts", format: "cjs", target: "es2022" });
    const module = { exports: {} };
    loaded.set(file, module.exports);
    new Function("require", "exports", "module", code)(load, module.exports, module);
    loaded.set(file, module.exports);
    return module.exports;
  };
  return load(`./${name}.js`) as Exports;
}
