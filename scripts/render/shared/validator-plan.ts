import { type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { referTo } from "../../../src/openapi/references.ts";
import type { OperationFacts } from "./facts.ts";
import { lowerFirst, toIdentifier, upperFirst } from "./identifier.ts";

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
  /** How a body names the validator that judges it, when it does. */
  choice: { tag: string; members: { model: string; name: string }[] } | undefined;
}

/** The validators of a document: one for each request body, and one for each of its members. */
export interface ValidatorPlan {
  members: PlannedValidator[];
  bodies: PlannedBody[];
}

export function planValidators(document: JsonObject, operations: readonly OperationFacts[]): ValidatorPlan {
  const members = new Map<string, PlannedValidator>();
  const bodies = operations.flatMap((operation): PlannedBody[] => {
    if (operation.mediaType === undefined) return [];
    const name = `${toIdentifier(operation.id)}Body`;
    const { choice } = operation;
    for (const { component } of choice?.members ?? []) {
      const member = lowerFirst(toIdentifier(component));
      const type = `components["schemas"][${JSON.stringify(component)}]`;
      members.set(member, { name: member, type, schema: referTo(component) });
    }
    return [
      {
        name,
        type: upperFirst(name),
        operation: toIdentifier(operation.id),
        endpoint: `${operation.method.toUpperCase()} ${operation.path}`,
        schema: bodySchema(document, operation),
        choice: choice && {
          tag: choice.tag,
          members: choice.members.flatMap(({ component, models }) =>
            models.map((model) => ({ model, name: lowerFirst(toIdentifier(component)) })),
          ),
        },
      },
    ];
  });
  return { members: [...members.values()], bodies };
}

function bodySchema(document: JsonObject, { method, path, mediaType }: OperationFacts): JsonObject {
  return objectAt(document, "paths", path, method, "requestBody", "content", mediaType ?? "", "schema");
}
