/** What an error tells a program. Every field is optional, because no answer carries them all. */
export interface ErrorDetails {
  /** HTTP status of the answer, when there was one. */
  status?: number | undefined;
  /** The API's own reason, always a string, also when the wire had a number. Unknown codes are kept. */
  code?: string | undefined;
  /** The API's own class of the reason, such as `invalid_request_error`. */
  type?: string | undefined;
  /** The request parameter the API complains about. */
  param?: string | undefined;
  /** What to quote to EvoLink's support. */
  requestId?: string | undefined;
  /** How long the server asked to wait, in milliseconds. Unbounded: what the server said. */
  retryAfterMs?: number | undefined;
  /** True when sending the same call again may succeed and cannot be billed twice. Default: false. */
  retryable?: boolean | undefined;
  /** `"no"` when this call cannot have been billed. Default: `"unknown"`. */
  charged?: "no" | "unknown" | undefined;
  /** The task concerned, whenever there is one. It is all that `tasks.wait` needs to go on. */
  taskId?: string | undefined;
  /** The foreign error behind this one: a copy without anything that could hold the key. */
  cause?: unknown;
}

const BRAND = Symbol.for("evolink-openapi.error");

function isInstance(this: typeof EvolinkError, value: unknown): boolean {
  // A class of the user's own that extends one of ours has no kind: the prototype chain decides.
  if (!Object.hasOwn(this, "kind")) return Function.prototype[Symbol.hasInstance].call(this, value);
  return !!(value as { [BRAND]?: string[] } | null | undefined)?.[BRAND]?.includes(this.kind);
}

/**
 * What every error of this package is.
 *
 * `instanceof` compares names kept under a registered symbol, so it also holds when two copies of the
 * package are installed and the error comes from the other one.
 */
export class EvolinkError extends Error {
  /** The name `instanceof` compares. A literal per class, so that minifiers cannot change it. */
  static readonly kind: string = "EvolinkError";

  declare readonly status: number | undefined;
  declare readonly code: string | undefined;
  declare readonly type: string | undefined;
  declare readonly param: string | undefined;
  declare readonly requestId: string | undefined;
  declare readonly retryAfterMs: number | undefined;
  declare readonly retryable: boolean;
  declare readonly charged: "no" | "unknown";
  declare readonly taskId: string | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    const { cause: _, ...fields } = details;
    Object.assign(this, { retryable: false, charged: "unknown" }, fields);
    const kinds: string[] = [];
    for (let at = new.target as typeof EvolinkError; at.kind; at = Object.getPrototypeOf(at))
      kinds.push(at.kind);
    Object.defineProperties(this, {
      name: { value: kinds[0], configurable: true, writable: true },
      [BRAND]: { value: kinds },
    });
    // V8 wrote the stack's first line before the name was known.
    (Error as { captureStackTrace?: (error: Error, top: unknown) => void }).captureStackTrace?.(
      this,
      new.target,
    );
  }

  static override readonly [Symbol.hasInstance] = isInstance;

  /** For loggers that print JSON: the message too, which `JSON.stringify` leaves out of an error. */
  toJSON(): object {
    return Object.assign({ name: this.name, message: this.message }, this);
  }
}
