import {
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  setOwn,
} from "../../../../src/openapi/json.ts";
import { readDiscriminator } from "../../../../src/openapi/json-schema.ts";
import type { PageDocument } from "../../../../src/openapi/parse/parse-document.ts";
import type { Staged } from "../../../../src/openapi/problem.ts";
import {
  componentSchemas,
  readComponentName,
  referTo,
  withComponentSchemas,
} from "../../../../src/openapi/references.ts";
import { isAnnotation } from "../../../../src/openapi/structure.ts";
import {
  chooseValues,
  fixProperty,
  listVariants,
  listVariantValues,
  readPropertyValues,
  UNIONS,
} from "./variant-values.ts";

/**
 * Reads components that extend another by `allOf`, where that one is the union of them: because it lists them, or
 * because it has a `discriminator` and no list. What they extend are its own keywords, without the union, which would
 * lead back to them; and a base without a list becomes the union of what extends it.
 *
 * @see https://spec.openapis.org/oas/v3.1.0#models-with-polymorphism-support
 */
export function readInheritance(page: PageDocument): Staged<PageDocument> {
  const { document } = page;
  const schemas = componentSchemas(document);
  const names = Object.keys(schemas);
  const extending = new Map<string, string[]>();
  for (const name of names)
    for (const parent of listParents(schemas[name]))
      extending.set(parent, [...(extending.get(parent) ?? []), name]);
  const childrenOf = (base: string) => {
    const found = collectChildren(extending, base);
    return names.filter((name) => name !== base && found.has(name));
  };
  const bases = new Map(
    names.filter(mayBeUnion(schemas)).flatMap((name): [string, string[]][] => {
      const children = childrenOf(name);
      return children.length > 0 && isUnionOf(schemas[name], children) ? [[name, children]] : [];
    }),
  );
  if (bases.size === 0) return { output: page, problems: [] };

  const family = new Set([...bases].flatMap(([base, children]) => [base, ...children]));
  /** The keywords of a component, with those of what it extends in it. */
  const contentOf = (name: string, seen: readonly string[]): JsonObject => {
    const own = objectAt(schemas[name]);
    const { oneOf, anyOf, discriminator, ...rest } = own;
    return extend(bases.has(name) ? rest : own, [...seen, name]);
  };
  const extend = (schema: JsonObject, seen: readonly string[]): JsonObject => {
    const inherit = (part: Json): Json => {
      const parent = readComponentName(part);
      if (parent === undefined || !family.has(parent) || seen.includes(parent) || !isObject(part))
        return part;
      const { $ref: _, ...siblings } = part;
      const content = contentOf(parent, seen);
      return Object.keys(siblings).length === 0
        ? content
        : { ...siblings, allOf: [...listAt(siblings, "allOf"), content] };
    };
    const inherited = inherit(schema);
    if (inherited !== schema) return objectAt(inherited);
    return Array.isArray(schema.allOf) ? { ...schema, allOf: schema.allOf.map(inherit) } : schema;
  };

  /** What extends a base with a discriminator has its values, wherever it is used. */
  const fixChild = (name: string, schema: JsonObject): JsonObject => {
    const [base] =
      [...bases].find(([one, children]) => children.includes(name) && readDiscriminator(schemas[one])) ?? [];
    const discriminator = base === undefined ? undefined : readDiscriminator(schemas[base]);
    if (discriminator === undefined) return schema;
    const { values, isOpen } = chooseValues(document, discriminator, name);
    return isOpen ? fixProperty(schema, discriminator.property, values) : schema;
  };

  const read: JsonObject = {};
  for (const [name, schema] of Object.entries(schemas)) {
    const children = bases.get(name);
    const isOpen = children !== undefined && UNIONS.every((key) => objectAt(schema)[key] === undefined);
    if (isOpen) {
      const listed = children.filter((child) => !children.some((one) => bases.get(one)?.includes(child)));
      const related = [...bases.values()].flatMap((ones) =>
        ones.includes(name) ? [...ones, ...children] : [],
      );
      const others = new Set([...children, ...related].filter((one) => one !== name));
      setOwn(read, name, makeUnion(document, objectAt(schema), name, listed, others, contentOf(name, [])));
    } else if (!family.has(name) || !isObject(schema)) setOwn(read, name, schema);
    else {
      const extended = extend(schema, [name]);
      setOwn(read, name, children === undefined ? fixChild(name, extended) : extended);
    }
  }
  return { output: { ...page, document: withComponentSchemas(document, read) }, problems: [] };
}

/** The components that a schema extends. */
function listParents(schema: Json | undefined): string[] {
  return [schema, ...listAt(schema, "allOf")].flatMap((part) => readComponentName(part) ?? []);
}

/** What extends a component, at any distance. */
function collectChildren(extending: ReadonlyMap<string, readonly string[]>, base: string): Set<string> {
  const found = new Set<string>();
  const open = [...(extending.get(base) ?? [])];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (!found.has(name)) open.push(...(extending.get(name) ?? []));
    found.add(name);
  }
  return found;
}

/** Most components are no union, whatever extends them. */
function mayBeUnion(schemas: JsonObject): (name: string) => boolean {
  return (name) =>
    readDiscriminator(schemas[name]) !== undefined || listVariants(objectAt(schemas, name)).length > 0;
}

function isUnionOf(schema: Json | undefined, children: readonly string[]): boolean {
  if (!isObject(schema)) return false;
  const variants = listVariants(schema);
  const isListed = variants.some((variant) => variant !== undefined && children.includes(variant));
  return isListed || (variants.length === 0 && readDiscriminator(schema) !== undefined);
}

/**
 * The union of what extends a base; the base itself is one of them where a value is left for it.
 *
 * @param others All that extends the base or what it extends: their values are taken.
 */
function makeUnion(
  document: JsonObject,
  base: JsonObject,
  name: string,
  children: readonly string[],
  others: ReadonlySet<string>,
  content: JsonObject,
): JsonObject {
  const discriminator = readDiscriminator(base);
  if (discriminator === undefined) return base;
  const valuesOf = (component: string) => listVariantValues(document, discriminator, component);
  const taken = new Set<Json>([...others].flatMap(valuesOf));
  const own = readPropertyValues(document, content, discriminator.property);
  const ofItself = valuesOf(name);
  const isMapped = discriminator.mapping.length === 0 || ofItself[0] !== name;
  const left = (own ?? (isMapped ? ofItself : [])).filter((value) => !taken.has(value));
  const itself = left.length === 0 ? [] : [fixProperty(content, discriminator.property, left)];
  const annotations = Object.entries(base).filter(([key]) => isAnnotation(key));
  return {
    ...Object.fromEntries(annotations),
    oneOf: [...children.map(referTo), ...itself],
    discriminator: base.discriminator ?? null,
  };
}
