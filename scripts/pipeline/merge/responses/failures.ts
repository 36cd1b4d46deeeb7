import type { JsonObject } from "../../../../src/openapi/json.ts";
import { referTo } from "../../../../src/openapi/references.ts";
import type { Sourced } from "../schemas/sourced.ts";

/** Name of the one component that describes every failure, of every operation. */
export const ERROR_RESPONSE = "ErrorResponse";

/** Collects the failures of all operations, which have one schema in the whole document. */
export interface Failures {
  /** Adds what a page says of a failure, and returns the reference to the common schema. */
  add(schemas: readonly Sourced[]): JsonObject;
  /** Undefined where no operation documents a failure in JSON; empty where none says what is in it. */
  list(): readonly Sourced[] | undefined;
}

export function createFailures(): Failures {
  let found: Map<JsonObject, Sourced> | undefined;
  return {
    add(schemas) {
      found ??= new Map();
      // A page has one object for what it says at several statuses: it says no more for being joined several times.
      for (const one of schemas) if (!found.has(one.schema)) found.set(one.schema, one);
      return referTo(ERROR_RESPONSE);
    },
    list: () => found && [...found.values()],
  };
}
