import { isObject, type JsonObject, setOwn } from "../src/openapi/json.ts";
import { listReadable } from "../src/openapi/reachable.ts";
import { componentSchemas, withComponentSchemas } from "../src/openapi/references.ts";
import { type Rewrite, rewriteObjects } from "../src/openapi/walk.ts";

/** What a function depends on: an object first, by which it is known, and whatever else, each compared as it is. */
export type Inputs = readonly [object, ...unknown[]];

/**
 * The last result of a pure function for each first input, and the same object again while all inputs are the same ones:
 * in a watch most pages stay the objects that they are, and so does what is made of them
 * (decisions/57-results-are-cached-by-content.md). Nobody writes to a result.
 */
export function createLastResults<T>(): (inputs: Inputs, make: () => T) => T {
  const known = new WeakMap<object, { inputs: Inputs; result: T }>();
  return (inputs, make) => {
    const before = known.get(inputs[0]);
    if (before !== undefined && areSame(before.inputs, inputs)) return before.result;
    const result = make();
    known.set(inputs[0], { inputs, result });
    return result;
  };
}

function areSame(before: readonly unknown[], inputs: readonly unknown[]): boolean {
  return before.length === inputs.length && before.every((one, index) => one === inputs[index]);
}

/** A component schema, and all that can be read of it, as the inputs of what is made of it. */
export function listInputs(document: JsonObject, name: string, schema: JsonObject): Inputs {
  return [schema, name, ...listReadable(document, name)];
}

/**
 * As `rewriteObjects` of a whole document, by a function that reads no more of it than what an object leads to. A
 * component is rewritten where it, or anything that it leads to, is not what it was the last time.
 *
 * @param inputsOf What else the function depends on in a component.
 */
export function createRewriteDocument(): (
  document: JsonObject,
  rewrite: Rewrite,
  inputsOf?: (name: string) => readonly unknown[],
) => JsonObject {
  const findLast = createLastResults<JsonObject>();
  return (document, rewrite, inputsOf = () => []) => {
    const schemas: JsonObject = {};
    const published = componentSchemas(document);
    for (const [name, schema] of Object.entries(published)) {
      const keys = ["components", "schemas", name];
      const rewritten = isObject(schema)
        ? findLast([...listInputs(document, name, schema), ...inputsOf(name)], () =>
            rewriteObjects(schema, "schema", rewrite, keys),
          )
        : schema;
      setOwn(schemas, name, rewritten);
    }
    if (Object.keys(schemas).length === 0) return rewriteObjects(document, "document", rewrite);
    const others = rewriteObjects(withComponentSchemas(document, {}), "document", rewrite);
    const isSame = Object.entries(schemas).every(([name, schema]) => schema === published[name]);
    return withComponentSchemas(others, isSame ? published : schemas);
  };
}
