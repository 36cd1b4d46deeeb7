import type { JsonObject } from "../../../../src/openapi/json.ts";
import { createLastResults } from "../../../last-results.ts";
import { joinSchemas } from "./join.ts";
import type { ReportConflict, Sourced } from "./sourced.ts";

/** What some schemas were joined to, and what was said of it. */
interface Joined {
  schema: JsonObject;
  conflicts: Parameters<ReportConflict>[];
}

const findLast = createLastResults<Joined>();

/** As `joinSchemas`, and the same object where the same schemas of the same pages were joined before. */
export function joinOnce(schemas: readonly Sourced[], report: ReportConflict): JsonObject {
  const [first] = schemas;
  if (first === undefined) return {};
  const { schema, conflicts } = findLast([first.schema, ...schemas.flatMap(listInputs)], () => join(schemas));
  for (const conflict of conflicts) report(...conflict);
  return schema;
}

function join(schemas: readonly Sourced[]): Joined {
  const conflicts: Joined["conflicts"] = [];
  const schema = joinSchemas(schemas, (...conflict) => conflicts.push(conflict));
  return { schema, conflicts };
}

function listInputs({ schema, source, origin, models, place }: Sourced): unknown[] {
  return [schema, source, origin?.document, JSON.stringify([origin?.keys, models, place])];
}
