/** Words that cannot name a function in a module, and names that must not be taken in one: `import()` calls its `then`. */
const RESERVED = new Set(
  `arguments as async await break case catch class const continue debugger default delete do else enum eval export
  extends false finally for from function if implements import in instanceof interface let new null of package private
  protected public return static super switch this throw true try typeof undefined var void while with yield
  constructor prototype then`.split(/\s+/),
);

/** A published name as a JavaScript identifier: kept when it is one already, its words joined in camel case otherwise. */
export function toIdentifier(name: string): string {
  const words = name.split(/[^\p{ID_Continue}]+/u).filter((word) => word !== "");
  const joined = words.map((word, index) => (index === 0 ? word : upperFirst(word))).join("");
  const safe = /^\p{ID_Start}/u.test(joined) ? joined : `_${joined}`;
  return RESERVED.has(safe) || safe.startsWith("__") ? `${safe}_` : safe;
}

export function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}
