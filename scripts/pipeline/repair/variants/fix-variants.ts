import { isObject, type Json, type JsonObject, listAt, setOwn } from "../../../../src/openapi/json.ts";
import { readDiscriminator } from "../../../../src/openapi/json-schema.ts";
import type { PageDocument } from "../../../../src/openapi/parse/parse-document.ts";
import { pointerTo } from "../../../../src/openapi/pointer.ts";
import type { Problem, Staged } from "../../../../src/openapi/problem.ts";
import {
  componentSchemas,
  parseComponentName,
  readComponentName,
  visitReferences,
} from "../../../../src/openapi/references.ts";
import { writeData } from "../../../../src/openapi/structure.ts";
import { rewriteObjects } from "../../../../src/openapi/walk.ts";
import { findShared, findUnion, isToldInside, listBranches } from "./branch-values.ts";
import {
  chooseValues,
  fixProperty,
  listVariants,
  readMapped,
  type VariantValues,
  writeDiscriminator,
} from "./variant-values.ts";

/** What a union says of one of its variants. */
interface Fixed extends VariantValues {
  component: string;
  property: string;
}

/**
 * Fixes the property of a `discriminator` in the variants of its union, where they leave it open: to the values that
 * the mapping has for a variant, or else to its name. Types, validators and mock then tell the variants apart. What a
 * variant fixes itself stays; where several then have the same value, it means any of them.
 */
export function fixVariants({ file, document }: PageDocument): Staged<PageDocument> {
  const problems: Problem[] = [];
  const fixed: Fixed[] = [];
  rewriteObjects(document, "document", (schema, kind, keys) => {
    if (kind !== "schema") return schema;
    const report = (key: string, message: string) =>
      problems.push({
        severity: "warning",
        kind: "malformed",
        file,
        pointer: pointerTo([...keys, "discriminator", "mapping", key]),
        message,
      });
    if (listVariants(schema).length > 0) reportUnmapped(document, schema, report);
    if (!isDiscriminated(schema)) return schema;
    fixed.push(...readFixed(document, schema));
    const shared = findShared(document, schema);
    if (shared !== undefined)
      problems.push({
        severity: "warning",
        kind: "malformed",
        file,
        pointer: pointerTo([...keys, "discriminator"]),
        message: `Several variants have the value ${shared}, so the discriminator does not tell them apart. Read as any of them; give each a value of its own.`,
      });
    return schema;
  });
  if (fixed.length === 0) return { output: { file, document }, problems };

  const everywhere = findFixedEverywhere(document, fixed);
  const output = rewriteObjects(document, "document", (schema, kind, keys) => {
    if (kind !== "schema") return schema;
    const own = keys.length === 3 && keys[1] === "schemas" ? everywhere.get(keys[2] ?? "") : undefined;
    const property = isDiscriminated(schema) ? readDiscriminator(schema)?.property : undefined;
    const union = property === undefined ? schema : fixUnion(document, schema, property, everywhere);
    return own === undefined ? union : fixProperty(union, own.property, own.values);
  });
  return { output: { file, document: output }, problems };
}

function isDiscriminated(schema: JsonObject): boolean {
  return (
    readDiscriminator(schema) !== undefined && listVariants(schema).some((variant) => variant !== undefined)
  );
}

function reportUnmapped(
  document: JsonObject,
  union: JsonObject,
  report: (value: string, message: string) => void,
): void {
  const variants = listVariants(union);
  for (const [value, target] of readDiscriminator(union)?.mapping ?? []) {
    const component = readMapped(document, target);
    if (component === undefined || !variants.includes(component))
      report(value, `${JSON.stringify(target)} is no variant of the union. Ignored.`);
  }
}

function readFixed(document: JsonObject, union: JsonObject): Fixed[] {
  const discriminator = readDiscriminator(union);
  if (discriminator === undefined) return [];
  const { property } = discriminator;
  return listVariants(union).flatMap((component): Fixed[] => {
    const schema = component === undefined ? undefined : componentSchemas(document)[component];
    if (component === undefined || !isObject(schema) || isToldInside(document, schema, property)) return [];
    return [{ component, property, ...chooseValues(document, discriminator, component) }];
  });
}

/**
 * The components that are the same variant wherever they are referred to, by their names. Those are fixed themselves;
 * others in each union, as they may be anything elsewhere.
 */
function findFixedEverywhere(document: JsonObject, fixed: readonly Fixed[]): Map<string, Fixed> {
  const uses = new Map<string, number>();
  visitReferences(document, (pointer) => {
    const name = parseComponentName(pointer);
    if (name !== undefined) uses.set(name, (uses.get(name) ?? 0) + 1);
  });
  const everywhere = new Map<string, Fixed>();
  for (const one of fixed) {
    const same = fixed.filter(({ component }) => component === one.component);
    const isSame = same.every(
      ({ property, values }) => writeData([property, values]) === writeData([one.property, one.values]),
    );
    if (one.isOpen && isSame && same.length === uses.get(one.component)) everywhere.set(one.component, one);
  }
  return everywhere;
}

function fixUnion(
  document: JsonObject,
  union: JsonObject,
  property: string,
  everywhere: ReadonlyMap<string, Fixed>,
): JsonObject {
  const keyword = findUnion(union);
  const fixed = readFixed(document, union);
  const fixOne = (variant: Json): Json => {
    const component = readComponentName(variant);
    const one = fixed.find((candidate) => candidate.component === component);
    if (one === undefined || !one.isOpen || everywhere.has(one.component) || !isObject(variant))
      return variant;
    return fixProperty(variant, one.property, one.values);
  };
  const branches = listBranches(union).map(fixOne);
  const { [keyword]: _, discriminator: __, ...others } = union;
  if (findShared(document, union) !== undefined)
    return others.anyOf === undefined
      ? { ...others, anyOf: branches }
      : { ...others, allOf: [...listAt(others, "allOf"), { anyOf: branches }] };
  const written: JsonObject = { ...union };
  setOwn(written, keyword, branches);
  return { ...written, discriminator: writeDiscriminator(property, fixed) };
}
