import type { JsonObject } from "../../../src/openapi/json.ts";
import type { Draw } from "../../helpers/draw.ts";
import { addChain } from "./details/add-chain.ts";
import { addDetail } from "./details/add-operation.ts";
import { addItems, addRoot } from "./details/add-paths.ts";
import { addSchema } from "./details/add-schema.ts";
import { addSize } from "./details/add-size.ts";
import { type Detail, pick } from "./details/detail.ts";

const DETAILS: readonly Detail[] = [addChain, addSchema, addDetail, addItems, addRoot];

/** Changes a document in one to three of the details that few documents have; one in twenty is long, wide or deep. */
export function mutateDetails(document: JsonObject, draw: Draw): JsonObject {
  let mutated = draw(20) === 0 ? addSize(document, draw) : document;
  for (let times = 1 + draw(3); times > 0; times -= 1) mutated = pick(DETAILS, draw)(mutated, draw);
  return mutated;
}
