import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  visit,
} from "yaml";

/** What each alias of a YAML document stands for: what has its anchor, of several the last one before it. */
export type Aliases = ReadonlyMap<unknown, unknown>;

/** Values that aliases may add to those that are written. Shared responses of a large document are some ten thousands. */
const MAX_ADDED = 200_000;

/** Reads the anchors of a document in one go: `Alias.resolve` looks for each anew. */
export function readAliases(document: Document): Aliases {
  const anchors = new Map<string, unknown>();
  const aliases = new Map<unknown, unknown>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) aliases.set(node, anchors.get(node.source));
      else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return aliases;
}

/** Finds an alias that no tree can be made of, or that would make a few bytes gigabytes, and says why. */
export function findAliasMistake(
  document: Document,
  aliases: Aliases,
): { at: Alias; message: string } | undefined {
  const sizes = new Map<unknown, number>();
  const open = new Set<unknown>();
  let mistake: ReturnType<typeof findAliasMistake>;
  let added = 0;
  const countAlias = (alias: Alias): number => {
    const target = aliases.get(alias);
    if (open.has(target)) {
      mistake ??= {
        at: alias,
        message: `The alias *${alias.source} stands in what it stands for. Refer to that with \`$ref\`.`,
      };
      return 0;
    }
    const size = count(target);
    added += size;
    if (added > MAX_ADDED)
      mistake ??= {
        at: alias,
        message: `Up to the alias *${alias.source}, aliases stand for more than ${MAX_ADDED} values. Refer with \`$ref\`, or remove the page.`,
      };
    return size;
  };
  const count = (node: unknown): number => {
    if (mistake !== undefined) return 0;
    if (isAlias(node)) return countAlias(node);
    if (!isCollection(node)) return 1;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    open.add(node);
    let size = 1;
    for (const item of node.items) size += count(isPair(item) ? item.value : item);
    open.delete(node);
    sizes.set(node, size);
    return size;
  };
  count(document.contents);
  return mistake;
}

/** Whether a key merges other maps into its own, as it does without quotes: https://yaml.org/type/merge.html. */
const isMergeKey = (key: unknown) => isScalar(key) && key.type === "PLAIN" && key.value === "<<";

/** What stands under each key of a map, with what its `<<` merges into it: own keys come first, then earlier maps. */
export function listEntries(node: unknown, aliases: Aliases): Map<string, unknown> {
  const map = aliases.get(node) ?? node;
  const entries = new Map<string, unknown>();
  if (!isMap(map)) return entries;
  for (const { key, value } of map.items) {
    if (isMergeKey(key)) continue;
    entries.set(String(isScalar(key) ? key.value : key), value);
  }
  for (const { key, value } of map.items) {
    if (!isMergeKey(key)) continue;
    const merged = aliases.get(value) ?? value;
    for (const one of isSeq(merged) ? merged.items : [merged])
      for (const [name, item] of listEntries(one, aliases)) if (!entries.has(name)) entries.set(name, item);
  }
  return entries;
}
