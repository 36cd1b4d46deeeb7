import { spellSecret } from "../../text/spell-secret.ts";
import { HIDDEN, hideCredentials, hideParameters, isCredential, isSecretField } from "../base/credentials.ts";
import type { RequestHead } from "../base/http.ts";
import type { RecordedHttpRequest, RecordedHttpResponse } from "./recording-file.ts";

/** A shorter one, such as the `any` of a mock, is no key, and would be found within words. */
const MIN_LENGTH = 8;

/** A field with a text, of JSON, of an encoded form or of one of parts. */
const FIELD = /([\w-]{1,64})(?:"\s{0,9}:\s{0,9}"|=|"\r\n\r\n)([^"&\r\n]+)/g;

/** Hides all keys that it has seen. */
export interface SecretHider {
  /** What a request has for a credential is a secret from now on, wherever it turns up. */
  learn(request: Pick<RequestHead, "headers" | "search">, body: string): void;
  hideText(text: string): string;
  hideRequest(request: RecordedHttpRequest): RecordedHttpRequest;
  hideResponse(response: RecordedHttpResponse): RecordedHttpResponse;
}

/** @param keyNames what else holds a key than what is called so, in small letters. */
export function createSecretHider(
  apiKey: string | undefined,
  keyNames: () => readonly string[] = () => [],
): SecretHider {
  const secrets = new Set<string>();
  let pattern: RegExp | undefined;
  const add = (secret: string) => {
    if (secret.length < MIN_LENGTH || secrets.has(secret)) return;
    secrets.add(secret);
    pattern = undefined;
  };
  if (apiKey !== undefined) add(apiKey);

  const hideText = (text: string) => {
    if (secrets.size === 0) return text;
    pattern ??= compile([...secrets]);
    return text.replace(pattern, HIDDEN);
  };
  const hideHeaders = (headers: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(hideCredentials(headers)).map(([name, value]) => [name, hideText(value)]),
    );
  const hideBody = <Message extends { body?: RecordedHttpRequest["body"] }>({ body }: Message) => {
    if (body === undefined) return {};
    if ("text" in body) return { body: { text: hideText(body.text) } };
    // A letter for each byte, so that whatever the bytes are, the rest of them comes out again.
    const letters = hideText(Buffer.from(body.base64, "base64").toString("latin1"));
    return { body: { base64: Buffer.from(letters, "latin1").toString("base64") } };
  };
  return {
    learn({ headers, search }, body) {
      const named = keyNames();
      for (const [name, value] of [...Object.entries(headers), ...new URLSearchParams(search)])
        if (isCredential(name) || named.includes(name.toLowerCase()))
          for (const secret of readSecrets(name, value)) add(secret);
      for (const [, name = "", value = ""] of body.matchAll(FIELD)) if (isSecretField(name)) add(value);
    },
    hideText,
    hideRequest(request) {
      const [path = "", query = ""] = splitUrl(request.url);
      const url = query === "" ? path : `${path}?${hideParameters(query)}`;
      return { ...request, url: hideText(url), headers: hideHeaders(request.headers), ...hideBody(request) };
    },
    hideResponse: (response) => ({
      ...response,
      headers: hideHeaders(response.headers),
      ...hideBody(response),
    }),
  };
}

/** Most requests bring the secrets of the one before, and to compile takes longer than to look. */
let compiled: { secrets: string; pattern: RegExp } | undefined;

function compile(secrets: readonly string[]): RegExp {
  // The longest first: one may begin with another.
  const sorted = [...secrets].sort((one, other) => other.length - one.length);
  const name = JSON.stringify(sorted);
  if (compiled?.secrets !== name)
    compiled = { secrets: name, pattern: new RegExp(sorted.map(spellSecret).join("|"), "gi") };
  return compiled.pattern;
}

/** What comes after the scheme of a header, or after the names of cookies. */
function readSecrets(name: string, value: string): string[] {
  if (name === "cookie") return value.split(/;\s*/).map((cookie) => cookie.slice(cookie.indexOf("=") + 1));
  return [value.trim().split(/\s+/).at(-1) ?? ""];
}

/** Path and query. */
export function splitUrl(url: string): [path: string, query: string] {
  const at = url.indexOf("?");
  return at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
}
