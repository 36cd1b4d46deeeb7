import { isObject, type Json, type JsonObject, listAt } from "../../../../src/openapi/json.ts";
import { readDiscriminator } from "../../../../src/openapi/json-schema.ts";
import { componentSchemas, readComponentName } from "../../../../src/openapi/references.ts";
import { writeData } from "../../../../src/openapi/structure.ts";
import { chooseValues, readPropertyValues, UNIONS } from "./variant-values.ts";

/** The branches of a union, each component once: several values of a mapping may mean it. */
export function listBranches(union: JsonObject): Json[] {
  const branches = listAt(union, findUnion(union));
  const components = branches.map(readComponentName);
  return branches.filter(
    (_, index) => components[index] === undefined || components.indexOf(components[index]) === index,
  );
}

/** The keyword of a union. */
export function findUnion(schema: JsonObject): string {
  return UNIONS.find((key) => Array.isArray(schema[key])) ?? "oneOf";
}

/** A value that several branches of a union have for the property of its discriminator, as JSON. */
export function findShared(document: JsonObject, union: JsonObject): string | undefined {
  const { property = "" } = readDiscriminator(union) ?? {};
  const values = listBranches(union).flatMap((branch) => [
    ...new Set(listBranchValues(document, union, branch, property, [union]).map(writeData)),
  ]);
  return values.find((value, index) => values.indexOf(value) !== index);
}

/** The values that a branch of a union has for the property of a discriminator; none where it says none. */
function listBranchValues(
  document: JsonObject,
  union: JsonObject,
  branch: Json,
  property: string,
  seen: readonly JsonObject[],
): Json[] {
  const discriminator = readDiscriminator(union);
  const component = readComponentName(branch);
  if (component === undefined || discriminator === undefined)
    return readPropertyValues(document, branch, property) ?? [];
  const schema = componentSchemas(document)[component];
  if (!isObject(schema) || !isToldInside(document, schema, property))
    return chooseValues(document, discriminator, component).values;
  return seen.includes(schema)
    ? []
    : listBranches(schema).flatMap((inner) =>
        listBranchValues(document, schema, inner, property, [...seen, schema]),
      );
}

/** Whether a variant is itself a union whose variants are told apart by the property. */
export function isToldInside(document: JsonObject, schema: JsonObject, property: string): boolean {
  if (readDiscriminator(schema)?.property === property) return true;
  const branches = UNIONS.flatMap((key) => listAt(schema, key));
  return (
    branches.length > 0 &&
    branches.every((branch) => readPropertyValues(document, branch, property) !== undefined)
  );
}
