export {
  type ListenerOptions,
  type NodeRequest,
  type NodeResponse,
  toNodeListener,
} from "../callback/index.ts";
export { createProxy, type Proxy, type ProxyOptions } from "./create-proxy.ts";
export type { Authorize, Grant, SpendingLimit } from "./grant.ts";
export type { Operations } from "./route.ts";
export type { ProxyStore } from "./store.ts";
