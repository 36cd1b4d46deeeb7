/** What `Retry-After` asks for, in milliseconds: seconds, or a date. 0 for what is neither (RFC 9110, 10.2.3). */
export function readRetryAfter(header: string | null, now = Date.now()): number {
  if (header === null) return 0;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
