import { createFindMistakes } from "../../../scripts/pipeline/check/find-mistakes.ts";
import { buildDocument } from "../../../scripts/pipeline/index.ts";
import { renderSchema } from "../../../scripts/render/schema/index.ts";
import { prepareRender } from "../../../scripts/render/shared/render-input.ts";
import { literalText } from "../../../scripts/render/shared/source-text.ts";
import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { listRequestMedia } from "../../../src/openapi/media-types.ts";
import { compileModules } from "../catalog/compile.ts";

/** A page with one request, and values that may fit it. */
export interface TypeCase {
  name: string;
  page: JsonObject;
  values: readonly Json[];
}

/** What became of some cases. */
export interface TypeReport {
  /** Values that validators accept, each held against its type. */
  checked: number;
  /** Those that their type refuses, in words. */
  refused: string[];
}

const LINT = { path: "redocly.yaml", bytes: Buffer.from("extends: [minimal]\n") };

/**
 * Gives a value its narrowest type, but that of no literal; and a type no object all of whose properties are optional. The
 * compiler has a guard against misspelt names, which is about no value: it refuses undeclared properties of a literal, and
 * objects without any property of such a type.
 */
const EXACT = `
type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
declare function exact<const T>(value: T): Plain<T>;
type Unguarded<T> = T extends readonly unknown[] ? { [K in keyof T]: Unguarded<T[K]> } : T extends object ? { [K in keyof T]: Unguarded<T[K]> } & { [name: symbol]: unknown } : T;
`;

/** Line of the first value in its module: two lines and `EXACT` come before. */
const FIRST_LINE = 3 + EXACT.trim().split("\n").length;

/** Takes each page through the pipeline, and compiles the values that its validator accepts, all in one program. */
export async function checkTypesOfValues(root: string, cases: readonly TypeCase[]): Promise<TypeReport> {
  const modules = new Map<string, string>();
  const lines = new Map<string, string[]>();
  let checked = 0;
  for (const [index, { name, page, values }] of cases.entries()) {
    const { output } = await buildDocument({
      pages: [{ path: "subject.json", bytes: Buffer.from(JSON.stringify(page)) }],
      supplement: [],
      overlays: [],
      lintConfig: LINT,
    });
    const [body] = output === undefined ? [] : listRequestMedia(output);
    if (output === undefined || body === undefined) continue;
    const mistakes = createFindMistakes(output)((body.media.schema ?? {}) as JsonObject, values);
    const accepted = values.filter((_, at) => mistakes[at] === null);
    if (accepted.length === 0) continue;
    checked += accepted.length;
    modules.set(`schema-${index}.ts`, renderSchema(prepareRender(output)));
    modules.set(
      `values-${index}.ts`,
      [
        `import type { operations } from "./schema-${index}.ts";`,
        `type Body = NonNullable<operations["${body.operationId}"]["requestBody"]>["content"]["application/json"];`,
        ...EXACT.trim().split("\n"),
        ...accepted.flatMap((value, at) => [
          `const value${at} = exact(${literalText(value)});`,
          `export const body${at}: Unguarded<Body> = value${at};`,
        ]),
      ].join("\n"),
    );
    lines.set(
      `values-${index}.ts`,
      accepted.map((value) => `${name}: ${JSON.stringify(value)}`),
    );
  }
  const complaints = compileModules(root, modules, { options: { types: [] } });
  const refused = [...complaints].flatMap(([file, list]) =>
    list.map(
      ({ line, message }) => `${lines.get(file)?.[Math.floor((line - FIRST_LINE) / 2)] ?? file} - ${message}`,
    ),
  );
  return { checked, refused };
}
