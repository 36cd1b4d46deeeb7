import { isObject, type Json, type JsonObject, listAt, objectAt } from "../../../src/openapi/json.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";

const AT = "#/components/schemas/";
/** Ending of the component that holds what a component says itself, without the union that it is. */
const OWN = ".own";

/**
 * What a document with discriminators means, as one without: section 4.8.25 of OpenAPI 3.1.0, and decision 65, rule by
 * rule and without a thought of how it reads. It judges in tests what the stages make of such a document.
 */
export function writeOutDiscriminators(document: JsonObject): JsonObject {
  const schemas = objectAt(document, "components", "schemas");
  /** What a part refers to, past components that are nothing but another name of it. */
  const nameOf = (part: Json | undefined): string | undefined => {
    const pointer = objectAt(part).$ref;
    const name = typeof pointer === "string" && pointer.startsWith(AT) ? pointer.slice(AT.length) : undefined;
    return name !== undefined && isOtherName(schemas[name]) ? nameOf(schemas[name]) : name;
  };
  const isOtherName = (schema: Json | undefined) => Object.keys(objectAt(schema)).join() === "$ref";
  const parentsOf = (schema: Json | undefined) =>
    isOtherName(schema) ? [] : [schema, ...listAt(schema, "allOf")].flatMap((part) => nameOf(part) ?? []);
  const extendsBase = (name: string, base: string, seen: readonly string[] = []): boolean =>
    !seen.includes(name) &&
    parentsOf(schemas[name]).some((one) => one === base || extendsBase(one, base, [...seen, name]));
  const descendantsOf = (base: string) =>
    Object.keys(schemas).filter((name) => name !== base && extendsBase(name, base));
  const isOpen = (name: string) =>
    objectAt(schemas[name]).discriminator !== undefined && variantsOf(schemas[name]).length === 0;
  /** What a value of a component may have to fit: what is not among it only adds to the union that the base is. */
  const isAskedBy = (base: string, name: string, seen: readonly string[] = []): boolean => {
    if (seen.includes(base)) return false;
    const schema = objectAt(schemas[base]);
    const mapped = Object.values(objectAt(schema.discriminator, "mapping")).map((target) =>
      String(target).replace(AT, ""),
    );
    const asked = [
      ...[nameOf(schema), ...listAt(schema, "allOf").map(nameOf), ...variantsOf(schema), ...mapped],
      ...(isOpen(base) ? descendantsOf(base) : []),
    ];
    return asked.some((one) => one !== undefined && (one === name || isAskedBy(one, name, [...seen, base])));
  };
  const childrenOf = (base: string) => descendantsOf(base).filter((name) => isAskedBy(base, name));
  const variantsOf = (schema: Json | undefined) =>
    [...listAt(schema, "oneOf"), ...listAt(schema, "anyOf")].map(nameOf);
  const isBase = (name: string) => {
    const children = childrenOf(name);
    const variants = variantsOf(schemas[name]);
    if (children.length === 0) return false;
    return variants.length === 0
      ? objectAt(schemas[name]).discriminator !== undefined
      : variants.some((one) => one !== undefined && children.includes(one));
  };
  const bases = Object.keys(schemas).filter(isBase);
  const inFamily = (name: string) => bases.some((base) => base === name || childrenOf(base).includes(name));

  /** The values of a property that a schema leaves open by what it says in place. */
  const ownValues = (schema: Json | undefined, property: string, hops = 0): Json[] | undefined => {
    const { const: only, enum: some } = objectAt(schema, "properties", property);
    const fixed = only !== undefined ? [only] : Array.isArray(some) ? some : undefined;
    const more = hops > 9 ? [] : [...listAt(schema, "allOf"), schemas[nameOf(schema) ?? ""] ?? {}];
    return [
      fixed,
      ...more.map((part) =>
        isObject(part) && Object.keys(part).length > 0 ? ownValues(part, property, hops + 1) : undefined,
      ),
    ]
      .filter((values) => values !== undefined)
      .reduce<Json[] | undefined>(
        (all, values) => (all === undefined ? values : all.filter((one) => values.includes(one))),
        undefined,
      );
  };
  const namedValues = (discriminator: Json | undefined, name: string) => {
    const keys = Object.entries(objectAt(discriminator, "mapping")).filter(
      ([, target]) => target === name || target === AT + name,
    );
    const { "x-ms-discriminator-value": given = name } = objectAt(schemas[name]);
    return keys.length === 0 ? [String(given)] : keys.map(([key]) => key);
  };
  /** What a variant is limited to: the values that mean it, of those that it accepts at all. */
  const limit = (discriminator: Json | undefined, name: string): Json => {
    const property = String(objectAt(discriminator).propertyName);
    const own = ownValues(schemas[name], property);
    const values = limitedValues(discriminator, name);
    if (own !== undefined && values.length === own.length) return {};
    return { required: [property], properties: { [property]: { enum: values } } };
  };
  const limitedValues = (discriminator: Json | undefined, name: string): Json[] => {
    const named = namedValues(discriminator, name);
    const own = ownValues(schemas[name], String(objectAt(discriminator).propertyName));
    const both = own?.filter((value) => named.includes(String(value)));
    return both === undefined ? named : both.length === 0 ? (own ?? []) : both;
  };
  /** The values of each branch of a union; of one that tells its own apart, those of its branches. */
  const valuesOfBranches = (
    union: JsonObject,
    property: string,
    seen: readonly (string | undefined)[] = [],
  ): Json[][] =>
    [...listAt(union, "oneOf"), ...listAt(union, "anyOf")].map((branch) => {
      const name = nameOf(branch);
      if (name === undefined || union.discriminator === undefined) return ownValues(branch, property) ?? [];
      if (!isToldInside(name, property)) return limitedValues(union.discriminator, name);
      return seen.includes(name)
        ? []
        : valuesOfBranches(objectAt(written[name]), property, [...seen, name]).flat();
    });
  /** Whether a value means several variants of a union, so that it may be of any of them. */
  const isShared = (union: JsonObject) => {
    const values = valuesOfBranches(union, String(objectAt(union.discriminator).propertyName)).map(
      (some) => new Set(some.map((value) => JSON.stringify(value))),
    );
    return values.some((one, at) =>
      values.some((other, to) => to < at && [...one].some((v) => other.has(v))),
    );
  };
  const isToldInside = (name: string, property: string): boolean => {
    const schema = schemas[name];
    if (objectAt(schema, "discriminator").propertyName === property) return true;
    const branches = [...listAt(schema, "oneOf"), ...listAt(schema, "anyOf")];
    return branches.length > 0 && branches.every((one) => ownValues(one, property) !== undefined);
  };

  /** The keywords of a component without the union that it is of what extends it. */
  const readOwn = (name: string): Json => {
    const { oneOf, anyOf, discriminator, ...rest } = objectAt(schemas[name]);
    return referToOwn(bases.includes(name) ? rest : objectAt(schemas[name]));
  };
  const referToOwn = (schema: JsonObject): JsonObject => {
    const change = (part: Json): Json => {
      const name = nameOf(part);
      return name !== undefined && inFamily(name) ? { ...objectAt(part), $ref: AT + name + OWN } : part;
    };
    const changed = objectAt(change(schema));
    return Array.isArray(changed.allOf) ? { ...changed, allOf: changed.allOf.map(change) } : changed;
  };
  const readWhole = (name: string): Json => {
    const schema = objectAt(schemas[name]);
    if (bases.includes(name))
      return variantsOf(schema).length > 0 ? referToOwn(schema) : readOpenBase(name, schema);
    if (!inFamily(name)) return schemas[name] ?? {};
    const base = bases.find((one) => childrenOf(one).includes(name) && objectAt(schemas[one]).discriminator);
    const told = base === undefined ? {} : limit(objectAt(schemas[base]).discriminator, name);
    return { allOf: [{ $ref: AT + name + OWN }, told] };
  };
  const readOpenBase = (name: string, { discriminator }: JsonObject): Json => {
    const children = childrenOf(name);
    const unions = children.filter((one) => bases.includes(one));
    const listed = children.filter((one) => !unions.some((other) => childrenOf(other).includes(one)));
    const above = bases.filter((one) => childrenOf(one).includes(name));
    const others = [...children, ...above.flatMap(childrenOf)].filter((one) => one !== name);
    const property = String(objectAt(discriminator).propertyName);
    const isMapped = Object.keys(objectAt(discriminator, "mapping")).length === 0;
    const named = namedValues(discriminator, name);
    const own = ownValues(readOwn(name), property) ?? (isMapped || named[0] !== name ? named : []);
    const left = own.filter(
      (value) => !others.some((one) => namedValues(discriminator, one).includes(String(value))),
    );
    const itself = {
      allOf: [
        { $ref: AT + name + OWN },
        { required: [property], properties: { [property]: { enum: left } } },
      ],
    };
    return {
      oneOf: [...listed.map((one) => ({ $ref: AT + one })), ...(left.length === 0 ? [] : [itself])],
      discriminator: discriminator ?? null,
    };
  };

  const written = Object.fromEntries(
    Object.keys(schemas).flatMap((name) => [
      [name, readWhole(name)],
      [name + OWN, readOwn(name)],
    ]),
  );
  const components = { ...objectAt(document, "components"), schemas: written };
  return rewriteObjects({ ...document, components }, "document", (schema, kind) => {
    const { discriminator, ...rest } = schema;
    if (kind !== "schema" || discriminator === undefined) return schema;
    const keyword = ["oneOf", "anyOf"].find((key) => Array.isArray(rest[key]));
    if (keyword === undefined) return rest;
    const { [keyword]: _, ...others } = rest;
    const property = String(objectAt(discriminator).propertyName);
    const told = listAt(rest, keyword).map((variant): Json => {
      const name = nameOf(variant);
      if (name === undefined || isToldInside(name, property)) return variant;
      return { allOf: [variant, limit(discriminator, name)] };
    });
    return { ...others, [isShared(schema) ? "anyOf" : keyword]: told };
  });
}
