import type { Change } from "../change.ts";

/** A change that is not yet placed in an operation. */
export type Found = Pick<Change, "level" | "kind" | "message"> &
  Partial<Pick<Change, "pointer" | "direction" | "example">>;
