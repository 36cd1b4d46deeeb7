/** A request, read to its end. Header names are lower case. */
export interface MockRequest extends RequestHead {
  bytes: Buffer;
}

/** Everything of a request but its body. */
export interface RequestHead {
  method: string;
  path: string;
  /** The query as it was sent, without the question mark; may be empty. */
  search: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  /** Where a request went that came without a port, such as `https://api.example.com`: its results lead there too. */
  origin?: string;
}

export interface MockResponse {
  status: number;
  headers: Record<string, string>;
  /** JSON is written as such; bytes, strings, `PacedBody` and web streams as they are. */
  body?: unknown;
  /** For the console: why it was refused, or what was done. */
  note?: string;
  /** All that the request was refused for, of which the message names the first few. */
  problems?: readonly string[];
  /** The document allows the request; the mock alone refuses it, as no response to it is documented. */
  isUnsupported?: true;
}

/** A body that comes piece by piece. */
export class PacedBody {
  readonly pieces: readonly string[];
  /** Between two pieces, and before the first. */
  readonly paceMs: number;
  /** After the last piece the connection closes, where more should come. */
  readonly breaksOff: boolean;

  constructor(pieces: readonly string[], paceMs: number, breaksOff = false) {
    this.pieces = pieces;
    this.paceMs = paceMs;
    this.breaksOff = breaksOff;
  }
}

export function jsonResponse(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): MockResponse {
  return { status, headers: { "content-type": "application/json", ...headers }, body };
}

/** The parameters of a query: those that come several times as a list. */
export function readQuery(parameters: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}
