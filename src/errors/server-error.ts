import { ApiError } from "./api-error.ts";

/** 5xx: the service failed. A submission answered like this is a SubmissionUncertainError instead. */
export class ServerError extends ApiError {
  static override readonly kind: string = "ServerError";
  declare readonly name: "ServerError";
}
