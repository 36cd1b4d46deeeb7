import { ValidationError, type ValidationIssue } from "../../errors/classes.ts";
import type { Settings } from "../settings/settings.ts";
import type { Call } from "./response.ts";
import type { Send } from "./transport.ts";

/** What `evolink-openapi/validate` exports as `validators`: a validator for the body of each operation. */
export type Validators = Readonly<
  Record<
    string,
    {
      /** `POST /v1/videos/generations` */
      endpoint: string;
      validate(body: unknown): { ok: true } | { ok: false; problems: readonly ValidationIssue[] };
    }
  >
>;

/** What a caller gives for a request. */
export interface GivenRequest {
  params?: { path?: object; query?: object; header?: object; cookie?: object } | undefined;
  body?: unknown;
}

/** Writes the requests of an operation. */
export interface RequestWriter {
  /** What a call of the collections sends, and its path with the query. */
  toCall(
    path: string,
    given: GivenRequest,
  ): Pick<Call, "headers" | "body"> & {
    filled: string;
    /** A stream can be sent once. */
    isOnce?: boolean;
    /** Whether a validator can look into the body: it cannot into a form or a stream. */
    isSealed?: boolean;
  };
  /** The fields of a call of openapi-fetch, with its serializers. Those of the call itself stay. */
  toInit<T extends GivenRequest & { headers?: unknown; bodySerializer?: unknown }>(init: T): T;
}

/** What the functions of a client share. */
export interface Connection {
  readonly send: Send;
  readonly settings: Settings;
  readonly validators: Validators | undefined;
  /** Present where the document has requests that are not JSON with plain parameters: what writes those of `POST /v1/files`. */
  readonly writerOf?: (endpoint: string) => RequestWriter | undefined;
}

/** @throws {ValidationError} there is a validator for the operation, and it refuses the body. */
export function assertBody({ validators }: Connection, endpoint: string, body: unknown): void {
  const validator = Object.values(validators ?? {}).find((one) => one.endpoint === endpoint);
  const checked = validator?.validate(body);
  if (checked?.ok === false)
    throw new ValidationError(
      `The body is wrong: ${checked.problems.map(({ message }) => message).join("; ")}`,
      checked.problems,
    );
}
