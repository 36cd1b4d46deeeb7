/** A request, read to its end. Header names are lower case. */
export interface MockRequest {
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  bytes: Buffer;
}

export interface MockResponse {
  status: number;
  headers: Record<string, string>;
  /** JSON is written as such, bytes and strings as they are. */
  body?: unknown;
  /** For the console: why it was refused, or what was done. */
  note?: string;
  /** All that the request was refused for, of which the message names the first few. */
  problems?: readonly string[];
  /** The document allows the request; the mock alone refuses it, as no response to it is documented. */
  isUnsupported?: true;
}

export function jsonResponse(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): MockResponse {
  return { status, headers: { "content-type": "application/json", ...headers }, body };
}
