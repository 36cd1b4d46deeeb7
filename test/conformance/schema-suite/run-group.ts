import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Cache } from "../../../scripts/cache.ts";
import { buildDocument } from "../../../scripts/pipeline/index.ts";
import { prepareRender } from "../../../scripts/render/shared/render-input.ts";
import { renderValidators } from "../../../scripts/render/validators/index.ts";
import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import type { ValidationProblem } from "../../../src/validation/problem-params.ts";
import type { Validator } from "../../../src/validation/validator.ts";
import type { SuiteGroup } from "./suite.ts";

/** Where a group's schema stands in its page: as a component that the body refers to, or in the place of a property. */
export type Place = "component" | "in place";

export const PLACES: readonly Place[] = ["component", "in place"];

/** What became of one group in one place. */
export interface GroupOutcome {
  file: string;
  description: string;
  schema: Json;
  place: Place;
  /** Tests that came out as the suite says. */
  right: number;
  /** The others, in words. */
  wrong: { description: string; isAccepted: boolean; data: Json }[];
  /** The values that are refused, with what is said of each. */
  said: { data: Json; problems: readonly ValidationProblem[] }[];
  /** Why no validator was made of it, where none was. */
  refusal?: string;
  problems: readonly Problem[];
}

/** Takes a group through the whole pipeline to a validator, and tries the validator with its values. */
export async function runGroup(
  group: SuiteGroup,
  place: Place,
  { folder, root, cache }: { folder: string; root: string; cache: Cache },
): Promise<GroupOutcome> {
  const { file, description, schema, tests } = group;
  const page = makePage(schema, place);
  const lintConfig = { path: "redocly.yaml", bytes: Buffer.from("extends: [minimal]\n") };
  const sources = {
    pages: [{ path: "subject.json", bytes: Buffer.from(JSON.stringify(page)) }],
    supplement: [],
    overlays: [],
    lintConfig,
  };
  const { output, problems } = await buildDocument(sources);
  const outcome = { file, description, schema, place, right: 0, wrong: [], said: [], problems };
  if (output === undefined) {
    const refusal = problems.find(({ severity }) => severity === "error")?.message ?? "no reason";
    return { ...outcome, refusal };
  }
  const code = await renderValidators(prepareRender(output, { root, cache }));
  const path = join(folder, `${Math.random().toString(36).slice(2)}.mjs`);
  await writeFile(path, code);
  const { validators } = (await import(pathToFileURL(path).href)) as {
    validators: Record<string, Validator>;
  };
  await rm(path);
  const [validator] = Object.values(validators);
  const outcomes = tests.map((one) => {
    const body = bodyOf(one.data, place);
    const result = validator?.validate(body);
    return { ...one, body, refusal: result?.ok === false ? result.problems : undefined };
  });
  const wrong = outcomes.filter(({ refusal, valid }) => (refusal === undefined) !== valid);
  return {
    ...outcome,
    right: tests.length - wrong.length,
    wrong: wrong.map((one) => ({ description: one.description, isAccepted: !one.valid, data: one.data })),
    said: outcomes.flatMap(({ body, refusal }) =>
      refusal === undefined ? [] : [{ data: body, problems: refusal }],
    ),
  };
}

/** A page whose one request takes what a group's schema accepts. `name` sets it apart from other pages. */
export function makePage(schema: Json, place: Place, name = "Subject"): JsonObject {
  const component = `#/components/schemas/${name}`;
  const path = pathOf(name);
  const inBody = pointerTo(["paths", path, "post", "requestBody", "content", "application/json", "schema"]);
  const body: Json =
    place === "component"
      ? { $ref: component }
      : {
          type: "object",
          required: ["value"],
          properties: { value: moveReferences(schema, `${inBody}/properties/value`) },
        };
  return {
    openapi: "3.1.0",
    info: { title: "Suite", version: "1.0.0" },
    paths: {
      [path]: {
        post: {
          operationId: `create${name}`,
          requestBody: { required: true, content: { "application/json": { schema: body } } },
          responses: { "200": { description: "Well." } },
        },
      },
    },
    ...(place === "component"
      ? { components: { schemas: { [name]: moveReferences(schema, component) } } }
      : {}),
  };
}

/** The path of the request on such a page. */
export function pathOf(name: string): string {
  return `/v1/${name.toLowerCase()}s`;
}

/** What is sent to have a value judged: by itself, or in its place. */
export function bodyOf(data: Json, place: Place): Json {
  return place === "component" ? data : { value: data };
}

/**
 * In a page a pointer begins at the root of the document, and the schema does not stand there; unless it has an
 * identifier, at which the pointers in it begin.
 */
function moveReferences(value: Json, base: string): Json {
  if (Array.isArray(value)) return value.map((item) => moveReferences(item, base));
  if (typeof value !== "object" || value === null || typeof value.$id === "string") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key === "enum" || key === "const") return [key, item];
      const isLocal = /^\$(?:dynamicR|r)ef$/.test(key) && typeof item === "string" && /^#(?:\/|$)/.test(item);
      return [key, isLocal ? `${base}${String(item).slice(1)}` : moveReferences(item, base)];
    }),
  );
}
