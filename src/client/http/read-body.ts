/** No answer of the API comes near this; beyond it something else is answering. 64 MiB. */
const MAX_BODY_BYTES = 2 ** 26;

/** Reads a body to its end, but never more than `MAX_BODY_BYTES`: then undefined. */
export async function readBody(response: Response): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (!value) break;
    chunks.push(value);
    size += value.length;
    if (size > MAX_BODY_BYTES) {
      // Not awaited: a source that hangs could hold us here.
      reader?.cancel().catch(() => {});
      return;
    }
  }
  const whole = new Uint8Array(size);
  for (const chunk of chunks.reverse()) {
    size -= chunk.length;
    whole.set(chunk, size);
  }
  return whole;
}
