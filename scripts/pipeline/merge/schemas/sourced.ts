import type { JsonObject } from "../../../../src/openapi/json.ts";

/** A schema, and the page it comes from. */
export interface Sourced {
  schema: JsonObject;
  /** File of the page. */
  source: string;
  /** The models that the page is about; without them, all. */
  models?: readonly string[];
  /** Where the schema that is joined as a whole stands in it, and the operation that has it. */
  origin?: { document: JsonObject; operation: JsonObject; keys: readonly string[] };
  /** The same for people, where several places of a page may be one here: "as text/plain". */
  place?: string | undefined;
}

/** Called for each place at which schemas contradict each other. `keys` lead there from the joined schema. */
export type ReportConflict = (
  kind: "types-differ" | "values-differ" | "values-reopened" | "not-joinable",
  sources: readonly Sourced[],
  keys: readonly string[],
  message: string,
) => void;
