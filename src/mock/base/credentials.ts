/** Names of headers and parameters that carry a credential. The idempotency key is none: it names a submission. */
const CREDENTIAL =
  /auth|cookie|token|secret|password|credential|signature|session|(?:^|[-_])(?:sig|(?:api|access)?key)$/i;
const NO_CREDENTIAL = new Set(["idempotency-key"]);

/** Names of fields in a body that hold one. Stricter, as `max_tokens`, `author` and `key` of a body are none. */
const SECRET_FIELD =
  /(?:^|[-_])(?:password|passwd|secret|token|authorization)$|(?:api|access|auth|bearer|client|private|refresh|secret)[-_]?(?:key|secret|token)$/i;

export const isSecretField = (name: string) => SECRET_FIELD.test(name);

/** What stands where a credential was. */
export const HIDDEN = "(hidden)";

export const isCredential = (name: string) => CREDENTIAL.test(name) && !NO_CREDENTIAL.has(name);

export function hideCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isCredential(name) ? HIDDEN : value]),
  );
}

/** @param query as it is sent, without the question mark. */
export function hideParameters(query: string): string {
  const parameters = [...new URLSearchParams(query)].map(([name, value]) => [
    name,
    isCredential(name) ? HIDDEN : value,
  ]);
  return new URLSearchParams(parameters).toString();
}
