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
import { addOwnWords, findTelling, type SharedComponent } from "../annotations/own-words.ts";
import { fingerprint } from "../names/words.ts";
import type { Sourced } from "./sourced.ts";

/** A page, as far as it is told apart from others. */
export interface Page {
  document: JsonObject;
  /** The models that it is about; may be empty. */
  models: readonly string[];
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
  return schemas.flatMap(({ origin, models = [] }) =>
    origin === undefined ? [] : [{ document: origin.document, models }],
  );
}

interface Stored {
  structure: string;
  isShared: boolean;
  /** The schema, as each page annotates it. */
  uses: Use[];
  /** The first use of each page. */
  byDocument: Map<JsonObject, Use>;
}

interface Use extends Page {
  schema: JsonObject;
}

// Of the merges of one watch.
const findLastCommon = createLastResults<JsonObject>();
const findLastTelling = createLastResults<Map<string, SharedComponent>>();
const findLastFinished = createLastResults<JsonObject>();

export function createComponents(): Components {
  const known = new Map<string, Stored>();
  /** The names of those that each page shares with others. */
  const sharedNames = new Map<JsonObject, Set<string>>();

  function store(name: string, schema: JsonObject, pages: readonly Page[], isShared: boolean): JsonObject {
    const structure = writeStructure(schema);
    const stored: Stored = known.get(name) ?? { structure, isShared, uses: [], byDocument: new Map() };
    if (stored.structure !== structure)
      return store(`${name}_${fingerprint(structure)}`, schema, pages, isShared);
    known.set(name, stored);
    const from = pages.length === 0 ? [{ document: {}, models: [] }] : pages;
    for (const { document, models } of from) {
      const use = { document, models, schema };
      stored.uses.push(use);
      if (!stored.byDocument.has(document)) stored.byDocument.set(document, use);
      if (!stored.isShared) continue;
      sharedNames.set(document, (sharedNames.get(document) ?? new Set()).add(name));
    }
    return referTo(name);
  }

  /** The shared components of a page. */
  function listShared(document: JsonObject, common: ReadonlyMap<string, JsonObject>): SharedComponent[] {
    return [...(sharedNames.get(document) ?? [])].flatMap((name) => {
      const own = known.get(name)?.byDocument.get(document)?.schema;
      const shared = common.get(name);
      return own === undefined || shared === undefined ? [] : [{ name, own, shared }];
    });
  }

  function listUsed(root: Json): JsonObject {
    const used = new Map<string, Set<Use>>();
    const visited = new Map<Json, Set<JsonObject | undefined>>();
    /** A component is followed once for each page, as pages may mean others by what is in it, or have other words there. */
    const follow = (value: Json, document?: JsonObject): void => {
      const documents = visited.get(value) ?? new Set();
      if (documents.has(document)) return;
      visited.set(value, documents.add(document));
      visitReferences(value, (pointer) => {
        const name = parseComponentName(pointer);
        const stored = name === undefined ? undefined : known.get(name);
        if (name === undefined || stored === undefined) return;
        const followed = used.get(name) ?? new Set();
        used.set(name, followed);
        const uses = stored.isShared
          ? [(document && stored.byDocument.get(document)) ?? stored.uses[0]]
          : stored.uses;
        for (const use of uses) {
          if (use === undefined || followed.has(use)) continue;
          followed.add(use);
          follow(use.schema, use.document);
        }
      });
    };
    follow(root);

    const common = new Map<string, JsonObject>();
    for (const [name, followed] of used) {
      const join = known.get(name)?.isShared === true ? keepCommonAnnotations : joinAnnotations;
      const uses = known.get(name)?.uses.filter((use) => followed.has(use)) ?? [];
      const inputs = uses.flatMap(({ schema, models }) => [schema, models.join()]);
      common.set(
        name,
        findLastCommon([uses[0]?.schema ?? {}, join, ...inputs], () => mapAnnotations(uses, join)),
      );
    }
    const telling = new Map<JsonObject, Map<string, SharedComponent>>();
    const listTelling = (document: JsonObject): Map<string, SharedComponent> => {
      const known = telling.get(document);
      if (known !== undefined) return known;
      const components = listShared(document, common);
      const inputs = components.flatMap(({ name, own, shared }) => [name, own, shared]);
      const found = findLastTelling([document, ...inputs], () => findTelling(components));
      telling.set(document, found);
      return found;
    };
    const finish = (name: string, schema: JsonObject): JsonObject => {
      const { isShared = true, uses = [] } = known.get(name) ?? {};
      if (isShared || uses.every(({ document }) => listTelling(document).size === 0)) return schema;
      const readers = uses.map(({ document, models }) => ({
        models,
        readShared: (reference: JsonObject) => listTelling(document).get(readComponentName(reference) ?? ""),
      }));
      const inputs = uses.flatMap(({ document, models }) => [listTelling(document), models.join()]);
      return findLastFinished([schema, ...inputs], () => addOwnWords(schema, readers));
    };
    return Object.fromEntries(
      [...common]
        .sort(([one], [other]) => compareText(one, other))
        .map(([name, schema]) => [name, finish(name, schema)]),
    );
  }

  return {
    add: (name, schema, pages = []) => store(name, schema, pages, false),
    share: (name, schema, document) => store(name, schema, [{ document, models: [] }], true),
    listUsed,
  };
}
