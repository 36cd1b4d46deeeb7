import type { Client, MaybeOptionalInit, ParseAsResponse } from "openapi-fetch";
import type {
  ErrorResponse,
  HttpMethod,
  MediaType,
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

type InitAt<Paths, Path extends keyof Paths, Method> = MaybeOptionalInit<
  Paths[Path],
  Method & keyof Paths[Path]
>;

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
export type FetchClient<Paths extends object> = Pick<Client<Paths>, "use" | "eject"> & {
  request: RequestCall<Paths>;
} & { [Method in HttpMethod as Uppercase<Method>]: MethodCall<Paths, Method> };
