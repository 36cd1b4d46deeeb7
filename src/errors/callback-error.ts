import { EvolinkError } from "./evolink-error.ts";

/** A callback was not accepted, or a callback URL could not be made. */
export class CallbackError extends EvolinkError {
  static override readonly kind: string = "CallbackError";
  declare readonly name: "CallbackError";
}
