/**
 * Runs a generator of values without what it prints of a schema it cannot read, asked to be quiet or not: nobody who
 * uses the mock can act on that, and of a schema without a value the mock says so in its response.
 */
export function withoutWarnings<Result>(generate: () => Result): Result {
  const { warn, debug } = console;
  console.warn = () => {};
  console.debug = () => {};
  try {
    return generate();
  } finally {
    Object.assign(console, { warn, debug });
  }
}
