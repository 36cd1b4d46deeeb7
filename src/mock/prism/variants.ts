import { isObject, type JsonObject } from "../../openapi/json.ts";
import { findDiscriminator } from "../../openapi/json-schema.ts";
import { requestContents } from "./contents.ts";
import type { PrismOperation } from "./prism-operations.ts";

/** How the body of an operation names its model. */
export interface Variants {
  /** The property that tells them apart. */
  discriminator: string;
  /** The operation as it is for one model. */
  choose(value: unknown): PrismOperation;
  /** The operation as it is for each. */
  all: readonly PrismOperation[];
}

/**
 * Splits an operation whose body is one of several models' into one operation per model. Prism validates a body
 * against every branch of a `oneOf` and reports them all; against the one that was meant, it says what is wrong.
 * A body that names no model is validated by the names alone.
 */
export function splitByVariant(operation: PrismOperation): Variants | undefined {
  const [content] = requestContents(operation);
  const branches = content?.schema.oneOf;
  if (!content || !Array.isArray(branches) || !branches.every(isObject)) return undefined;
  const found = findDiscriminator(branches);
  if (found === undefined) return undefined;

  const { name: discriminator, values } = found;
  const { $schema = "" } = content.schema;
  const byValue = new Map<unknown, PrismOperation>();
  for (const [index, branch] of branches.entries()) {
    const narrowed = withRequestSchema(operation, { $schema, ...branch });
    for (const value of values[index] ?? []) byValue.set(value, narrowed);
  }
  const names = {
    type: "object",
    required: [discriminator],
    properties: { [discriminator]: { enum: [...byValue.keys()] as string[] } },
  };
  const unnamed = withRequestSchema(operation, { $schema, ...names });
  return {
    discriminator,
    choose: (value) => byValue.get(value) ?? unnamed,
    all: [...new Set(byValue.values())],
  };
}

function withRequestSchema(operation: PrismOperation, schema: JsonObject): PrismOperation {
  const body = operation.request?.body;
  if (!body) return operation;
  const contents = body.contents?.map((content) => ({
    ...content,
    schema: schema as unknown as NonNullable<typeof content.schema>,
  }));
  return {
    ...operation,
    request: { ...operation.request, body: { ...body, ...(contents && { contents }) } },
  };
}
