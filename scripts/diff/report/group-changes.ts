import { type Change, LEVELS, type Level } from "../change.ts";

/** Models of one operation that share a list of changes. */
export interface ChangeGroup {
  operation: string;
  level: Level;
  /** The models that have exactly these changes; empty for what is not about a model. */
  models: string[];
  changes: Change[];
}

/** Folds changes for people: what fifty models, or all statuses, share is said once, the worst first. */
export function groupChanges(changes: readonly Change[]): ChangeGroup[] {
  // First the models of each message, then the messages of each set of models.
  const byMessage = new Map<string, { change: Change; models: Set<string>; statuses: Set<string> }>();
  for (const change of changes) {
    const { status, rest } = readStatus(change);
    const key = [change.operation, change.level, change.direction, change.kind, rest].join("\0");
    const found = byMessage.get(key) ?? { change, models: new Set(), statuses: new Set() };
    if (change.model !== "") found.models.add(change.model);
    if (status !== undefined) found.statuses.add(status);
    byMessage.set(key, found);
  }
  const groups = new Map<string, ChangeGroup>();
  for (const { change, models, statuses } of byMessage.values()) {
    const { operation, level } = change;
    const key = [operation, level, ...models].join("\0");
    const group = groups.get(key) ?? { operation, level, models: [...models], changes: [] };
    const message = `Status ${[...statuses].join(", ")}: ${readStatus(change).rest}`;
    group.changes.push(statuses.size > 1 ? { ...change, message } : change);
    groups.set(key, group);
  }
  return [...groups.values()].sort((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level));
}

/** The status that a message begins with, if it does, and what it says. */
function readStatus({ message }: Change): { status: string | undefined; rest: string } {
  const [, status, rest = message] = /^Status (\S+): ([\s\S]*)$/.exec(message) ?? [];
  return { status, rest };
}

/** How many changes there are of each level. */
export function countLevels(changes: readonly Change[]): Record<Level, number> {
  const counts: Record<Level, number> = { breaking: 0, risky: 0, compatible: 0, documentation: 0 };
  for (const { level } of changes) counts[level] += 1;
  return counts;
}

/** Names of models, some of them when there are many. */
export function listModels(models: readonly string[], most = 4): string {
  if (models.length <= most) return models.join(", ");
  return `${models.slice(0, most - 1).join(", ")} and ${models.length - most + 1} more`;
}

/** What a group is about: a model, several, or the operation itself. */
export function titleGroup({ operation, models }: ChangeGroup): string {
  const place = operation === "" ? "The document" : operation;
  const [only] = models;
  if (only === undefined) return place;
  return models.length === 1 ? `${only} (${place})` : `${models.length} models of ${place}`;
}
