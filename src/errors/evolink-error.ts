/** The fields of an error, for programs. Every one is optional, because no response carries them all. */
export interface ErrorDetails {
  /** HTTP status of the response, when there was one. */
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
  /**
   * True when repeating the same call may succeed and cannot be billed twice: never once `generate` has submitted a task.
   * Default: false.
   */
  retryable?: boolean | undefined;
  /** `"no"` when this call cannot have been billed. Default: `"unknown"`. */
  charged?: "no" | "unknown" | undefined;
  /** The task concerned, whenever there is one. It is all that `tasks.wait` needs to go on. */
  taskId?: string | undefined;
  /** See SubmissionUncertainError. */
  idempotencyKey?: string | undefined;
  /** See SubmissionUncertainError. */
  rawTaskId?: string | undefined;
  /** See TaskError. */
  task?: unknown;
  /** See ValidationError. */
  problems?: readonly unknown[] | undefined;
  /** See TaskFailedError. */
  advice?: string | undefined;
  /** The foreign error behind this one: a copy without anything that could hold the key. */
  cause?: unknown;
}

const BRAND = Symbol.for("evolink-openapi.error");

/** Of type string, because TypeScript allows no accessor where Error declares a property. */
const NAME: string = "name";

/** Compares the classes of an error by name, from its own up. */
function isInstance(this: typeof EvolinkError, value: unknown): boolean {
  let at = (value as { [BRAND]?: typeof EvolinkError } | null | undefined)?.[BRAND];
  for (; at; at = Object.getPrototypeOf(at)) {
    // A class of the user's own that extends one of ours has no kind of its own.
    if (at === this || (Object.hasOwn(this, "kind") && at.kind === this.kind)) return true;
  }
  return false;
}

/**
 * What every error of this package is.
 *
 * `instanceof` compares names kept under a registered symbol, so it also holds when two copies of the
 * package are installed and the error comes from the other one.
 */
export class EvolinkError extends Error implements ErrorDetails {
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

  constructor(message: string, { cause, ...fields }: ErrorDetails = {}) {
    super(message, (cause && { cause }) as ErrorOptions);
    Object.assign(this, { retryable: false, charged: "unknown" }, fields);
  }

  static override readonly [Symbol.hasInstance] = isInstance;

  get [BRAND](): typeof EvolinkError {
    return this.constructor as typeof EvolinkError;
  }

  // On the prototype, because V8 writes the name into the stack before a constructor could set it.
  get [NAME](): string {
    return this[BRAND].kind;
  }

  /** For loggers that print JSON: also what `JSON.stringify` leaves out of an error. */
  toJSON(): object {
    return { ...this, name: this.name, message: this.message };
  }
}
