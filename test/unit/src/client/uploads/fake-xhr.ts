import { vi } from "vitest";

/** What a server does with a request: nothing, until the test says so. */
export interface XhrResponse {
  status: number;
  headers?: string;
  body?: string | Uint8Array;
  /** Where the response comes from in the end. Default: where the request went. */
  url?: string;
}

/** XMLHttpRequest as far as uploads need it, after its standard: an abort is no event before anything is sent. */
export class FakeXhr {
  static made: FakeXhr[] = [];
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  readonly headers: Record<string, string> = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  responseType = "";
  method = "";
  url = "";
  body: unknown;
  isSent = false;
  status = 0;
  responseURL = "";
  response: unknown;
  #responseHeaders = "";

  constructor() {
    FakeXhr.made.push(this);
  }

  open(method: string, url: string): void {
    Object.assign(this, { method, url });
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  send(body: unknown): void {
    Object.assign(this, { body, isSent: true });
  }

  abort(): void {
    if (this.isSent) this.onabort?.();
  }

  getAllResponseHeaders(): string {
    return this.#responseHeaders;
  }

  /** Lets the server respond. */
  respond({ status, headers = "", body = "", url }: XhrResponse): void {
    const whole = new Uint8Array(Buffer.from(body as string)).buffer;
    this.responseURL = url ?? new URL(this.url, location.href).href;
    this.response = this.responseType === "arraybuffer" ? whole : new TextDecoder().decode(whole);
    this.status = status;
    this.#responseHeaders = headers;
    this.onload?.();
  }
}

/** Makes this runtime look like a page; `vi.unstubAllGlobals()` ends that. */
export function openPage(): void {
  FakeXhr.made = [];
  vi.stubGlobal("XMLHttpRequest", FakeXhr);
  vi.stubGlobal("location", { href: "https://site.example/app/index.html" });
}

/** The request that is under way. */
export async function sentXhr(): Promise<FakeXhr> {
  return vi.waitUntil(() => FakeXhr.made.find(({ isSent }) => isSent), { interval: 1 });
}
