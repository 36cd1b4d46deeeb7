import type { ServerResponse } from "node:http";
import type { FaultName } from "../base/faults.ts";
import type { MockResponse } from "../base/http.ts";

/** Statuses that HTTP allows no body. */
const BODILESS = [204, 304];

/** Writes a response, whole or the way a fault has it. */
export function writeResponse(
  outgoing: ServerResponse,
  { status, headers, body }: MockResponse,
  fault?: FaultName,
): void {
  if (fault === "drop") {
    outgoing.destroy();
    return;
  }
  const bytes = toBytes(body);
  const length = BODILESS.includes(status) ? undefined : { "content-length": bytes.length };
  outgoing.writeHead(status, { ...headers, ...length });
  if (fault !== "truncate" || bytes.length < 2) outgoing.end(bytes);
  else outgoing.write(bytes.subarray(0, bytes.length >> 1), () => outgoing.destroy());
}

function toBytes(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  if (body === undefined) return Buffer.alloc(0);
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}
