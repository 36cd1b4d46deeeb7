import { EvolinkError } from "./evolink-error.ts";

/** The API answered with success, but with a body this package cannot read. */
export class UnexpectedResponseError extends EvolinkError {
  static override readonly kind: string = "UnexpectedResponseError";
  declare readonly name: "UnexpectedResponseError";
}
