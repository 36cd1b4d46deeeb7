/** A name as those compare it who do not mind its letter case: Go, ASP.NET. `ſ` and the Kelvin sign are letters, too. */
export const foldName = (name: string): string => name.toUpperCase().toLowerCase();

/** Two names in one object that some take for one: they would read a value that the validator has not seen as such. */
export function findSameNames(value: unknown): [string, string] | undefined {
  const open = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one !== "object" || one === null) continue;
    const names = new Map<string, string>();
    for (const [name, inner] of Object.entries(one)) {
      open.push(inner);
      const other = names.get(foldName(name));
      if (other !== undefined) return [other, name];
      names.set(foldName(name), name);
    }
  }
  return undefined;
}
