/** A number exactly as JSON writes it: 0.3 is three tenths here, where binary floating point only comes near. */
export interface Rational {
  top: bigint;
  /** Above zero, and without a common divisor with `top`. */
  bottom: bigint;
}

export function toRational(value: number): Rational {
  const [digits = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = digits.split(".");
  const power = Number(exponent) - fraction.length;
  const top = BigInt(whole + fraction);
  return power >= 0 ? reduce(top * 10n ** BigInt(power), 1n) : reduce(top, 10n ** BigInt(-power));
}

/** The nearest number of JavaScript, or undefined where there is none of exactly this value. */
export function toNumber(value: Rational): number | undefined {
  const near = value.bottom === 1n ? Number(value.top) : Number(`${value.top}`) / Number(`${value.bottom}`);
  return Number.isFinite(near) && compare(toRational(near), value) === 0 ? near : undefined;
}

export function compare(one: Rational, other: Rational): number {
  const difference = one.top * other.bottom - other.top * one.bottom;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

export function add(one: Rational, other: Rational): Rational {
  return reduce(one.top * other.bottom + other.top * one.bottom, one.bottom * other.bottom);
}

export function multiply(one: Rational, other: Rational): Rational {
  return reduce(one.top * other.top, one.bottom * other.bottom);
}

export function divide(one: Rational, other: Rational): Rational {
  const top = one.top * other.bottom;
  const bottom = one.bottom * other.top;
  return bottom < 0n ? reduce(-top, -bottom) : reduce(top, bottom);
}

/** The largest whole number that is not above a value. */
export function floor({ top, bottom }: Rational): bigint {
  const quotient = top / bottom;
  return top < 0n && quotient * bottom !== top ? quotient - 1n : quotient;
}

export function isMultiple(value: Rational, of: Rational): boolean {
  return divide(value, of).bottom === 1n;
}

/** The smallest number above zero that is a multiple of both. */
export function leastCommonMultiple(one: Rational, other: Rational): Rational {
  const bottom = one.bottom * other.bottom;
  const first = one.top * other.bottom;
  const second = other.top * one.bottom;
  return reduce((first * second) / greatestCommonDivisor(first, second), bottom);
}

export function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  let [a, b] = [one < 0n ? -one : one, other < 0n ? -other : other];
  while (b > 0n) [a, b] = [b, a % b];
  return a;
}

function reduce(top: bigint, bottom: bigint): Rational {
  const divisor = greatestCommonDivisor(top, bottom);
  return divisor === 0n ? { top: 0n, bottom: 1n } : { top: top / divisor, bottom: bottom / divisor };
}
