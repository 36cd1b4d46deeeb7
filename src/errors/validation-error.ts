import { EvolinkError } from "./evolink-error.ts";

/** One thing wrong with a value, found before any request. */
export interface ValidationIssue {
  path: readonly (string | number)[];
  message: string;
}

/** An option, an id or a request body is wrong. Nothing was sent, nothing was billed. */
export class ValidationError extends EvolinkError {
  static override readonly kind: string = "ValidationError";
  declare readonly name: "ValidationError";
  /** Every problem of a request body; empty for a bad option. */
  declare readonly problems: readonly ValidationIssue[];

  constructor(message: string, problems: readonly ValidationIssue[] = []) {
    super(message, { charged: "no" });
    Object.assign(this, { problems });
  }
}
