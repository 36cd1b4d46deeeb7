import { EvolinkError } from "./evolink-error.ts";

/** The API answered, and the answer says no. `status` is always set; the sub-classes name the common ones. */
export class ApiError extends EvolinkError {
  static override readonly kind: string = "ApiError";
  declare readonly status: number;
}
