import { listExamples } from "../../../src/openapi/examples.ts";
import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { isJson } from "../../../src/openapi/media-types.ts";
import { toIdentifier } from "../../../src/openapi/names/identifier.ts";
import type { Validator } from "../../../src/validation/validator.ts";
import type { Draw } from "../../helpers/draw.ts";
import { sampleValue } from "../../helpers/schemas/sample.ts";
import type { Project } from "./generate-project.ts";
import { loadModule } from "./load-project.ts";

/** Bodies that the validator of an operation accepts, by its id. */
export type AcceptedBodies = ReadonlyMap<string, readonly Json[]>;

/** Bodies that are drawn of each operation, besides its examples. */
const DRAWN = 4;

/** The examples of each JSON body, and values drawn of its schema, that its generated validator accepts. */
export function listAcceptedBodies(project: Project, draw: Draw): AcceptedBodies {
  const { document, operations } = project.input;
  const { validators } = loadModule<{ validators: Record<string, Validator> }>(project, "validators");
  return new Map(
    operations
      .filter(({ mediaType }) => isJson(mediaType ?? ""))
      .map(({ id, media }) => [id, listBodies(document, media, draw, validators[toIdentifier(id)])]),
  );
}

function listBodies(
  document: JsonObject,
  media: JsonObject,
  draw: Draw,
  validator: Validator | undefined,
): Json[] {
  const drawn = Array.from({ length: DRAWN }, () => sampleValue(document, media.schema, draw));
  const candidates = [...listExamples(media).map(({ value }) => value), ...drawn];
  const texts = new Set(candidates.map((value) => JSON.stringify(value)));
  return [...texts]
    .map((text): Json => JSON.parse(text))
    .filter((value) => validator?.validate(value).ok === true);
}
