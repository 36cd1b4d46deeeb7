import { hideCredentials, hideParameters } from "./credentials.ts";
import { isShallow } from "./nesting.ts";

/** A request the mock has responded to, for tests and for `/_mock/requests`. Never with a credential. */
export interface RecordedRequest {
  method: string;
  path: string;
  /** As it was sent, without the question mark; absent when there was none. */
  query?: string;
  headers: Record<string, string>;
  /** JSON as its value, anything else as text. A long one is cut, and says so. */
  body: unknown;
  status: number;
  requestId: string;
  atMs: number;
  /** How long the mock took, in milliseconds. */
  tookMs: number;
  /** Why it was refused, or what was done. */
  note?: string;
  /** All that it was refused for, where the note names the first few. */
  problems?: readonly string[];
  /** The fault its response suffered. */
  fault?: string;
  response: {
    headers: Record<string, string>;
    /** As that of the request. */
    body: unknown;
  };
}

/** A request as it is added: with bodies as text. */
export interface NewRequest extends Omit<RecordedRequest, "body" | "response"> {
  body: string;
  response: { headers: Record<string, string>; body: string };
}

/** More than a day of polling one task; older ones are forgotten first. */
const MAX_RECORDED = 10_000;

/** Of all paths, headers and bodies together, in characters; older requests are forgotten first. */
const MAX_TOTAL = 64 * 1024 * 1024;

/** Of one body, in characters: an upload as base64 says nothing after this. */
const MAX_BODY = 256 * 1024;

export interface RequestLog {
  add(request: NewRequest): void;
  /** The last ones, oldest first. */
  list(count?: number): RecordedRequest[];
  find(requestId: string): RecordedRequest | undefined;
  /** The body of one as it came; undefined where it was cut. */
  findBody(requestId: string): string | undefined;
  clear(): void;
}

interface Kept {
  request: NewRequest;
  isCut: boolean;
  size: number;
}

export function createRequestLog(): RequestLog {
  let recorded: Kept[] = [];
  let total = 0;
  const findKept = (requestId: string) => recorded.findLast(({ request }) => request.requestId === requestId);
  return {
    add(request) {
      const { path, query, headers, body, response } = request;
      const kept: NewRequest = {
        ...request,
        ...(query !== undefined && { query: hideParameters(query) }),
        headers: hideCredentials(headers),
        body: cutBody(body),
        response: { headers: hideCredentials(response.headers), body: cutBody(response.body) },
      };
      const texts = [path, kept.query, kept.body, kept.response.body, kept.note, ...(kept.problems ?? [])];
      const size =
        texts.reduce((sum, text = "") => sum + text.length, 0) +
        JSON.stringify([kept.headers, kept.response.headers]).length;
      recorded.push({ request: kept, isCut: body.length > MAX_BODY, size });
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
    list: (count = MAX_RECORDED) => recorded.slice(-Math.min(count, MAX_RECORDED)).map(readKept),
    find(requestId) {
      const kept = findKept(requestId);
      return kept && readKept(kept);
    },
    findBody(requestId) {
      const kept = findKept(requestId);
      return kept?.isCut ? undefined : kept?.request.body;
    },
    clear: () => {
      recorded = [];
      total = 0;
    },
  };
}

function readKept({ request }: Kept): RecordedRequest {
  const { body, response } = request;
  return { ...request, body: parseBody(body), response: { ...response, body: parseBody(response.body) } };
}

function cutBody(text: string): string {
  return text.length > MAX_BODY
    ? `${text.slice(0, MAX_BODY)}… (cut, ${text.length} characters in all)`
    : text;
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
