/**
 * Makes the idempotency key of a submission from what identifies it, in JSON. It is the same on every attempt: should a store forget
 * an intent, as a Redis that fails over may, the submission that follows has the key of the one before.
 *
 * @returns 64 hexadecimal digits.
 */
export async function makeOrderKey(...parts: unknown[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
