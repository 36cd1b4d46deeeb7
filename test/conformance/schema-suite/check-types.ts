import { createFindMistakes } from "../../../scripts/pipeline/check/evaluate/find-mistakes.ts";
import { buildDocument } from "../../../scripts/pipeline/index.ts";
import { renderSchema } from "../../../scripts/render/schema/index.ts";
import { prepareRender } from "../../../scripts/render/shared/render-input.ts";
import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { listRequestMedia } from "../../../src/openapi/media-types.ts";
import { compileValues, type TypedValue } from "./compile-values.ts";

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

/** Takes each page through the pipeline, and compiles the values that its validator accepts, all in one program. */
export async function checkTypesOfValues(root: string, cases: readonly TypeCase[]): Promise<TypeReport> {
  const modules: { schema: string; values: TypedValue[] }[] = [];
  for (const { name, page, values } of cases) {
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
    const type = `NonNullable<operations["${body.operationId}"]["requestBody"]>["content"]["application/json"]`;
    modules.push({
      schema: renderSchema(prepareRender(output)),
      values: accepted.map((value) => ({ name, value, type })),
    });
  }
  const checked = modules.reduce((sum, { values }) => sum + values.length, 0);
  return { checked, refused: compileValues(root, modules) };
}
