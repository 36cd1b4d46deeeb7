import type { ResultResponse } from "../../../../src/result/transport/transport.ts";

/** A response as a transport gives it, with its body in one piece. */
export function makeResponse(
  status: number,
  headers: Record<string, string | number> = {},
  body: Uint8Array = new Uint8Array(),
): ResultResponse {
  return {
    status,
    header: (name) => headers[name]?.toString(),
    body: (async function* () {
      yield body;
    })(),
    close() {},
  };
}
