/** How generated files import. */
export interface ImportStyle {
  /** What stands after the names of the files that they import from each other. `""`: for bundlers. */
  ending: ".js" | ".ts" | "";
  /** Where they find this package: its name, or from its own folder `generated/` the way to its sources. */
  from: string;
}

export const DEFAULT_IMPORTS: ImportStyle = { ending: ".js", from: "evolink-openapi" };

/** What a configuration or a command line says of the ending. */
export function readEnding(text: string): ImportStyle["ending"] {
  return text === "none" ? "" : (text as ImportStyle["ending"]);
}

/** The specifier of a generated file, from another one: `./schema.js`. */
export function fileImport(name: string, { ending }: ImportStyle): string {
  return `./${name}${ending}`;
}

/** The specifier of a part of this package: `evolink-openapi/runtime`. */
export function runtimeImport(part: "runtime" | "raw", { from }: ImportStyle): string {
  return from.startsWith(".") ? `${from}/${part}/index.ts` : `${from}/${part}`;
}
