import { servers } from "../../../generated/client.ts";
import type { Settings } from "./settings.ts";

/** What stands before the path of an operation: the `baseUrl` of the client, or the document's server for it. */
export function findServer({ baseUrl }: Settings, path: string): string {
  return baseUrl ?? servers.find(([start]) => path.startsWith(start))?.[1] ?? "";
}
