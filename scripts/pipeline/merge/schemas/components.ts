import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import {
  parseComponentName,
  readComponentName,
  referTo,
  visitReferences,
} from "../../../../src/openapi/references.ts";
import { writeStructure } from "../../../../src/openapi/structure.ts";
import { createLastResults } from "../../../last-results.ts";
import { compareText } from "../../../lists.ts";
import { joinAnnotations, keepCommonAnnotations, mapAnnotations } from "../annotations/join-annotations.ts";
import { addOwnWords, findTelling } from "../annotations/own-words.ts";
import { fingerprint } from "../names/words.ts";
import type { Sourced } from "./sourced.ts";

/** A page, as far as it is told apart from others. */
export interface Page {
  document: JsonObject;
  /** The models that it is about; may be empty. */
  models: readonly string[];
  /** Where in it the schema stands, if it has several of one structure. */
  place?: string | undefined;
}

/** The component schemas of the merged document. */
export interface Components {
  /**
   * Adds a component, and returns the reference to it. Equal structures under one name are one component, whose
   * descriptions tell each model its own. A different structure under a name that is taken gets its fingerprint as a
   * suffix: names are made so that this does not happen, but pages decide what they publish.
   *
   * @param pages Those that it is made of.
   */
  add(name: string, schema: JsonObject, pages?: readonly Page[]): JsonObject;
  /**
   * The same for a component that the variants of several models refer to. It has the words that all their pages have in
   * common; where it is used, each variant has those of its own page.
   */
  share(name: string, schema: JsonObject, document: JsonObject): JsonObject;
  /** The components that some value leads to, sorted by name. */
  listUsed(root: Json): JsonObject;
}

/** The pages that some schemas come from. */
export function listPages(schemas: readonly Sourced[]): Page[] {
  return schemas.flatMap(({ origin, models = [], place }) =>
    origin === undefined ? [] : [{ document: origin.document, models, place }],
  );
}

interface Stored {
  name: string;
  /** As the first page has it. */
  schema: JsonObject;
  isShared: boolean;
  /** The schema, as each page annotates it. */
  uses: Use[];
  /** That of each page. */
  byDocument: Map<JsonObject | undefined, Use>;
}

interface Use extends Page {
  schema: JsonObject;
}

// Of the merges of one watch.
const findLastCommon = createLastResults<JsonObject>();
const findLastTelling = createLastResults<ReturnType<typeof findTelling>>();
const findLastFinished = createLastResults<JsonObject>();

export function createComponents(): Components {
  const known = new Map<string | undefined, Stored>();
  /** The components that each page shares with others, as it annotates them. */
  const sharedBy = new Map<JsonObject, Map<string, JsonObject>>();

  function store(name: string, schema: JsonObject, pages: readonly Page[], isShared: boolean): JsonObject {
    const stored: Stored = known.get(name) ?? { name, schema, isShared, uses: [], byDocument: new Map() };
    const structure = writeStructure(schema);
    if (writeStructure(stored.schema) !== structure)
      return store(`${name}_${fingerprint(structure)}`, schema, pages, isShared);
    known.set(name, stored);
    const from = pages.length === 0 ? [{ document: {}, models: [] }] : pages;
    for (const { document, models, place } of from) {
      const use = { document, models, place, schema };
      stored.uses.push(use);
      stored.byDocument.set(document, use);
      if (stored.isShared) sharedBy.set(document, (sharedBy.get(document) ?? new Map()).set(name, schema));
    }
    return referTo(name);
  }

  /** The components that some value leads to, each with the uses of it. */
  function findUsed(root: Json): Map<Stored, Set<Use>> {
    const used = new Map<Stored, Set<Use>>();
    /** A component is followed once for each page, as pages may mean others by what is in it, or have other words there. */
    const follow = (value: Json, document?: JsonObject): void =>
      visitReferences(value, (pointer) => {
        const stored = known.get(parseComponentName(pointer));
        if (stored === undefined) return;
        const followed = used.get(stored) ?? new Set();
        used.set(stored, followed);
        const own = stored.byDocument.get(document);
        for (const use of stored.isShared && own !== undefined ? [own] : stored.uses) {
          if (followed.has(use)) continue;
          followed.add(use);
          follow(use.schema, use.document);
        }
      });
    follow(root);
    return used;
  }

  function listUsed(root: Json): JsonObject {
    const used = [...findUsed(root)].sort(([one], [other]) => compareText(one.name, other.name));
    const common = new Map(
      used.map(([{ name, schema, isShared, uses }, followed]) => {
        const join = isShared ? keepCommonAnnotations : joinAnnotations;
        const joined = uses.flatMap((use) => (followed.has(use) ? [{ ...use, origin: use }] : []));
        const inputs = joined.flatMap((use) => [use.schema, use.models.join(), use.place]);
        return [name, findLastCommon([schema, join, ...inputs], () => mapAnnotations(joined, join))];
      }),
    );
    const telling = new Map(
      [...sharedBy].map(([document, schemas]) => {
        const components = [...schemas].flatMap(([name, own]) => {
          const shared = common.get(name);
          return shared === undefined ? [] : [{ name, own, shared }];
        });
        const inputs = components.flatMap(({ name, own, shared }) => [name, own, shared]);
        return [document, findLastTelling([document, ...inputs], () => findTelling(components))];
      }),
    );
    const finish = ({ name, schema, isShared, uses }: Stored): JsonObject => {
      const own = common.get(name) ?? schema;
      if (isShared) return own;
      const readers = uses.map(({ document, models }) => ({
        models,
        readShared: (reference: JsonObject) => telling.get(document)?.get(readComponentName(reference)),
      }));
      const inputs = uses.flatMap(({ document, models }) => [telling.get(document), models.join()]);
      return findLastFinished([own, ...inputs], () => addOwnWords(own, readers));
    };
    return Object.fromEntries(used.map(([stored]) => [stored.name, finish(stored)]));
  }

  return {
    add: (name, schema, pages = []) => store(name, schema, pages, false),
    share: (name, schema, document) => store(name, schema, [{ document, models: [] }], true),
    listUsed,
  };
}
