import type { Scenario } from "./scenario.ts";

/** All the mock keeps of a task. Where it stands is worked out from the clock, never stored. */
export interface TaskRecord {
  id: string;
  /** The operation that made it, such as `POST /v1/videos/generations`. */
  operation: string;
  createdMs: number;
  /** How long it takes, from creation to its end. */
  seconds: number;
  scenario: Scenario;
  /** Of the result, when it has a picture. */
  aspectRatio: [width: number, height: number];
  /** How many results were asked for; absent when nothing was said, which is one. */
  resultCount?: number;
  /** Its medium, where the document's names for the places of its results say one. */
  medium?: string;
  callbackUrl?: string;
  /** Where its progress stays, when it was stuck by hand. */
  stuckAt?: number;
  /** Its links were made to expire by hand. */
  linksExpired?: true;
  /** The body of the response to its submission. */
  submitted: Record<string, unknown>;
}

export interface TaskState {
  status: "pending" | "processing" | "completed" | "failed" | "cancelled";
  /** 0 to 100. */
  progress: number;
}

/** A task and where it stands, for tests and scripts. */
export type TaskSnapshot = Omit<TaskRecord, "submitted"> & TaskState;

/** The part of its time a task waits before it is worked on. */
const PENDING_SHARE = 0.1;
/** Where a task stays that is stuck from the start. */
const STUCK_PROGRESS = 50;

export function taskEndsMs(task: TaskRecord): number {
  return task.scenario.stuck ? Number.POSITIVE_INFINITY : task.createdMs + task.seconds * 1000;
}

/** Where a task stands: pending, then processing with rising progress, then its end. Progress is 100 only when completed. */
export function taskStateAt(task: TaskRecord, nowMs: number): TaskState {
  const elapsed = nowMs - task.createdMs;
  const share = task.seconds > 0 ? Math.max(0, elapsed) / (task.seconds * 1000) : 1;
  if (nowMs >= taskEndsMs(task)) {
    if (task.scenario.fail) return { status: "failed", progress: 99 };
    if (task.scenario.cancel) return { status: "cancelled", progress: 99 };
    return { status: "completed", progress: 100 };
  }
  if (share < PENDING_SHARE) return { status: "pending", progress: 0 };
  const ceiling = task.scenario.stuck ? (task.stuckAt ?? STUCK_PROGRESS) : 99;
  return { status: "processing", progress: Math.min(ceiling, Math.max(1, Math.floor(share * 100))) };
}
