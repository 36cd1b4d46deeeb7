/** Sends a request as pages can follow it, and gives what `fetch` would give. */
export async function sendByXhr(
  url: string,
  { method = "POST", headers, body, signal }: RequestInit,
  report: (bytes: number, totalBytes: number | undefined, isLast: boolean) => void,
): Promise<Response> {
  const sent = body instanceof ReadableStream ? await new Response(body).blob() : body;
  const request = new XMLHttpRequest();
  request.open(method, url);
  request.responseType = "arraybuffer";
  for (const [name, value] of Object.entries(headers ?? {})) request.setRequestHeader(name, value);
  const abort = () => request.abort();
  signal?.addEventListener("abort", abort);
  return new Promise<Response>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => report(loaded, total, loaded === total);
    // Without the signal it is the browser that gives up, as when the page is left.
    const fail = () => reject(signal?.aborted ? signal.reason : new TypeError("Failed to fetch"));
    request.onerror = fail;
    request.onabort = fail;
    // A redirect that was followed is one all the same: nobody knows where the file has gone.
    const isThere = () => request.responseURL === new URL(url, location.href).href;
    request.onload = () => resolve(isThere() ? toResponse(request) : Response.error());
    request.send(sent as XMLHttpRequestBodyInit);
    if (signal?.aborted) abort();
  }).finally(() => signal?.removeEventListener("abort", abort));
}

function toResponse(request: XMLHttpRequest): Response {
  const { status, response } = request;
  const lines = request.getAllResponseHeaders().split("\r\n");
  const headers = lines.flatMap((line): [string, string][] => {
    const [name = "", ...value] = line.split(": ");
    return name === "" ? [] : [[name, value.join(": ")]];
  });
  const body = [204, 205, 304].includes(status) ? null : (response as ArrayBuffer);
  return new Response(body, { status, headers });
}
