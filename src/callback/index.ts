export { CallbackError } from "../errors/classes.ts";
export {
  type Callbacks,
  type CallbacksOptions,
  type CallbackUrlOptions,
  createCallbacks,
} from "./create-callbacks.ts";
export type { CallbackHandler, HandlerOptions } from "./handler.ts";
export { type ListenerOptions, type NodeResponse, toNodeListener } from "./node-listener.ts";
export type { NodeRequest } from "./node-request.ts";
export type { CallbackClient, EndedTask } from "./read-task.ts";
export type { SeenResult, SeenStore } from "./seen-store.ts";
export { findCallbackUrlProblems } from "./url-rules.ts";
