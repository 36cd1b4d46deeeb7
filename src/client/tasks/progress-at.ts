/**
 * Makes what reads how far a task is, in percent.
 *
 * @param keys lead to a number, or text that starts with one, such as `"50 %"`.
 * @param whole what it is when all is done.
 */
export function progressAt(keys: readonly string[], whole: number): (task: object) => number {
  return (task) => {
    const value = keys.reduce<unknown>((holder, key) => Object(holder)[key], task);
    const progress = typeof value === "string" ? Number.parseFloat(value) : (value as number);
    // A share of 0.57 is 57 percent, not 56.99999999999999.
    return Math.round((progress / whole) * 1e4) / 100;
  };
}
