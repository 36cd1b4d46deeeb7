/** A request the mock has answered, for tests and for `/_mock/requests`. Never with the key. */
export interface RecordedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  /** JSON as its value, anything else as text. */
  body: unknown;
  status: number;
  requestId: string;
  atMs: number;
}

/** More than a day of polling one task; older ones are forgotten first. */
const MAX_RECORDED = 10_000;

const SECRET_HEADERS = new Set(["authorization", "x-api-key", "x-goog-api-key", "cookie"]);

export interface RequestLog {
  add(request: RecordedRequest & { body: string }): void;
  list(): RecordedRequest[];
  clear(): void;
}

export function createRequestLog(): RequestLog {
  let recorded: (RecordedRequest & { body: string })[] = [];
  return {
    add(request) {
      recorded.push({ ...request, headers: hideSecrets(request.headers) });
      if (recorded.length > 2 * MAX_RECORDED) recorded = recorded.slice(-MAX_RECORDED);
    },
    list: () =>
      recorded.slice(-MAX_RECORDED).map((request) => ({ ...request, body: parseBody(request.body) })),
    clear: () => {
      recorded = [];
    },
  };
}

function hideSecrets(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, SECRET_HEADERS.has(name) ? "(hidden)" : value]),
  );
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
