import { childOf, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import { componentSchemas } from "../../../src/openapi/references.ts";
import type { Direction } from "../change.ts";
import { decideInclusion, type Inclusion, type Located } from "../inclusion/decide-inclusion.ts";
import { Engine } from "../inclusion/engine.ts";
import { canonical, Identities } from "../inclusion/formulas/identity.ts";
import { accepts } from "../inclusion/verify.ts";
import { adaptDocument, adaptSchema, openDocument, openSchema } from "./adapt-document.ts";
import { createIsUnchanged } from "./unchanged.ts";
import { viewSchema } from "./view.ts";

/** Both documents, as they write and read the values of one direction. */
interface Sides {
  writer: JsonObject;
  reader: JsonObject;
  /** The reader's document with open enums; only responses have one. */
  open: JsonObject | undefined;
}

/** A body that somebody writes and somebody reads, by where its schema stands in both documents. */
export interface Exchange {
  direction: Direction;
  /** In the old document and in the new one. */
  before: Json;
  after: Json;
  /** Default: JSON. */
  mediaType?: string;
  /** Whether whoever writes sends undeclared properties as well. Default: false. */
  isOpen?: boolean;
  /** What more is asked of whatever is written: that it is of one model. */
  where?: Json;
}

export type Verdict =
  | { kind: "harmless" }
  /** `isOpen`: only a closed enum is in the way, and ours are open in responses. */
  | { kind: "harmful"; example: Json; isOpen: boolean }
  | { kind: "unclear"; reason: string };

/** Decides changes of one pair of documents. What it finds out once it keeps. */
export class Judge {
  readonly #engine = new Engine();
  readonly #texts = new Identities({ withAnnotations: true });
  readonly #sides: Record<Direction, Sides>;

  /** Whether two schemas, as they are published, have one text with all that they lead to. */
  readonly isUnchanged: (before: Json, after: Json) => boolean;
  /** Whether both documents have the same text under the name of a component. */
  readonly isSameComponent: (name: string) => boolean;

  constructor(before: JsonObject, after: JsonObject) {
    const [old, current] = [componentSchemas(before), componentSchemas(after)];
    const same = new Map<string, boolean>();
    this.isSameComponent = (name) => {
      const known =
        same.get(name) ?? canonical(childOf(old, name) ?? null) === canonical(childOf(current, name) ?? null);
      same.set(name, known);
      return known;
    };
    this.isUnchanged = createIsUnchanged(before, after);
    const reader = adaptDocument(before, "response", false);
    this.#sides = {
      request: {
        writer: adaptDocument(before, "request", true),
        reader: adaptDocument(after, "request", false),
        open: undefined,
      },
      response: { writer: adaptDocument(after, "response", true), reader, open: openDocument(reader) },
    };
  }

  /** The schemas of a body as the two sides read them. */
  adapt(direction: Direction, before: Json, after: Json): { before: Json; after: Json } {
    const isRequest = direction === "request";
    return {
      before: adaptSchema(before, direction, isRequest),
      after: adaptSchema(after, direction, !isRequest),
    };
  }

  /** Whether two schemas are the same set of values as far as their structure shows. */
  isSame(before: Json, after: Json, documents: { before: JsonObject; after: JsonObject }): boolean {
    const { identities } = this.#engine;
    return identities.of(before, documents.before) === identities.of(after, documents.after);
  }

  /** Whether two schemas are equal, with all that is said about them. */
  isIdentical(before: Json, after: Json, documents: { before: JsonObject; after: JsonObject }): boolean {
    return this.#texts.of(before, documents.before) === this.#texts.of(after, documents.after);
  }

  /** Names a pair of schemas. */
  pairKey(before: Json, after: Json, documents: { before: JsonObject; after: JsonObject }): string {
    return `${this.#texts.of(before, documents.before)}/${this.#texts.of(after, documents.after)}`;
  }

  /** The properties of a schema but the model, each with the values that it takes. */
  partsOf(schema: Json, document: JsonObject): Set<string> {
    const entries = [...viewSchema(schema, document).properties].filter(([name]) => name !== MODEL);
    return new Set(entries.map(([name, item]) => `${name} ${this.#engine.identities.of(item, document)}`));
  }

  documentsOf(direction: Direction): { before: JsonObject; after: JsonObject } {
    const { writer, reader } = this.#sides[direction];
    return direction === "request" ? { before: writer, after: reader } : { before: reader, after: writer };
  }

  /**
   * Looks for a whole body that is written and not read any more, because it is not as `part` asks. `part` is a schema
   * of the reader's side for the body; the whole schema of the reader when left out.
   */
  decide(exchange: Exchange, part?: Json): Verdict {
    const { direction, before, after } = exchange;
    const { writer, reader, open } = this.#sides[direction];
    const [written, read] = direction === "request" ? [before, after] : [after, before];
    const from = { schema: written, document: writer };
    const found = this.#find(exchange, from, { schema: read, document: reader }, part);
    if (found.kind === "included") return { kind: "harmless" };
    if (found.kind === "undecided") return { kind: "unclear", reason: found.reason };
    const example = found.witness;
    if (open === undefined) return { kind: "harmful", example, isOpen: false };
    const openRead = { schema: openSchema(read), document: open };
    if (accepts(openRead, example) === false) return { kind: "harmful", example, isOpen: false };
    const openPart = part === undefined ? undefined : openSchema(part);
    const beyond = this.#find(exchange, from, openRead, openPart);
    if (beyond.kind === "not included") return { kind: "harmful", example: beyond.witness, isOpen: false };
    return { kind: "harmful", example, isOpen: true };
  }

  #find(
    { where, isOpen = false }: Exchange,
    written: Located,
    read: Located,
    part: Json | undefined,
  ): Inclusion {
    const literal = (schema: Json, document: JsonObject, isNegated: boolean) => ({
      schema,
      document,
      isNegated,
      isClosed: false,
    });
    return decideInclusion(written, read, {
      engine: this.#engine,
      isClosed: !isOpen,
      where: [
        ...(where === undefined ? [] : [literal(where, written.document, false)]),
        ...(part === undefined ? [] : [literal(part, read.document, true)]),
      ],
    });
  }
}
