/** The response to one GET, its body not read yet. */
export interface ResultResponse {
  status: number;
  /** Names in lower case. */
  header(name: string): string | undefined;
  /** Throws when the connection breaks before the body's end. Without length and chunks, closing it is the end. */
  body: AsyncIterable<Uint8Array>;
  /** Drops the connection, read or not. */
  close(): void;
}

/**
 * Sends one GET, with these headers and no others of its own making, and follows no redirect.
 * The signal also ends the reading of the body.
 */
export type ResultTransport = (
  url: URL,
  headers: Record<string, string>,
  signal: AbortSignal,
) => Promise<ResultResponse>;
