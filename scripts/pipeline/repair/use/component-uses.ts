import { isObject, type Json, type JsonObject } from "../../../../src/openapi/json.ts";
import { parsePointer, pointerTo } from "../../../../src/openapi/pointer.ts";
import { componentSchemas } from "../../../../src/openapi/references.ts";
import { adaptSchema } from "../../../../src/openapi/use/adapt-schema.ts";
import type { Use } from "../../../../src/openapi/use/use.ts";
import { rewriteObjects } from "../../../../src/openapi/walk.ts";
import { groupBy } from "../../../lists.ts";

/** The component schemas of a page, each once for every use of it that makes a difference. */
export interface ComponentUses {
  /** Notes that a reference is used, and returns what stands for it until all uses are known. */
  refer(reference: string, use: Use): string;
  /** Every component that is used, adapted, under its name. */
  list(): [name: string, schema: Json][];
  /** Puts references in the place of what stands for them. */
  settle(document: JsonObject): JsonObject;
}

/** A component in one use. */
interface Entry {
  name: string;
  use: Use;
  schema: Json;
  /** Whether it differs from what the page has, itself or in what it refers to. */
  differs: boolean;
  /** What it refers to. */
  refersTo: Set<Entry>;
  /** Its name in the end. */
  becomes: string;
}

/** Between a reference and the use of it. No page writes a NUL. */
const MARK = "\0";

export function createUses(document: JsonObject): ComponentUses {
  const entries = new Map<string, Entry>();
  const schemas = componentSchemas(document);

  function refer(reference: string, use: Use, by?: Entry): string {
    const keys = parsePointer(reference);
    const [root, kind, name = ""] = keys;
    if (root !== "components" || kind !== "schemas" || !Object.hasOwn(schemas, name)) return reference;
    // What a reference into a component leads to is part of the whole.
    const own: Use = keys.length > 3 ? { ...use, carrier: "json" } : use;
    const key = `${name}${MARK}${nameUse(own)}`;
    const entry = entries.get(key) ?? addEntry(key, name, own);
    by?.refersTo.add(entry);
    return `${reference}${MARK}${nameUse(own)}`;
  }

  function addEntry(key: string, name: string, use: Use): Entry {
    const published = schemas[name] ?? true;
    const entry: Entry = { name, use, schema: true, differs: false, refersTo: new Set(), becomes: name };
    entries.set(key, entry);
    const adapter = { document, refer: (reference: string, its: Use) => refer(reference, its, entry) };
    entry.schema = adaptSchema(adapter, published, use);
    entry.differs = !isPublished(entry.schema, published);
    return entry;
  }

  /** What refers to something that differs does so itself. */
  function spreadDifferences(): void {
    let before: number;
    do {
      before = countDiffering();
      for (const entry of entries.values())
        entry.differs ||= [...entry.refersTo].some(({ differs }) => differs);
    } while (countDiffering() > before);
  }

  const countDiffering = () => [...entries.values()].filter(({ differs }) => differs).length;

  function findEntry(reference: string): Entry | undefined {
    const [pointer = "", use] = reference.split(MARK);
    return use === undefined ? undefined : entries.get(`${parsePointer(pointer)[2]}${MARK}${use}`);
  }

  function list(): [string, Json][] {
    spreadDifferences();
    const taken = new Set(Object.keys(schemas));
    for (const group of groupBy([...entries.values()], ({ name }) => name)) {
      const forms = groupBy(group.toSorted(compareUses), ({ differs, use }) => (differs ? nameUse(use) : ""));
      // The first form keeps the name.
      for (const form of forms.slice(1)) {
        const [{ name, use, differs }] = form as [Entry];
        let becomes = `${name}_${differs ? nameUse(use).replace(" ", "_") : "published"}`;
        while (taken.has(becomes)) becomes += "_";
        taken.add(becomes);
        for (const entry of form) entry.becomes = becomes;
      }
    }
    return [...entries.values()].map(({ becomes, schema }) => [becomes, schema]);
  }

  const settle = (whole: JsonObject) =>
    rewriteObjects(whole, "document", (object, kind) => {
      const entry = kind === "schema" ? findEntry(String(object.$ref)) : undefined;
      if (entry === undefined) return object;
      const [root = "", kindOf = "", , ...inside] = parsePointer(String(object.$ref).split(MARK)[0] ?? "");
      return { ...object, $ref: pointerTo([root, kindOf, entry.becomes, ...inside]) };
    });
  return { refer: (reference, use) => refer(reference, use), list, settle };
}

function nameUse({ exempts, carrier }: Use): string {
  return `${exempts === "nothing" ? "called" : exempts} ${carrier}`;
}

/** Requests before responses, as they keep the name of the component; among these JSON before forms. */
function compareUses({ use: one }: Entry, { use: other }: Entry): number {
  const rank = ({ exempts, carrier }: Use) =>
    ["readOnly", "writeOnly", "nothing"].indexOf(exempts) * 5 +
    ["json", "text", "form", "part", "bytes"].indexOf(carrier);
  return rank(one) - rank(other);
}

/** Whether an adapted schema is the published one, but for the marks of references. */
function isPublished(adapted: Json, published: Json): boolean {
  if (adapted === published) return true;
  if (typeof adapted === "string") return adapted.split(MARK)[0] === published;
  if (Array.isArray(adapted))
    return (
      Array.isArray(published) &&
      adapted.length === published.length &&
      adapted.every((item, index) => isPublished(item, published[index] ?? null))
    );
  if (!isObject(adapted) || !isObject(published)) return false;
  const keys = Object.keys(adapted);
  return (
    keys.length === Object.keys(published).length &&
    keys.every(
      (key) => Object.hasOwn(published, key) && isPublished(adapted[key] ?? null, published[key] ?? null),
    )
  );
}
