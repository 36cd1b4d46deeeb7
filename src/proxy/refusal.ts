import { toBytes } from "./bytes.ts";

/** A response that can be kept and sent again. */
export interface KeptResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** The body has a letter for each byte, as these are no text. */
  isBytes?: boolean | undefined;
}

/**
 * Nothing of it may become a page of your origin, or be kept. Compression of your server's, such as that of Next.js, holds
 * back what it may transform until a stream ends.
 */
const SAFE = {
  "cache-control": "no-store, no-transform",
  "content-security-policy": "sandbox; default-src 'none'",
  "x-content-type-options": "nosniff",
};

/** Makes what the browser gets. */
export function respond(
  { status, headers, body, isBytes }: KeptResponse,
  stream?: ReadableStream<Uint8Array>,
): Response {
  const bodiless = status === 204 || status === 205;
  const whole = isBytes ? toBytes(body) : body;
  return new Response(bodiless ? null : (stream ?? whole), { status, headers: { ...SAFE, ...headers } });
}

/** A refusal of the proxy's own, in the shape of EvoLink's. */
export class Refusal extends Error {
  readonly response: KeptResponse;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { param?: string | undefined; allow?: string } = {},
  ) {
    super(message);
    const { param, allow } = more;
    this.response = {
      status,
      headers: { "content-type": "application/json", ...(allow && { allow }) },
      body: JSON.stringify({ error: { code, message, type: "proxy_error", ...(param && { param }) } }),
    };
  }
}

/**
 * Nothing was sent to EvoLink, or it certainly was not accepted. 424, because the client takes 5xx of a submission for
 * "may have been accepted".
 */
export const notSent = (why: string) => new Refusal(424, "not_submitted", `Nothing was submitted: ${why}`);

/** A body that its validator refuses. */
export function invalid(
  problems: readonly { message: string; path: readonly (string | number)[] }[],
): Refusal {
  const message = problems.map((problem) => problem.message).join("; ");
  return new Refusal(400, "invalid_parameters", message, { param: problems[0]?.path.join(".") });
}
