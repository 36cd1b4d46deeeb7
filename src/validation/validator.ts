import { describeSchema } from "./describe-schema.ts";
import { leaveOutEmptyInputs } from "./empty-inputs.ts";
import { type CompiledValidator, explainErrors, problemAt, valueAt } from "./explain-errors.ts";
import { findUnwritableNumber } from "./json-values.ts";
import type { ValidationProblem } from "./problem-params.ts";

/** The outcome of a validation: the same value with its type known, or every problem. */
export type ValidationResult<Value> =
  | { ok: true; value: Value }
  | { ok: false; problems: ValidationProblem[] };

/** Standard Schema's view of a validator (https://standardschema.dev), for forms: it leaves out inputs that are empty. */
interface StandardProps {
  version: 1;
  vendor: string;
  validate(value: unknown): { value: unknown } | { issues: { message: string; path: (string | number)[] }[] };
}

export interface Validator {
  /** Of the validator of a whole request body: method and path of the operation. */
  readonly endpoint?: string;
  validate(value: unknown): ValidationResult<unknown>;
  readonly "~standard": StandardProps;
}

/**
 * Makes a validator of a compiled function.
 *
 * @param isOptional whether there may be nothing to validate. Default: there has to be a value.
 */
export function createValidator(
  compiled: CompiledValidator,
  endpoint?: string,
  isOptional?: boolean,
): Validator {
  return createStandard(
    (value) =>
      compiled(value)
        ? { ok: true, value }
        : { ok: false, problems: explainErrors(compiled.errors ?? [], value) },
    endpoint,
    isOptional,
  );
}

/** Makes a validator that validates a value against the variant it names in the property `discriminator`. */
export function createUnionValidator(
  discriminator: string,
  variants: Readonly<Record<string, Validator>>,
  endpoint?: string,
  isOptional?: boolean,
): Validator {
  const allowedValues = Object.keys(variants);
  const expected = describeSchema({ enum: allowedValues });
  return createStandard(
    (value) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        const problem = problemAt([], "an object", value);
        return { ok: false, problems: [{ ...problem, code: "type", params: { type: "object" } }] };
      }
      const chosen = valueAt(value, [discriminator]);
      const variant =
        typeof chosen === "string" && Object.hasOwn(variants, chosen) ? variants[chosen] : undefined;
      if (variant !== undefined) return variant.validate(value);
      const problem = problemAt([discriminator], expected, chosen, allowedValues);
      const params = {
        ...(chosen === undefined && { missingProperty: discriminator }),
        discriminator,
        allowedValues,
      };
      return { ok: false, problems: [{ ...problem, params }] };
    },
    endpoint,
    isOptional,
  );
}

/** A value may throw when it is read, as a getter or a proxy can, or be nested without end. Neither can be sent as JSON. */
const A_NUMBER = "a number that JSON has";
const UNREADABLE = "data that can be read to its end";

function createStandard(
  check: (value: unknown) => ValidationResult<unknown>,
  endpoint: string | undefined,
  isOptional = false,
): Validator {
  const validate = (value: unknown): ValidationResult<unknown> => {
    try {
      if (isOptional && value === undefined) return { ok: true, value };
      const result = check(value);
      const path = result.ok ? findUnwritableNumber(value) : undefined;
      if (path === undefined) return result;
      return {
        ok: false,
        problems: [
          { ...problemAt(path, A_NUMBER, valueAt(value, path)), code: "type", params: { type: "number" } },
        ],
      };
    } catch {
      return {
        ok: false,
        problems: [{ ...problemAt([], UNREADABLE, value), code: "type", params: { type: "json" } }],
      };
    }
  };
  return {
    ...(endpoint !== undefined && { endpoint }),
    validate,
    "~standard": {
      version: 1,
      vendor: "evolink-openapi",
      validate: (value) => {
        const given = validate(value);
        const result = given.ok ? given : validate(leaveOutEmptyInputs(value, given.problems));
        return result.ok
          ? { value: result.value }
          : { issues: result.problems.map(({ message, path }) => ({ message, path })) };
      },
    },
  };
}
