import { ApiError } from "./api-error.ts";

/** 401: the key is missing, wrong or expired. Not billed. */
export class AuthenticationError extends ApiError {
  static override readonly kind: string = "AuthenticationError";
  declare readonly name: "AuthenticationError";
}
