import { isShallow } from "./nesting.ts";

/** A request the mock has responded to, for tests and for `/_mock/requests`. Never with a credential. */
export interface RecordedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  /** JSON as its value, anything else as text. A long one is cut, and says so. */
  body: unknown;
  status: number;
  requestId: string;
  atMs: number;
}

/** More than a day of polling one task; older ones are forgotten first. */
const MAX_RECORDED = 10_000;

/** Of all paths, headers and bodies together, in characters; older requests are forgotten first. */
const MAX_TOTAL = 64 * 1024 * 1024;

/** Of one body, in characters: an upload as base64 says nothing after this. */
const MAX_BODY = 256 * 1024;

/** Names of headers that carry a credential. The idempotency key is none: it names a submission. */
const CREDENTIAL = /auth|cookie|token|secret|password|credential|signature|session|(?:^|-)key$/i;
const NO_CREDENTIAL = new Set(["idempotency-key"]);

export interface RequestLog {
  add(request: RecordedRequest & { body: string }): void;
  list(): RecordedRequest[];
  clear(): void;
}

interface Kept {
  request: RecordedRequest & { body: string };
  size: number;
}

export function createRequestLog(): RequestLog {
  let recorded: Kept[] = [];
  let total = 0;
  return {
    add(request) {
      const kept = { ...request, headers: hideCredentials(request.headers), body: cutBody(request.body) };
      const size = kept.path.length + kept.body.length + JSON.stringify(kept.headers).length;
      recorded.push({ request: kept, size });
      total += size;
      let forgotten = 0;
      while (total > MAX_TOTAL && forgotten < recorded.length - 1) total -= recorded[forgotten++]?.size ?? 0;
      // A list is cut only now and then: each cut copies it.
      if (forgotten > 0 || recorded.length > 2 * MAX_RECORDED) {
        const kept = recorded.slice(Math.max(forgotten, recorded.length - MAX_RECORDED));
        recorded = kept;
        total = kept.reduce((sum, one) => sum + one.size, 0);
      }
    },
    list: () =>
      recorded.slice(-MAX_RECORDED).map(({ request }) => ({ ...request, body: parseBody(request.body) })),
    clear: () => {
      recorded = [];
      total = 0;
    },
  };
}

function cutBody(text: string): string {
  return text.length > MAX_BODY
    ? `${text.slice(0, MAX_BODY)}… (cut, ${text.length} characters in all)`
    : text;
}

function hideCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      CREDENTIAL.test(name) && !NO_CREDENTIAL.has(name) ? "(hidden)" : value,
    ]),
  );
}

/** A value that is nested too deep to be written again stays text. */
function parseBody(text: string): unknown {
  if (!isShallow(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
