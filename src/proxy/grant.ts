import { assertOption, checkOptions } from "../client/settings/options.ts";

/** What somebody may do through the proxy. */
export interface Grant {
  /** Who it is, as your server knows them. Limits, idempotency keys and tasks are kept by it. */
  user: string;
  /** The models that may be called; a submission that names none is refused then. Default: all of the document. */
  models?: readonly string[] | undefined;
  /** What may be spent. Default: everything. */
  limit?: SpendingLimit | undefined;
  /** Whether tasks may be read that were not submitted through this proxy by this user. Default: false. */
  anyTask?: boolean | undefined;
}

/** What a user may spend within a window of time. */
export interface SpendingLimit {
  /** How many submissions are sent on. One that certainly was not accepted does not count. */
  submissions?: number | undefined;
  /**
   * How many credits may be reserved, by `usage.credits_reserved` of the responses. A submission is sent on as long as
   * fewer are used, so the last one may go beyond; and one at a time, so that only one does in each process. Models that
   * respond at once say no credits: limit those by `submissions`.
   */
  credits?: number | undefined;
  /** How long a window is, in milliseconds. Windows are counted from the epoch. Default: a day. */
  windowMs?: number | undefined;
}

/**
 * Says who may do what. What is no grant is refused with 401; a `Response` is sent as it is. An exception is a 500, as is
 * no response within 30 seconds, and nothing is sent on.
 */
export type Authorize = (
  request: Request,
) => Grant | Response | null | undefined | false | Promise<Grant | Response | null | undefined | false>;

/** @throws {ValidationError} the grant is none: better nobody may than everybody. */
export function checkGrant(grant: Grant): Grant {
  checkOptions(grant, { user: "a string", models: "any", limit: "an object", anyTask: "a boolean" });
  assertOption(grant.user, "user", "the name of somebody", grant.user);
  assertOption(!grant.models || Array.isArray(grant.models), "models", "a list of models", grant.models);
  const { limit = {} } = grant;
  checkOptions(limit, { submissions: "any", credits: "any", windowMs: "a positive number" });
  for (const name of ["submissions", "credits"] as const) {
    const most = limit[name];
    assertOption(
      most === undefined || (typeof most === "number" && most >= 0),
      name,
      "a number from 0",
      most,
    );
  }
  return grant;
}
