/**
 * What `Retry-After` asks for, in milliseconds: it holds seconds, or an HTTP date.
 *
 * Undefined when there is none, or when it cannot be understood.
 */
export function parseRetryAfter(value: string | null, nowMs = Date.now()): number | undefined {
  if (!value?.trim()) return;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - nowMs : seconds * 1000;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
