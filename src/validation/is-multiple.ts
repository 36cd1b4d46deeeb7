/** As many digits as a double holds of every decimal number. */
const DIGITS = 15;

/**
 * `multipleOf` for decimal numbers, which doubles hold inexactly: 19.99 / 0.01 is 1998.9999999999998. The quotient is
 * rounded and multiplied back, and the product compared with the value, exactly or in the digits that a double holds. Of
 * integers the remainder is exact. Ajv's own option `multipleOfPrecision` compares quotients with a tolerance: that
 * refuses multiples in the billions, and accepts what overflows.
 */
export function isMultiple(value: number, divisor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return value % divisor === 0;
  const product = Math.round(value / divisor) * divisor;
  return product === value || Number(product.toPrecision(DIGITS)) === value;
}
