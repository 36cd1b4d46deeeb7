import { EvolinkError } from "./evolink-error.ts";

/** One request, its body included, took longer than the client's `timeoutMs`. */
export class RequestTimeoutError extends EvolinkError {
  static override readonly kind: string = "RequestTimeoutError";
  declare readonly name: "RequestTimeoutError";
}
