/** The strings and numbers of a JSON text. */
export const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/**
 * The first number of a JSON text that is another one once it is read and written again, as it was beyond 2^53 or beyond what
 * is finite; undefined where there is none. A number with a fraction or an exponent is a double to everybody.
 */
export function findInexactNumber(text: string): string | undefined {
  if (!/\d{16}|\d[eE]/.test(text)) return undefined;
  for (const [token] of text.matchAll(JSON_TOKEN))
    if (!token.startsWith('"') && !isExact(token)) return token;
  return undefined;
}

export const explainInexact = (number: string) =>
  `The number ${number.slice(0, 40)} would be sent as ${JSON.stringify(Number(number))}: JSON numbers are exact up to 2^53`;

function isExact(token: string): boolean {
  const value = Number(token);
  if (!/^-?\d+$/.test(token)) return Number.isFinite(value);
  return Number.isSafeInteger(value) || `${value}` === token;
}
