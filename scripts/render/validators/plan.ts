import { type JsonObject, objectAt } from "../../pipeline/openapi.ts";
import type { OperationFacts } from "../facts.ts";
import { lowerFirst, toIdentifier, upperFirst } from "../identifier.ts";

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
    const choice = listMembers(document, operation);
    for (const { component } of choice?.members ?? []) {
      const member = lowerFirst(toIdentifier(component));
      const type = `components["schemas"][${JSON.stringify(component)}]`;
      members.set(member, { name: member, type, schema: { $ref: `#/components/schemas/${component}` } });
    }
    return [
      {
        name,
        type: upperFirst(name),
        operation: toIdentifier(operation.id),
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

interface Choice {
  tag: string;
  members: { component: string; models: string[] }[];
}

/** The members of a body, when each of them fixes the property that names the model. */
function listMembers(document: JsonObject, operation: OperationFacts): Choice | undefined {
  const tag = operation.pages.map((page) => page.tag).find((found) => found?.in === "body")?.name;
  if (tag === undefined) return undefined;
  const schema = bodySchema(document, operation);
  const references = Array.isArray(schema.oneOf) ? schema.oneOf : [schema];
  const members = references.map((reference) => {
    const component = String(objectAt(reference).$ref).split("/").at(-1) ?? "";
    const { enum: models } = objectAt(document, "components", "schemas", component, "properties", tag);
    return { component, models: Array.isArray(models) ? models.map(String) : [] };
  });
  return members.every(({ models }) => models.length > 0) ? { tag, members } : undefined;
}

function bodySchema(document: JsonObject, { method, path, mediaType }: OperationFacts): JsonObject {
  return objectAt(document, "paths", path, method, "requestBody", "content", mediaType ?? "", "schema");
}
