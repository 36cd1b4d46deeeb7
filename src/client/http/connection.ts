import { ValidationError, type ValidationIssue } from "../../errors/classes.ts";
import type { Settings } from "../settings/settings.ts";
import type { Send } from "./transport.ts";

/** What `evolink-openapi/validate` exports as `validators`: a validator for the body of each operation. */
export type Validators = Readonly<
  Record<
    string,
    {
      /** `POST /v1/videos/generations` */
      endpoint: string;
      validate(body: unknown): { ok: true } | { ok: false; problems: readonly ValidationIssue[] };
    }
  >
>;

/** What the functions of a client share. */
export interface Connection {
  readonly send: Send;
  readonly settings: Settings;
  readonly validators: Validators | undefined;
}

/** @throws {ValidationError} there is a validator for the operation, and it refuses the body. */
export function assertBody({ validators }: Connection, endpoint: string, body: unknown): void {
  const validator = Object.values(validators ?? {}).find((one) => one.endpoint === endpoint);
  const checked = validator?.validate(body);
  if (checked?.ok === false)
    throw new ValidationError(
      `The body is wrong: ${checked.problems.map(({ message }) => message).join("; ")}`,
      checked.problems,
    );
}
