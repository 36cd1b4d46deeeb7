export type { StandardSchemaV1 } from "@standard-schema/spec";
export { type CallFacts, createCallFunction } from "../client/call-function.ts";
export {
  type Client,
  connect,
  createClient,
  type EvolinkOptions,
} from "../client/client.ts";
export type { Connection, Validators } from "../client/http/connection.ts";
export { readJson } from "../client/http/read-response.ts";
export { type ModelPath, modelPath } from "../client/post-body.ts";
export {
  createResponseFunction,
  type ModelResponseFunction,
  type ResponseFunction,
} from "../client/response-function.ts";
export type { Requests } from "../client/serialize/facts.ts";
export {
  type Binary,
  type BinaryAs,
  openBinary,
  readBinary,
  readNothing,
  readText,
} from "../client/serialize/read-body.ts";
export { takeParameters } from "../client/serialize/take-parameters.ts";
export { sendAs, toInit, withRequests } from "../client/serialize/write-request.ts";
export type { DocumentFacts, Server, TaskQuery } from "../client/settings/document.ts";
export { inHeader, inQuery, type KeyPlace } from "../client/settings/key-place.ts";
export type { ApiKey } from "../client/settings/secret.ts";
export { fillServers } from "../client/settings/server-variables.ts";
export type { ClientOptions, LogEntry, RetryOptions } from "../client/settings/settings.ts";
export { createStreamFunction, type StreamFunction } from "../client/stream-function.ts";
export {
  createTaskCollection,
  type GenerateOptions,
  type TaskCollection,
} from "../client/task-collection.ts";
export { failureAt } from "../client/tasks/failure-at.ts";
export { guessEstimate } from "../client/tasks/guess-estimate.ts";
export { linksAt } from "../client/tasks/links-at.ts";
export { progressAt } from "../client/tasks/progress-at.ts";
export type { CreateOptions } from "../client/tasks/submit.ts";
export { createTasks, type Tasks } from "../client/tasks/tasks.ts";
export type { TaskProgress, WaitOptions } from "../client/tasks/wait-options.ts";
export {
  createFileUpload,
  createUploadFunction,
  type FileUpload,
  type UploadOptions,
} from "../client/uploads/file-upload.ts";
export type { UploadFile } from "../client/uploads/to-file.ts";
export type { UploadProgress } from "../client/uploads/watch-upload.ts";
export * from "../errors/classes.ts";
export { type ErrorDetails, EvolinkError } from "../errors/evolink-error.ts";
export type { CompletedTask, CompletedTaskOf, Enveloped, IdentifiedTask, Task } from "../errors/task.ts";
