import type { AjvError } from "./ajv-error.ts";
import { describeNot } from "./describe-schema.ts";
import { foldBranches } from "./fold-branches.ts";

const UNIONS = new Set(["oneOf", "anyOf"]);

/**
 * Ajv reports each branch of a union, then the union. One of the two says enough: the branch that the value was meant
 * for when there is one, the union otherwise. So it is with `contains`, and with `then` that nothing fits.
 */
export function foldUnions(errors: readonly AjvError[]): AjvError[] {
  const folded: AjvError[] = [];
  for (const error of errors) {
    if (error.keyword === "if") {
      if (isClosed(folded.at(-1), error)) folded.splice(-1, 1, error);
      continue;
    }
    if (!UNIONS.has(error.keyword) && error.keyword !== "contains") {
      folded.push(error);
      continue;
    }
    let start = folded.length;
    while (start > 0 && isWithin(folded[start - 1], error)) start -= 1;
    const all = folded.splice(start);
    if (error.keyword === "contains") {
      folded.push(...all.filter((one) => !isOfContains(one, error)), error);
    } else if (Array.isArray(error.params.passingSchemas)) {
      folded.push(error);
    } else {
      folded.push(...foldBranches(all, error));
    }
  }
  return folded.filter((error) => !UNIONS.has(error.keyword) || !folded.some((one) => isOfType(one, error)));
}

/** Whether an error says that `then` or `else` lets nothing through. */
function isClosed(last: AjvError | undefined, { schemaPath, params }: AjvError): boolean {
  const clause = schemaPath.replace(/if$/, String(params.failingKeyword));
  if (last?.schemaPath === `${clause}/false schema`) return true;
  // As `false` is written where it stands for a schema.
  return last?.schemaPath === `${clause}/not` && describeNot(last.schema) === "absent";
}

/** Whether a value is of the wrong type where there is a union next to the type. */
function isOfType({ keyword, parentSchema, instancePath }: AjvError, union: AjvError): boolean {
  return keyword === "type" && parentSchema === union.parentSchema && instancePath === union.instancePath;
}

/** Whether an error says why an item is not one of those asked for, which any item may be. */
function isOfContains({ schemaPath }: AjvError, contains: AjvError): boolean {
  const parent = contains.schemaPath.replace(/contains$/, "");
  return schemaPath.startsWith(`${contains.schemaPath}/`) || !schemaPath.startsWith(parent);
}

function isWithin(inner: AjvError | undefined, union: AjvError): boolean {
  if (inner === undefined || inner.parentSchema === union.parentSchema) return false;
  return inner.instancePath === union.instancePath || inner.instancePath.startsWith(`${union.instancePath}/`);
}
