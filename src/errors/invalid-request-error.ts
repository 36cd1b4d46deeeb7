import { ApiError } from "./api-error.ts";

/** 400: the request is wrong. `param` names the parameter, when the API tells. Not billed. */
export class InvalidRequestError extends ApiError {
  static override readonly kind: string = "InvalidRequestError";
  declare readonly name: "InvalidRequestError";
}
