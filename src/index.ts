export { createEvolink, type Evolink, type EvolinkOptions } from "./client.ts";
export type { Collections, GenerateOptions, TaskCollection, Validators } from "./collections.ts";
export * from "./errors/index.ts";
export type { ApiKey } from "./secret.ts";
export type { ClientOptions, LogEntry, RetryOptions } from "./settings.ts";
export type { CreateOptions } from "./submit.ts";
export type { CompletedTask, SubmittedTask, Task } from "./task.ts";
export type { Tasks } from "./tasks.ts";
export type { TaskProgress, WaitOptions } from "./wait.ts";
