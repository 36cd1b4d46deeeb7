import { literalText } from "../../../scripts/render/shared/source-text.ts";
import type { Json } from "../../../src/openapi/json.ts";
import { compileModules } from "../catalog/compile.ts";

/** A value, and the type that it must fit, as source that may name what a `schema.ts` exports. */
export interface TypedValue {
  name: string;
  value: Json;
  type: string;
}

/**
 * Gives a value its narrowest type, but that of no literal; and a type no object all of whose properties are optional. The
 * compiler has a guard against misspelt names, which is about no value: it refuses undeclared properties of a literal, and
 * objects without any property of such a type.
 */
export const EXACT = `
type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
declare function exact<const T>(value: T): Plain<T>;
type Unguarded<T> = T extends readonly unknown[] ? { [K in keyof T]: Unguarded<T[K]> } : T extends object ? { [K in keyof T]: Unguarded<T[K]> } & { [name: symbol]: unknown } : T;
`;

/** Line of the first value in its module: one line and `EXACT` come before. */
const FIRST_LINE = 2 + EXACT.trim().split("\n").length;

/** Compiles values against the types of some `schema.ts`, all in one program, and lists those that are refused. */
export function compileValues(
  root: string,
  modules: readonly { schema: string; values: readonly TypedValue[] }[],
): string[] {
  const files = modules.flatMap(({ schema, values }, index): [string, string][] => [
    [`schema-${index}.ts`, schema],
    [
      `values-${index}.ts`,
      [
        `import type { operations } from "./schema-${index}.ts";`,
        ...EXACT.trim().split("\n"),
        ...values.flatMap(({ value, type }, at) => [
          `const value${at} = exact(${literalText(value)});`,
          `export const typed${at}: Unguarded<${type}> = value${at};`,
        ]),
      ].join("\n"),
    ],
  ]);
  const complaints = compileModules(root, new Map(files), { options: { types: [] } });
  return [...complaints].flatMap(([file, list]) => {
    const { values = [] } = file.startsWith("values-") ? (modules[Number(/\d+/.exec(file))] ?? {}) : {};
    return list.map(({ line, message }) => {
      const { name, value } = values[Math.floor((line - FIRST_LINE) / 2)] ?? { name: file, value: line };
      return `${name}: its type refuses ${JSON.stringify(value)} - ${message}`;
    });
  });
}
