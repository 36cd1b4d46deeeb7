import { ApiError } from "./api-error.ts";

/** Which of the three limits stopped the request. `"unknown"`: the API gave a code this version does not know. */
export type CreditLimit = "account" | "key" | "key-daily" | "unknown";

/** 402: the credits of the account, of the key, or of the key for today are used up. Not billed. */
export class InsufficientCreditsError extends ApiError {
  static override readonly kind: string = "InsufficientCreditsError";
  declare readonly name: "InsufficientCreditsError";

  /** The three cases share one status and differ in `code` only. */
  get limit(): CreditLimit {
    const code = this.code ?? "";
    if (/daily/.test(code)) return "key-daily";
    if (/token|^key_/.test(code)) return "key";
    return /^(insufficient|quota_not|account)_/.test(code) ? "account" : "unknown";
  }
}
