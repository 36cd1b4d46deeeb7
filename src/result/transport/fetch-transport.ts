import { cacheMode } from "../../client/settings/runtime.ts";
import { DownloadError } from "../../errors/classes.ts";
import type { ResultTransport } from "./transport.ts";

/** A transport for every runtime. Names are not resolved: only `saveResult` can check the address they lead to. */
export function createFetchTransport(send: typeof fetch = fetch): ResultTransport {
  return async (url, headers, signal) => {
    const response = await send(url, {
      headers,
      signal,
      redirect: "manual",
      credentials: "omit",
      cache: cacheMode(),
    } as RequestInit);
    if (response.type === "opaqueredirect")
      throw new DownloadError("The result host redirects, and a browser does not show where to.");
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      body: readBody(response),
      close: () => void response.body?.cancel().catch(() => {}),
    };
  };
}

async function* readBody(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}
