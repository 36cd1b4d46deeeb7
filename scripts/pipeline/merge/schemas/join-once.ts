import type { JsonObject } from "../../../../src/openapi/json.ts";
import { joinSchemas, type ReportConflict, type Sourced } from "./join.ts";

/** What some schemas were joined to, and what was said of it. */
interface Joined {
  schemas: readonly Sourced[];
  schema: JsonObject;
  conflicts: Parameters<ReportConflict>[];
}

/**
 * As `joinSchemas`, and the same object where the last join that began with the same schema was of the same schemas of
 * the same pages: in a watch most pages stay the objects that they are.
 */
export function joinOnce(schemas: readonly Sourced[], report: ReportConflict): JsonObject {
  const [first] = schemas;
  if (first === undefined) return {};
  const before = known.get(first.schema);
  const joined = before !== undefined && areSame(before.schemas, schemas) ? before : join(schemas);
  known.set(first.schema, joined);
  for (const conflict of joined.conflicts) report(...conflict);
  return joined.schema;
}

const known = new WeakMap<JsonObject, Joined>();

function join(schemas: readonly Sourced[]): Joined {
  const conflicts: Joined["conflicts"] = [];
  const schema = joinSchemas(schemas, (...conflict) => conflicts.push(conflict));
  return { schemas, schema, conflicts };
}

function areSame(before: readonly Sourced[], schemas: readonly Sourced[]): boolean {
  return (
    before.length === schemas.length &&
    before.every((one, index) => {
      const other = schemas[index];
      return (
        one.schema === other?.schema &&
        one.source === other.source &&
        one.origin?.document === other.origin?.document &&
        areEqual(one.origin?.keys, other.origin?.keys) &&
        areEqual(one.models, other.models)
      );
    })
  );
}

function areEqual(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return one?.length === other?.length && (one ?? []).every((text, index) => text === other?.[index]);
}
