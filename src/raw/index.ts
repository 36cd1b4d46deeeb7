export type { RequestOptions } from "openapi-fetch";
export type { BoundFunctions, UnboundFunctions } from "./bind-functions.ts";
export { createRaw, type RawOptions } from "./create-raw.ts";
export type { FetchClient, FetchResponse } from "./fetch-client.ts";
