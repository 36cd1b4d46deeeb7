import type { LockedPage } from "../lock/lock-file.ts";

/** What became of a page. */
export type PageStatus =
  | "added"
  | "same"
  | "changed"
  | "restored"
  | "removed"
  | "edited"
  | "moved"
  | "shrunk"
  | "other operation"
  | "no longer a page"
  | "gone"
  | "failed"
  | "refused";

/** Statuses of pages that are as they should be. With any other, what is stored stays as it is, and the command fails. */
const GOOD: ReadonlySet<PageStatus> = new Set(["added", "same", "changed", "restored", "removed"]);

/** What is said of one page. */
export interface PageReport {
  /** Absent for what never was a page. */
  name?: string;
  /** Its address, or its path from the project's folder. */
  source?: string;
  status: PageStatus;
  /** What was seen, and what to do. */
  message?: string;
}

export function isGood({ status }: Pick<PageReport, "status">): boolean {
  return GOOD.has(status);
}

/** What becomes of the page of a name: its new entry and content. Without an entry it is removed. */
export interface PageChange {
  name: string;
  entry: LockedPage | undefined;
  bytes?: Uint8Array;
}

/** What is said of a page, and done about it. */
export interface Decision {
  report: PageReport;
  change?: PageChange;
}
