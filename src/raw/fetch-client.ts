import type { Client, ParseAsResponse, RequestOptions } from "openapi-fetch";
import type {
  ErrorResponse,
  HttpMethod,
  IsOperationRequestBodyOptional,
  MediaType,
  OperationRequestBodyContent,
  PathsWithMethod,
  RequiredKeysOf,
  SuccessResponse,
} from "openapi-typescript-helpers";

/**
 * What a call resolves with. openapi-fetch's own type takes marks for `writeOnly` off, which types here do not have, and
 * with them makes objects without methods of open enums and Blobs.
 */
export type FetchResponse<Operation, Options, Media extends MediaType> =
  | {
      data: ParseAsResponse<SuccessResponse<ResponsesOf<Operation>, Media>, Options>;
      error?: never;
      response: Response;
    }
  | { data?: never; error: ErrorResponse<ResponsesOf<Operation>, Media>; response: Response };

type ResponsesOf<Operation> = Operation extends { responses: infer Found extends Record<string, unknown> }
  ? Found
  : never;

/** Options of fetch that nobody knows are passed on to `fetch`, as openapi-fetch does. */
type InitOf<Init> =
  RequiredKeysOf<Init> extends never
    ? [init?: Init & { [option: string]: unknown }]
    : [init: Init & { [option: string]: unknown }];

type OperationAt<Paths, Path extends keyof Paths, Method> = Paths[Path][Method & keyof Paths[Path]];

/** What a call adds to its path: nothing, where nothing of it is required. */
type InitAt<Paths, Path extends keyof Paths, Method> =
  RequiredKeysOf<CallInit<OperationAt<Paths, Path, Method>>> extends never
    ? CallInit<OperationAt<Paths, Path, Method>> | undefined
    : CallInit<OperationAt<Paths, Path, Method>>;

type CallInit<Operation> = Omit<RequestOptions<Operation>, "body"> &
  BodyOption<Operation> &
  Omit<RequestInit, "body" | "headers">;

/**
 * The body of a request. openapi-fetch's own type takes marks for `readOnly` off, which types here do not have, and with
 * them properties whose only value is `null`.
 */
type BodyOption<Operation> =
  OperationRequestBodyContent<Operation> extends never
    ? { body?: never }
    : IsOperationRequestBodyOptional<Operation> extends true
      ? { body?: OperationRequestBodyContent<Operation> }
      : { body: OperationRequestBodyContent<Operation> };

type MethodCall<Paths extends object, Method extends HttpMethod> = <
  Path extends PathsWithMethod<Paths, Method>,
  Init extends InitAt<Paths, Path, Method>,
>(
  path: Path,
  ...init: InitOf<Init>
) => Promise<FetchResponse<OperationAt<Paths, Path, Method>, Init, MediaType>>;

type RequestCall<Paths extends object> = <
  Method extends HttpMethod,
  Path extends PathsWithMethod<Paths, Method>,
  Init extends InitAt<Paths, Path, Method>,
>(
  method: Method,
  path: Path,
  ...init: InitOf<Init>
) => Promise<FetchResponse<OperationAt<Paths, Path, Method>, Init, MediaType>>;

/** The client of openapi-fetch, with responses as the document has them. */
export interface FetchClient<Paths extends object> extends Pick<Client<Paths>, "use" | "eject"> {
  /** Sends a request of any method. */
  request: RequestCall<Paths>;
  /** Sends a GET. */
  GET: MethodCall<Paths, "get">;
  /** Sends a PUT, once, under an idempotency key. */
  PUT: MethodCall<Paths, "put">;
  /** Sends a POST, once, under an idempotency key. */
  POST: MethodCall<Paths, "post">;
  /** Sends a DELETE, once, under an idempotency key. */
  DELETE: MethodCall<Paths, "delete">;
  /** Sends an OPTIONS. */
  OPTIONS: MethodCall<Paths, "options">;
  /** Sends a HEAD. */
  HEAD: MethodCall<Paths, "head">;
  /** Sends a PATCH, once, under an idempotency key. */
  PATCH: MethodCall<Paths, "patch">;
  /** Sends a TRACE. */
  TRACE: MethodCall<Paths, "trace">;
}
