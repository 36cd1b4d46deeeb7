import { ApiError } from "./api-error.ts";

/** 404: no such task for this key, or it has expired. */
export class NotFoundError extends ApiError {
  static override readonly kind: string = "NotFoundError";
  declare readonly name: "NotFoundError";
}
