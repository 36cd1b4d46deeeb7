import type { Json } from "../../../src/openapi/json.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import type { Change, Direction } from "../change.ts";
import { compareSchemas } from "../schemas/compare-schemas.ts";
import type { Judge } from "../schemas/judge.ts";
import { listModelVariants, type ModelVariant } from "../schemas/variants.ts";
import type { SchemaChange } from "../schemas/walk.ts";

/** A body of the same operation in both documents. */
export interface BodyPair {
  direction: Direction;
  before: Json;
  after: Json;
  /** Default: JSON. */
  mediaType?: string;
}

export type BodyChange = Omit<SchemaChange, "steps"> &
  Pick<Change, "model"> & { steps: SchemaChange["steps"] };

/** Compares the bodies of an operation, by model where the request tells models apart. */
export function compareBodies(judge: Judge, published: BodyPair): BodyChange[] {
  const { direction, before, after } = published;
  if (judge.isUnchanged(before, after)) return [];
  const documents = judge.documentsOf(direction);
  const pair = { ...published, ...judge.adapt(direction, before, after) };
  if (judge.isIdentical(pair.before, pair.after, documents)) return [];
  const [old, current] = [
    listModelVariants(pair.before, documents.before),
    listModelVariants(pair.after, documents.after),
  ];
  if (pair.direction === "response" || old.length === 0 || current.length === 0)
    return compareSchemas(judge, pair).map((change) => ({ ...change, model: "" }));
  return compareModels(judge, pair, old, current);
}

function compareModels(
  judge: Judge,
  pair: BodyPair,
  old: readonly ModelVariant[],
  current: readonly ModelVariant[],
): BodyChange[] {
  const byModel = new Map(current.map((variant) => [variant.model, variant]));
  const known = new Set(old.map(({ model }) => model));
  const added = current.filter(({ model }) => !known.has(model));
  const renamed = new Set<string>();
  const changes: BodyChange[] = [];
  for (const variant of old) {
    const { model } = variant;
    const match = byModel.get(model);
    if (match !== undefined) {
      const exchange = {
        direction: pair.direction,
        ...(pair.mediaType === undefined ? {} : { mediaType: pair.mediaType }),
        before: variant.schema,
        after: match.schema,
        where: variant.where,
      };
      for (const change of compareSchemas(judge, exchange, new Set([MODEL])))
        changes.push({ ...change, model });
      continue;
    }
    const heir = added.find((one) => !renamed.has(one.model) && isAlike(judge, pair, variant, one));
    if (heir !== undefined) renamed.add(heir.model);
    changes.push(removeModel(judge, pair, variant, heir));
  }
  for (const { model } of added)
    if (!renamed.has(model))
      changes.push({
        level: "compatible",
        kind: "model-added",
        model,
        message: "The model is new.",
        steps: [],
      });
  return changes;
}

function removeModel(
  judge: Judge,
  pair: BodyPair,
  variant: ModelVariant,
  heir: ModelVariant | undefined,
): BodyChange {
  const { model } = variant;
  const verdict = judge.decide({ ...pair, before: variant.schema, where: variant.where });
  const base = { model, steps: [] };
  if (verdict.kind === "harmless")
    return {
      ...base,
      level: "compatible",
      kind: "model-removed",
      message: "The model is no longer named, and still accepted.",
    };
  const message =
    heir === undefined
      ? "The model is gone."
      : `The model is gone; was it renamed to \`${heir.model}\`, which takes most of the same?`;
  const kind = heir === undefined ? "model-removed" : "model-renamed";
  const level = heir === undefined && verdict.kind === "harmful" ? "breaking" : "risky";
  return {
    ...base,
    level,
    kind,
    message,
    ...(verdict.kind === "harmful" ? { example: verdict.example } : {}),
  };
}

/** The share of properties, with what is asked of them, that two models have in common if one was the other. */
const ALIKE = 0.75;

function isAlike(judge: Judge, { direction }: BodyPair, old: ModelVariant, current: ModelVariant): boolean {
  const { before, after } = judge.documentsOf(direction);
  const [was, is] = [judge.partsOf(old.schema, before), judge.partsOf(current.schema, after)];
  const common = [...was].filter((part) => is.has(part)).length;
  const all = new Set([...was, ...is]).size;
  return all > 0 && common / all >= ALIKE;
}
