import { type AjvError, writeToken } from "./ajv-error.ts";

/** One thing that is wrong with a value. */
export interface ValidationProblem {
  /** Keys from the value to the place that is wrong; empty for the value itself. */
  path: (string | number)[];
  /** What would be right there, in words. */
  expected: string;
  /** What is there, as JSON, cut after 80 characters; `nothing` when it is missing. */
  found: string;
  /** `duration must be an integer from 3 to 10 or "auto", got 99` */
  message: string;
  /** The keyword of JSON Schema that refuses it, such as `maximum` or `required`. */
  code: string;
  /**
   * What the keyword says, for messages in another language: `{ limit: 10 }`, `{ missingProperty: "prompt" }`. The README
   * lists them for each code.
   */
  params: Readonly<Record<string, unknown>>;
}

type Named = Pick<ValidationProblem, "code" | "params">;

/** As many branches of a union, and problems of one, are told. */
export const MAX_TOLD = 4;

/**
 * The keyword that the page has, where another one stands for it, and what it says.
 *
 * @param explain Explains what a branch of a union refuses.
 */
export function nameKeyword(error: AjvError, explain: (error: AjvError) => ValidationProblem): Named {
  const { keyword, params, parentSchema } = error;
  const { $comment: written } = Object(parentSchema) as { $comment?: unknown };
  if (written === "unevaluatedItems" && keyword === "anyOf") return { code: written, params: {} };
  if (written === "unevaluatedItems" && keyword === "maxItems") return { code: written, params };
  if (written === "unevaluatedProperties" && keyword === "additionalProperties")
    return { code: written, params: { unevaluatedProperty: params.additionalProperty } };
  if (keyword === "isFile") return { code: "format", params: { format: "binary" } };
  if (keyword === "oneOf" || keyword === "anyOf") return { code: keyword, params: nameUnion(error, explain) };
  return { code: keyword, params };
}

/** How many branches a union has, which of them accept the value, and what the nearest others refuse. */
function nameUnion(
  { params, schema, refusals = [] }: AjvError,
  explain: (error: AjvError) => ValidationProblem,
): Named["params"] {
  return {
    branches: Array.isArray(schema) ? schema.length : refusals.length,
    passingSchemas: params.passingSchemas ?? [],
    errors: refusals.slice(0, MAX_TOLD).map((errors) => errors.slice(0, MAX_TOLD).map(explain)),
  };
}

/**
 * Says of an error about a property that it is the discriminator of a union, and which values that has: Ajv reports the
 * union's own error besides, which is not told.
 */
export function nameDiscriminators(own: readonly AjvError[], all: readonly AjvError[]): AjvError[] {
  const unions = all.filter(({ keyword }) => keyword === "discriminator");
  return own.map((error) => {
    const { instancePath, keyword, params, parentSchema } = error;
    const union = unions.find(({ instancePath: at, params: { tag } }) =>
      keyword === "required"
        ? at === instancePath && tag === params.missingProperty
        : keyword === "enum" && `${at}/${writeToken(String(tag))}` === instancePath,
    );
    if (union === undefined) return error;
    const discriminator = String(union.params.tag);
    const { properties } = Object(parentSchema) as { properties?: Record<string, { enum?: unknown }> };
    const allowedValues = params.allowedValues ?? properties?.[discriminator]?.enum;
    return { ...error, params: { ...params, discriminator, allowedValues } };
  });
}
