import { MALFORMED_BODIES } from "./bodies.ts";
import type { Malformation } from "./change.ts";
import { MALFORMED_DOCUMENTS } from "./documents.ts";
import { MALFORMED_MODELS } from "./models.ts";
import { MALFORMED_OPERATIONS } from "./operations.ts";
import { REWRITES } from "./rewrites.ts";
import { MALFORMED_SCHEMAS } from "./schemas.ts";

/** What publishers write, by mistake or because 3.1 allows it: the page has to contribute, or to be refused with a reason. */
export const MALFORMATIONS: Readonly<Record<string, Malformation>> = {
  ...REWRITES,
  ...MALFORMED_SCHEMAS,
  ...MALFORMED_MODELS,
  ...MALFORMED_OPERATIONS,
  ...MALFORMED_BODIES,
  ...MALFORMED_DOCUMENTS,
};
