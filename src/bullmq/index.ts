export type { Limits, ModelLimits } from "../durable/gate.ts";
export type {
  DurableClient,
  MachineOptions,
  ResultToSave,
  SaveResult,
  TaskReport,
} from "../durable/machine.ts";
export type { StoredError, TaskOrder, TaskRecord, TaskState } from "../durable/record.ts";
export type { Settlement } from "../durable/settle.ts";
export {
  createTaskProcessor,
  type ProcessedJob,
  TASK_WORKER_OPTIONS,
  type TaskProcessor,
  type TaskProcessorOptions,
} from "./create-task-processor.ts";
export type { TaskEvent } from "./events.ts";
export { resumeSubmissions } from "./redis-gate.ts";
export { createSeenStore } from "./seen-store.ts";
export { createQueueCallbacks, listUncertain, settleJob, type UncertainOrder } from "./settle-job.ts";
export type { QueuedJob, RedisCommands, TaskQueue } from "./task-queue.ts";
