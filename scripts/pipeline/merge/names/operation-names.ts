import type { Method } from "../../../../src/openapi/operations.ts";
import { compareText } from "../../../lists.ts";
import { nameOperation, SILENT_SEGMENT } from "./operation-id.ts";
import { fingerprint, joinPascal, splitWords } from "./words.ts";

/** What a name is given for. */
export interface Nameable {
  method: Method;
  path: string;
  /** How many pages describe it. */
  pages: number;
}

/**
 * Names operations after their method and path, each differently.
 *
 * Of two with the same name (`/v1/kites` and `/v1beta/kites`) the one that more pages describe keeps it, so that a new
 * page takes no name away; the other adds the segments that are otherwise ignored: `createKiteV1Beta`.
 */
export function nameOperations<T extends Nameable>(operations: readonly T[]): Map<T, string> {
  const names = new Map<T, string>();
  const taken = new Set<string>();
  const textOf = ({ path, method }: Nameable) => `${path} ${method}`;
  const ranked = operations.toSorted(
    (one, other) =>
      other.pages - one.pages ||
      one.path.length - other.path.length ||
      compareText(textOf(one), textOf(other)),
  );
  for (const operation of ranked) {
    const name = nameOperation(operation.method, operation.path);
    const silent = operation.path.split("/").filter((segment) => SILENT_SEGMENT.test(segment));
    const longer = `${name}${joinPascal(silent.flatMap(splitWords))}`;
    const own = [name, longer].find((one) => !taken.has(one)) ?? `${name}_${fingerprint(textOf(operation))}`;
    taken.add(own);
    names.set(operation, own);
  }
  return names;
}
