import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Cache } from "../../../scripts/cache.ts";
import { buildDocument } from "../../../scripts/pipeline/index.ts";
import { prepareRender } from "../../../scripts/render/shared/render-input.ts";
import { renderValidators } from "../../../scripts/render/validators/index.ts";
import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import type { Validator } from "../../../src/validation/validator.ts";
import type { SuiteGroup } from "./suite.ts";

/** Where a group's schema stands in its page: as a component that the body refers to, or in the place of a property. */
export type Place = "component" | "in place";

/** What became of one group in one place. */
export interface GroupOutcome {
  file: string;
  description: string;
  place: Place;
  /** Tests that came out as the suite says. */
  right: number;
  /** The others, in words. */
  wrong: { description: string; isAccepted: boolean; data: Json }[];
  /** Why no validator was made of it, where none was. */
  refusal?: string;
  problems: readonly Problem[];
}

const COMPONENT = "#/components/schemas/Subject";
const BODY = "#/paths/~1v1~1subjects/post/requestBody/content/application~1json/schema";

/** Takes a group through the whole pipeline to a validator, and tries the validator with its values. */
export async function runGroup(
  group: SuiteGroup,
  place: Place,
  { folder, root, cache }: { folder: string; root: string; cache: Cache },
): Promise<GroupOutcome> {
  const { file, description, tests } = group;
  const page = makePage(group.schema, place);
  const lintConfig = { path: "redocly.yaml", bytes: Buffer.from("extends: [minimal]\n") };
  const sources = {
    pages: [{ path: "subject.json", bytes: Buffer.from(JSON.stringify(page)) }],
    supplement: [],
    overlays: [],
    lintConfig,
  };
  const { output, problems } = await buildDocument(sources);
  const outcome = { file, description, place, right: 0, wrong: [], problems };
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
  const accepts = (data: Json) =>
    validator?.validate(place === "component" ? data : { value: data }).ok ?? true;
  const wrong = tests.filter(({ data, valid }) => accepts(data) !== valid);
  return {
    ...outcome,
    right: tests.length - wrong.length,
    wrong: wrong.map((one) => ({ description: one.description, isAccepted: !one.valid, data: one.data })),
  };
}

export function makePage(schema: Json, place: Place): JsonObject {
  const body: Json =
    place === "component"
      ? { $ref: COMPONENT }
      : {
          type: "object",
          required: ["value"],
          properties: { value: moveReferences(schema, `${BODY}/properties/value`) },
        };
  return {
    openapi: "3.1.0",
    info: { title: "Suite", version: "1.0.0" },
    paths: {
      "/v1/subjects": {
        post: {
          operationId: "createSubject",
          requestBody: { required: true, content: { "application/json": { schema: body } } },
          responses: { "200": { description: "Well." } },
        },
      },
    },
    ...(place === "component"
      ? { components: { schemas: { Subject: moveReferences(schema, COMPONENT) } } }
      : {}),
  };
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
