import { CallbackError } from "../errors/classes.ts";
import { findCallbackUrlProblems, parseUrl } from "./url-rules.ts";
import { addToken, fromBase64Url, PARAMETER, SIGNED_URL, toBase64Url, toJson } from "./url-token.ts";

/** What a callback URL is bound to. */
export interface SignedContext {
  context: unknown;
  /** Milliseconds since the epoch. */
  expiresAtMs: number;
}

/** Signs and verifies callback URLs. The first secret signs, all of them verify, so that one can be replaced. */
export interface UrlSigner {
  sign(base: string | URL, bound: SignedContext): Promise<string>;
  /**
   * What the URL is bound to; undefined when we did not sign it, or when anything in it was changed. It is valid
   * in the spelling that `sign` returned alone.
   */
  verify(url: string): Promise<SignedContext | undefined>;
}

/**
 * The signature covers the path, the query and the bound context, but not scheme, host and port: behind a
 * proxy that ends TLS, the server sees others than EvoLink called.
 */
function signedText(url: URL, payload: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`evolink-callback-1\n${url.pathname}${url.search}\n${payload}`);
}

export function createUrlSigner(
  readSecrets: () => readonly string[],
  options: { allowLoopback: boolean },
): UrlSigner {
  const toKey = (secret: string) =>
    crypto.subtle.importKey(
      "raw",
      new TextEncoder().encode(secret),
      { name: "HMAC", hash: "SHA-256" },
      false,
      ["sign", "verify"],
    );
  // Read and imported at the first use: some edge runtimes allow no asynchronous work while a module loads, and a
  // build has no secret.
  let keys: Promise<CryptoKey[]> | undefined;
  const loadKeys = () => {
    keys ??= Promise.all(readSecrets().map(toKey));
    return keys;
  };

  return {
    async sign(base, { context, expiresAtMs }) {
      const problems = findCallbackUrlProblems(`${base}`, options);
      if (problems.length) throw new CallbackError(problems.join(" "));
      const url = new URL(base);
      if (url.searchParams.has(PARAMETER))
        throw new CallbackError(
          `The callback URL has a query parameter \`${PARAMETER}\` already; it is ours.`,
        );
      const payload = toBase64Url(new TextEncoder().encode(toJson([expiresAtMs, context ?? null])));
      const [key] = await loadKeys();
      const signature = await crypto.subtle.sign("HMAC", key as CryptoKey, signedText(url, payload));
      const token = `${payload}.${toBase64Url(new Uint8Array(signature))}`;
      const signed = addToken(url, token);
      const tooLong = findCallbackUrlProblems(signed, options);
      if (tooLong.length)
        throw new CallbackError(`${tooLong.join(" ")} ${token.length} of them carry the context.`);
      return signed;
    },

    async verify(text) {
      const [, base = "", payload = "", signature = ""] = SIGNED_URL.exec(text) ?? [];
      const url = parseUrl(base);
      const bytes = fromBase64Url(signature);
      if (!url || !bytes || addToken(url, `${payload}.${signature}`) !== text) return undefined;
      const signed = signedText(url, payload);
      let genuine = false;
      // `verify` compares in constant time; every key is tried, so that the time does not show which one fits.
      for (const key of await loadKeys())
        genuine = (await crypto.subtle.verify("HMAC", key, bytes, signed)) || genuine;
      if (!genuine) return undefined;
      const [expiresAtMs, context] = JSON.parse(new TextDecoder().decode(fromBase64Url(payload)));
      return { expiresAtMs, context };
    },
  };
}
