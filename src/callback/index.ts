export { CallbackError } from "../errors/classes.ts";
export {
  type Callbacks,
  type CallbacksOptions,
  type CallbackUrlOptions,
  createCallbacks,
} from "./create-callbacks.ts";
export type {
  CallbackClient,
  CallbackHandler,
  EndedTask,
  HandlerOptions,
} from "./handler.ts";
export { type NodeRequest, type NodeResponse, toNodeListener } from "./node-handler.ts";
export type { SeenResult, SeenStore } from "./seen-store.ts";
export { findCallbackUrlProblems } from "./url-rules.ts";
