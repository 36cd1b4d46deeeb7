export { createMutationOptions, type MutationOptions, type MutationSettings } from "./mutation.ts";
export { type ReadQuery, type TaskQueryOptions, taskQueryOptions } from "./task-query.ts";
