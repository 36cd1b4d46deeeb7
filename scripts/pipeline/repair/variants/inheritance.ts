import {
  childOf,
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
  readMapped,
  readPropertyValues,
  UNIONS,
} from "./variant-values.ts";

/**
 * Reads components that extend another by `allOf`, where that one is the union of them: because it lists them, or
 * because it has a `discriminator` and no list. What they extend are its own keywords, without the union, which would
 * lead back to them; and a base without a list becomes the union of what extends it. What extends a base that lists
 * others alone is limited by that union like any value.
 *
 * @see https://spec.openapis.org/oas/v3.1.0#models-with-polymorphism-support
 */
export function readInheritance(page: PageDocument): Staged<PageDocument> {
  const { document } = page;
  const schemas = componentSchemas(document);
  const names = Object.keys(schemas);
  const targetOf = (part: Json | undefined) => followAliases(schemas, part);
  const extending = new Map<string, string[]>();
  for (const name of names)
    for (const parent of isAlias(schemas[name]) ? [] : listParts(schemas[name], ["allOf"]).map(targetOf))
      if (parent !== undefined) extending.set(parent, [...(extending.get(parent) ?? []), name]);
  const descendantsOf = (base: string) => collect(base, (name) => extending.get(name) ?? []);
  const isOpen = (name: string) =>
    readDiscriminator(schemas[name]) !== undefined &&
    UNIONS.every((key) => childOf(schemas[name], key) === undefined);
  /** Components whose keywords a value of this one has to fit, or may. */
  const listInPlace = (name: string): string[] => [
    ...listParts(schemas[name], ["allOf", ...UNIONS]).flatMap((part) => targetOf(part) ?? []),
    ...(readDiscriminator(schemas[name])?.mapping ?? []).flatMap(
      ([, target]) => readMapped(document, target) ?? [],
    ),
    ...(isOpen(name) ? descendantsOf(name) : []),
  ];
  const childrenOf = (base: string) => {
    const [descendants, inPlace] = [descendantsOf(base), collect(base, listInPlace)];
    return names.filter((name) => name !== base && descendants.has(name) && inPlace.has(name));
  };
  const bases = new Map(
    names.filter(mayBeUnion(schemas)).flatMap((name): [string, string[]][] => {
      const children = childrenOf(name);
      const isListed = listVariants(objectAt(schemas, name)).some(
        (variant) => variant !== undefined && children.includes(variant),
      );
      return children.length > 0 && (isListed || isOpen(name)) ? [[name, children]] : [];
    }),
  );
  if (bases.size === 0) return { output: page, problems: [] };

  const family = new Set([...bases].flatMap(([base, children]) => [base, ...children]));
  /** Whether a component is of the union that another is, or that it is part of with the other. */
  const isRelated = (name: string, parent: string) =>
    [...bases].some(
      ([base, children]) =>
        (base === name || children.includes(name)) && (base === parent || children.includes(parent)),
    );
  /** The keywords of a component, with those of what it extends in it. */
  const contentOf = (name: string, seen: readonly string[]): JsonObject => {
    const own = objectAt(schemas[name]);
    const { oneOf, anyOf, discriminator, ...rest } = own;
    return extend(bases.has(name) ? rest : own, [...seen, name]);
  };
  const extend = (schema: JsonObject, seen: readonly string[]): JsonObject => {
    const [name = ""] = seen;
    const inherit = (part: Json): Json => {
      const parent = targetOf(part);
      if (parent === undefined || !isRelated(name, parent) || seen.includes(parent) || !isObject(part))
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
    if (children !== undefined && isOpen(name)) {
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

/** A component that is nothing but a reference to another, under a name of its own. */
function isAlias(schema: Json | undefined): boolean {
  const isPlain = Object.keys(objectAt(schema)).every((key) => key === "$ref" || isAnnotation(key));
  return isPlain && readComponentName(schema) !== undefined;
}

/** The component that a part refers to, past those that are nothing but a reference. */
function followAliases(schemas: JsonObject, part: Json | undefined): string | undefined {
  const seen = new Set<string>();
  let name = readComponentName(part);
  while (name !== undefined && !seen.has(name) && isAlias(childOf(schemas, name))) {
    seen.add(name);
    name = readComponentName(schemas[name]);
  }
  return name;
}

/** A schema, and those in its combinations. */
function listParts(schema: Json | undefined, keywords: readonly string[]): (Json | undefined)[] {
  return [schema, ...keywords.flatMap((keyword) => listAt(schema, keyword))];
}

/** All that a name leads to, at any distance. */
function collect(from: string, next: (name: string) => readonly string[]): Set<string> {
  const found = new Set<string>();
  const open = [...next(from)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (!found.has(name)) open.push(...next(name));
    found.add(name);
  }
  return found;
}

/** Most components are no union, whatever extends them. */
function mayBeUnion(schemas: JsonObject): (name: string) => boolean {
  return (name) =>
    readDiscriminator(schemas[name]) !== undefined || listVariants(objectAt(schemas, name)).length > 0;
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
