/** Three values of logic: what cannot be told is undefined. */
export type Truth = boolean | undefined;

/** Whether something holds of all items: not, as soon as it does not of one. */
export function every<T>(items: Iterable<T>, tell: (item: T) => Truth): Truth {
  let all: Truth = true;
  for (const item of items) {
    const truth = tell(item);
    if (truth === false) return false;
    if (truth === undefined) all = undefined;
  }
  return all;
}

/** Whether something holds of any item. */
export function some<T>(items: Iterable<T>, tell: (item: T) => Truth): Truth {
  return negate(every(items, (item) => negate(tell(item))));
}

export function negate(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}
