import { EvolinkError } from "./evolink-error.ts";

/** No answer: the connection was not made, or broke. From a submission it means that it was never made. */
export class ConnectionError extends EvolinkError {
  static override readonly kind: string = "ConnectionError";
  declare readonly name: "ConnectionError";
}
