import { isObject, type Json, type JsonObject, objectAt, setOwn } from "../../../src/openapi/json.ts";
import { escapePointer } from "../../../src/openapi/pointer.ts";
import { type ObjectKind, rewriteObjects } from "../../../src/openapi/walk.ts";
import type { Draw } from "../draw.ts";

/** Something that publishers write, by mistake or because 3.1 lets them say it so. Undefined where it does not fit. */
export type Malformation = (document: JsonObject, draw: Draw) => JsonObject | undefined;

/** Changes one object of a kind, drawn among those that fit. */
export function change(
  kind: ObjectKind,
  fits: (object: JsonObject) => boolean,
  rewrite: (object: JsonObject, draw: Draw) => JsonObject,
): Malformation {
  return (document, draw) => {
    const places: string[] = [];
    rewriteObjects(document, "document", (object, found, keys) => {
      if (found === kind && fits(object)) places.push(keys.join("\n"));
      return object;
    });
    if (places.length === 0) return undefined;
    const chosen = places[draw(places.length)];
    return rewriteObjects(document, "document", (object, found, keys) =>
      found === kind && keys.join("\n") === chosen ? rewrite(object, draw) : object,
    );
  };
}

export const has =
  (...keys: string[]) =>
  (object: JsonObject) =>
    keys.every((key) => object[key] !== undefined);

export const always = () => true;

export const wrap = (keyword: string) => (schema: JsonObject) => ({ [keyword]: [schema] });

export const add = (more: JsonObject) => (object: JsonObject) => ({ ...object, ...more });

export const without = (object: JsonObject, ...keys: string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

export const isType = (type: string) => (schema: JsonObject) => schema.type === type;

export const isRef = has("$ref");

export const isFree = (schema: JsonObject) => !("$ref" in schema) && !("type" in schema);

/** An enum, or some model where another malformation has spoilt it. */
export const listOf = (list: Json | undefined): Json[] =>
  Array.isArray(list) && list.length > 0 ? list : ["kite-x"];

/** Changes the schema of the property `model`, wherever it stands. */
export const changeModel = (rewrite: (schema: JsonObject) => Json): Malformation =>
  change(
    "schema",
    ({ properties }) => isObject(objectAt(properties).model) && objectAt(properties).text !== undefined,
    (schema) => ({
      ...schema,
      properties: { ...objectAt(schema.properties), model: rewrite(objectAt(schema.properties, "model")) },
    }),
  );

/** Moves something into a component, and leaves a reference. */
export const extract =
  (kind: ObjectKind, section: string, name: string, hops = 1): Malformation =>
  (document, draw) => {
    let moved: JsonObject | undefined;
    const changed = change(
      kind,
      (object) => !isRef(object) && Object.keys(object).length > 0,
      (object) => {
        moved = object;
        return { $ref: `#/components/${section}/${escapePointer(hops > 1 ? `${name}1` : name)}` };
      },
    )(document, draw);
    if (changed === undefined || moved === undefined) return undefined;
    const components = objectAt(changed, "components");
    const own: JsonObject = { ...objectAt(components, section) };
    for (let hop = 1; hop < hops; hop += 1)
      setOwn(own, `${name}${hop}`, {
        $ref: `#/components/${section}/${escapePointer(hop + 1 === hops ? name : `${name}${hop + 1}`)}`,
      });
    setOwn(own, name, moved);
    return { ...changed, components: { ...components, [section]: own } };
  };

/** Calls a component by another name, and every reference to it. */
export const rename =
  (name: string, write: (name: string) => string = escapePointer): Malformation =>
  (document, draw) => {
    const schemas = objectAt(document, "components", "schemas");
    const names = Object.keys(schemas);
    const old = names[draw(names.length)];
    if (old === undefined || Object.hasOwn(schemas, name)) return undefined;
    const text = JSON.stringify(document).replaceAll(
      JSON.stringify(`#/components/schemas/${escapePointer(old)}`),
      JSON.stringify(`#/components/schemas/${write(name)}`),
    );
    const copy = JSON.parse(text) as JsonObject;
    const renamed: JsonObject = {};
    for (const [key, schema] of Object.entries(objectAt(copy, "components", "schemas")))
      setOwn(renamed, key === old ? name : key, schema);
    return { ...copy, components: { ...objectAt(copy, "components"), schemas: renamed } };
  };

export const operation = (
  rewrite: (operation: JsonObject, draw: Draw) => JsonObject,
  fits = always as (o: JsonObject) => boolean,
) => change("operation", fits, rewrite);

export const renamePath =
  (rewrite: (path: string) => string): Malformation =>
  (document) => ({
    ...document,
    paths: Object.fromEntries(
      Object.entries(objectAt(document, "paths")).map(([path, item]) => [rewrite(path), item]),
    ),
  });

export const changeContent = (
  kind: "requestBody" | "response",
  rewrite: (content: JsonObject) => JsonObject,
): Malformation =>
  change(kind, has("content"), (object) => ({ ...object, content: rewrite(objectAt(object, "content")) }));

export const inMediaType = (kind: "requestBody" | "response", type: string): Malformation =>
  changeContent(kind, (content) =>
    Object.fromEntries(
      Object.entries(content).map(([own, media]) => [own === "application/json" ? type : own, media]),
    ),
  );

export const changeResponses = (rewrite: (responses: JsonObject) => JsonObject): Malformation =>
  operation((one) => ({ ...one, responses: rewrite(objectAt(one, "responses")) }));

export const renameStatus = (old: string, status: string): Malformation =>
  changeResponses((responses) =>
    Object.fromEntries(
      Object.entries(responses).map(([own, response]) => [own === old ? status : own, response]),
    ),
  );

export const addParameters = (...parameters: Json[]): Malformation =>
  operation((one) => ({
    ...one,
    parameters: [...(Array.isArray(one.parameters) ? one.parameters : []), ...parameters],
  }));

export const changeSchemaExamples = (rewrite: (schema: JsonObject) => JsonObject) =>
  change("schema", has("example"), rewrite);

/** Adds a component schema, and refers to it in a property. */
export const addComponent =
  (name: string, schema: JsonObject): Malformation =>
  (document, draw) => {
    const changed = change("schema", has("properties"), (one) => ({
      ...one,
      properties: {
        ...objectAt(one.properties),
        extra: { $ref: `#/components/schemas/${escapePointer(name)}` },
      },
    }))(document, draw);
    if (changed === undefined) return undefined;
    const components = objectAt(changed, "components");
    const schemas: JsonObject = { ...objectAt(components, "schemas") };
    setOwn(schemas, name, schema);
    return { ...changed, components: { ...components, schemas } };
  };

export const addProperty = (name: string, schema: Json): Malformation =>
  change("schema", has("properties"), (one) => {
    const properties = { ...objectAt(one.properties) };
    setOwn(properties, name, schema);
    return { ...one, properties };
  });

export const deep = (levels: number): JsonObject =>
  levels === 0 ? { type: "string" } : { type: "object", properties: { deeper: deep(levels - 1) } };
