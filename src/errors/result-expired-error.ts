import { EvolinkError } from "./evolink-error.ts";

/** The link to a result no longer works: links live 24 hours. */
export class ResultExpiredError extends EvolinkError {
  static override readonly kind: string = "ResultExpiredError";
  declare readonly name: "ResultExpiredError";
}
