export type { Client as FetchClient, FetchResponse, RequestOptions } from "openapi-fetch";
export type { BoundFunctions, UnboundFunctions } from "./bind-functions.ts";
export { createRaw, type RawOptions } from "./create-raw.ts";
