import { type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { lowerFirst, toIdentifier, upperFirst } from "../../../src/openapi/names/identifier.ts";
import { referTo } from "../../../src/openapi/references.ts";
import type { OperationFacts } from "./facts.ts";

/** One exported validator. */
interface PlannedValidator {
  name: string;
  /** The type of the values it lets through. */
  type: string;
  schema: JsonObject;
}

/** The validator of a whole request body. */
interface PlannedBody extends PlannedValidator {
  /** Name of the operation's function. */
  operation: string;
  /** Method and path of the operation. */
  endpoint: string;
  /** Whether a request may do without it. */
  isOptional: boolean;
  /** How a body names the validator of its variant, when it does. */
  variants: { discriminator: string; byModel: { model: string; name: string }[] } | undefined;
}

/** The validators of a document: one for each request body, and one for each of its variants. */
export interface ValidatorPlan {
  variants: PlannedValidator[];
  bodies: PlannedBody[];
}

export function planValidators(operations: readonly OperationFacts[]): ValidatorPlan {
  const variants = new Map<string, PlannedValidator>();
  const bodies = operations.flatMap((operation): PlannedBody[] => {
    if (operation.mediaType === undefined) return [];
    const name = `${toIdentifier(operation.id)}Body`;
    const { bodyVariants } = operation;
    for (const { component } of bodyVariants?.variants ?? []) {
      const variant = lowerFirst(toIdentifier(component));
      const type = `components["schemas"][${JSON.stringify(component)}]`;
      variants.set(variant, { name: variant, type, schema: referTo(component) });
    }
    return [
      {
        name,
        type: `${upperFirst(name)}${operation.bodyRequired ? "" : " | undefined"}`,
        isOptional: !operation.bodyRequired,
        operation: toIdentifier(operation.id),
        endpoint: `${operation.method.toUpperCase()} ${operation.path}`,
        schema: objectAt(operation.media.schema),
        variants: bodyVariants && {
          discriminator: bodyVariants.discriminator,
          byModel: bodyVariants.variants.flatMap(({ component, models }) =>
            models.map((model) => ({ model, name: lowerFirst(toIdentifier(component)) })),
          ),
        },
      },
    ];
  });
  return { variants: [...variants.values()], bodies };
}
