/** No answer of the API comes near this; beyond it something else is answering. 64 MiB. */
export const MAX_BODY_BYTES = 2 ** 26;

/** Reads a body to its end, but never more than `MAX_BODY_BYTES`: then undefined. */
export async function readBody(response: Response): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { headers, body } = response;
  const declared = Number(headers.get("content-length"));
  // The length on the wire says nothing about a compressed body.
  if (declared && declared <= MAX_BODY_BYTES && !headers.has("content-encoding")) {
    return new Uint8Array(await response.arrayBuffer());
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) break;
    size += value.length;
    if (size > MAX_BODY_BYTES) {
      // Not awaited: a source that hangs could hold us here.
      reader?.cancel().catch(() => {});
      return;
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** The JSON value in a body. @throws {SyntaxError | TypeError} it is no JSON, or no UTF-8. */
export function parseJson(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
}
