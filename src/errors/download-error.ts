import { EvolinkError } from "./evolink-error.ts";

/** A result could not be saved. Nothing that was there before was overwritten. */
export class DownloadError extends EvolinkError {
  static override readonly kind: string = "DownloadError";
  declare readonly name: "DownloadError";
}
