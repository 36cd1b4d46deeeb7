import { isLoopbackHost } from "../../public-address.ts";
import { isCredential } from "../base/credentials.ts";
import type { MockRequest } from "../base/http.ts";
import type { Engine } from "../prism/engine.ts";
import { BEARER, listKeyNames, readKeyPlace } from "../prism/key-place.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";

/** What is between two machines (RFC 9110, 7.6.1), or is made anew: the body comes decoded, the mock has its own CORS. */
const NOT_PASSED =
  /^(connection|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*|host|content-length|content-encoding|accept-encoding|expect|origin|referer|sec-.*|access-control-.*|set-cookie|vary|alt-svc|strict-transport-security)$/i;

export interface Upstream {
  /** Where requests go; default: the server that the document names for each operation. */
  baseUrl: string | undefined;
  /** Instead of what a client sends. */
  apiKey: string | undefined;
}

/** No request was made, so nothing can be billed. */
export class NotSentError extends Error {
  override readonly name = "NotSentError";
}

/**
 * Sends a request to the real API, once: it is not repeated, and no redirect is followed, as that could lead the key
 * elsewhere.
 *
 * @throws {NotSentError} no connection was made, or there is nowhere to send it.
 */
export async function passOn(
  asked: MockRequest,
  { baseUrl, apiKey }: Upstream,
  engine: Engine,
): Promise<Response> {
  const route = engine.find(asked.method, asked.path);
  const operation = "status" in route ? engine.operations[0] : route.operation;
  const url = findAddress(asked, baseUrl, operation);
  const headers = passedHeaders(asked.headers);
  if (apiKey !== undefined) {
    const isKey = namesKey(operation);
    for (const name of Object.keys(headers)) if (isKey(name)) delete headers[name];
    for (const name of [...url.searchParams.keys()]) if (isKey(name)) url.searchParams.delete(name);
    const places = [operation, ...engine.operations].map((one) => one && readKeyPlace(one));
    const place = places.find((one) => one !== undefined) ?? BEARER;
    if (place.in === "header") headers[place.name] = place.prefix + apiKey;
    else url.searchParams.append(place.name, apiKey);
  }
  const hasBody = asked.bytes.length > 0 && !/^(GET|HEAD)$/.test(asked.method);
  try {
    return await fetch(url, {
      method: asked.method,
      headers,
      redirect: "manual",
      ...(hasBody && { body: new Uint8Array(asked.bytes) }),
    });
  } catch (error) {
    throw isUnconnected(error) ? new NotSentError(explainFailure(error)) : error;
  }
}

/** Tells which headers and parameters may hold the key of a client: those called so, and those that the document names. */
function namesKey(operation: PrismOperation | undefined): (name: string) => boolean {
  const names = new Set(operation === undefined ? [] : listKeyNames([operation]));
  return (name) => isCredential(name) || names.has(name.toLowerCase());
}

/** Header names are lower case, so that a name is there once. */
export function passedHeaders(
  headers: Iterable<[string, string]> | Record<string, string>,
): Record<string, string> {
  const entries =
    Symbol.iterator in headers ? [...(headers as Iterable<[string, string]>)] : Object.entries(headers);
  return Object.fromEntries(entries.filter(([name]) => !NOT_PASSED.test(name)));
}

/** @throws {NotSentError} the document names no server, or one that would read the key on its way. */
function findAddress(
  { path, search }: MockRequest,
  baseUrl: string | undefined,
  operation: PrismOperation | undefined,
): URL {
  const base = baseUrl ?? operation?.servers?.map(({ url }) => url).find((url) => URL.canParse(url));
  if (base === undefined)
    throw new NotSentError(
      `The document names no server for ${path}. Set EVOLINK_BASE_URL to where the API is.`,
    );
  const { origin, pathname } = new URL(base);
  ensureSecret(base);
  const prefix = pathname.replace(/\/+$/, "");
  const isWhole = prefix !== "" && path.startsWith(`${prefix}/`);
  return new URL(`${origin}${isWhole ? "" : prefix}${path}${search === "" ? "" : `?${search}`}`);
}

/** @throws {NotSentError} the key would go over the network for all to read. */
export function ensureSecret(base: string): void {
  const { protocol, hostname } = new URL(base);
  if (protocol === "https:" || (protocol === "http:" && isLoopbackHost(hostname))) return;
  throw new NotSentError(
    `The key would be sent to ${base} in the clear. Only https: is used, but on this machine.`,
  );
}

/** Codes of failures before a connection was there. */
const UNCONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS.*|CERT_.*|DEPTH_ZERO.*|SELF_SIGNED.*|UNABLE_TO.*)$/;

function isUnconnected(error: unknown): boolean {
  const { cause } = Object(error) as { cause?: unknown };
  const {
    code,
    message,
    errors = [],
  } = Object(cause) as { code?: unknown; message?: unknown; errors?: unknown[] };
  if (errors.length > 0) return errors.every((one) => isUnconnected({ cause: one }));
  // A port that is of another protocol: `fetch` does not connect to it.
  return UNCONNECTED.test(String(code)) || message === "bad port";
}

/** `fetch` says only that it failed; its cause says why. */
export function explainFailure(error: unknown): string {
  const { cause, message = String(error) } = Object(error) as { cause?: unknown; message?: string };
  const { code, message: reason } = Object(cause) as { code?: string; message?: string };
  return reason || code || message;
}
