import { modelOf, type Outcome } from "../durable/machine.ts";
import { type StoredError, type TaskRecord, type TaskState, toStoredError } from "../durable/record.ts";
import { type DurableTask, UnstoredTaskError } from "../durable/store.ts";

/** What happened to an order. One that is told twice was done twice: events are for people and charts, not for books. */
export interface TaskEvent {
  /** `"step"`: another step is stored. `"over"`: it is done, failed or uncertain. `"stopped"`, `"paused"`: see `error`. */
  type: "step" | "over" | "stopped" | "paused";
  id: string;
  model: string;
  /** The step that is stored now. */
  state: TaskState;
  taskId?: string | undefined;
  credits?: number | undefined;
  /** Milliseconds from the submission to here. */
  durationMs?: number | undefined;
  error?: StoredError | undefined;
}

/** Makes the event of a write; none when it changed no step. */
export function toStepEvent(task: DurableTask, before: TaskRecord): TaskEvent | undefined {
  return before.state === task.record.state ? undefined : describe(task, "step");
}

/** Makes the event of a run that has failed; none when it knows nothing that is not stored. */
export function toFailureEvent(task: DurableTask, error: unknown): TaskEvent | undefined {
  if (!(error instanceof UnstoredTaskError)) return undefined;
  return { ...describe(task, "stopped"), taskId: error.taskId, error: toStoredError(error) };
}

/** Makes the event of a run's outcome; none when it just waits. */
export function toOutcomeEvent(task: DurableTask, outcome: Outcome): TaskEvent | undefined {
  if (outcome.kind === "wait") return undefined;
  const error = outcome.kind === "over" ? outcome.report.error : outcome.error;
  return { ...describe(task, outcome.kind), error };
}

function describe({ id, order, record, now }: DurableTask, type: TaskEvent["type"]): TaskEvent {
  const { state, taskId, credits, intentAtMs, error } = record;
  const durationMs = intentAtMs === undefined ? undefined : Math.max(0, now() - intentAtMs);
  return { type, id, model: modelOf(order), state, taskId, credits, durationMs, error };
}
