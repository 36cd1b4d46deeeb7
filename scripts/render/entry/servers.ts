import type { OperationFacts, ServerVariable } from "../shared/facts.ts";
import type { KeyPlace } from "../shared/key-place.ts";

/** The server of every path that starts like this. */
type ServerEntry = [start: string, server: string];

/**
 * Where each path of a document is served. The table does not grow with pages, nor with the operations of a server: the
 * first entry that a path starts with is right. The last, which every path starts with, is the server used most.
 */
export function listServers(
  operations: readonly Pick<OperationFacts, "path" | "server">[],
): readonly ServerEntry[] {
  const entries: ServerEntry[] = [["", findMostUsed(operations.map(({ server }) => server))]];
  for (const { path, server } of operations.toSorted((one, other) => one.path.length - other.path.length)) {
    if (entries.find(([start]) => path.startsWith(start))?.[1] === server) continue;
    entries.push([shortenStart(path, server, operations), server]);
    entries.sort(([one], [other]) => other.length - one.length);
  }
  return entries;
}

/** An entry of the servers that the runtime is told. */
interface ServerFacts {
  start: string;
  url: string;
  key?: KeyPlace;
  variables?: Record<string, ServerVariable>;
}

/**
 * Where each path is served, and how it wants the key, as `listServers` has it. Operations of one path share both: a key
 * that one of them wants is sent with all.
 */
export function listServerFacts(
  operations: readonly (Pick<OperationFacts, "path" | "server" | "key"> &
    Partial<Pick<OperationFacts, "serverVariables">>)[],
): ServerFacts[] {
  const keyOf = (path: string) =>
    operations.find((operation) => operation.path === path && operation.key !== undefined)?.key;
  const entries = operations.map(({ path, server, serverVariables }) => ({
    path,
    server: JSON.stringify([serverVariables?.url ?? server, keyOf(path), serverVariables?.variables]),
  }));
  return listServers(entries).map(([start, server]) => {
    type Entry = [string, KeyPlace | null | undefined, ServerFacts["variables"] | null];
    const [url, key, variables] = JSON.parse(server || '[""]') as Entry;
    return { start, url, ...(key && { key }), ...(variables && { variables }) };
  });
}

/** The first segments of a path that nothing on another server starts with; all of it when there are none. */
function shortenStart(path: string, server: string, operations: Parameters<typeof listServers>[0]): string {
  const segments = path.split("/");
  const starts = segments.map((_, index) => segments.slice(0, index + 1).join("/")).slice(1);
  const others = operations.filter((other) => other.server !== server);
  return starts.find((start) => others.every((other) => !other.path.startsWith(start))) ?? path;
}

/** The value that occurs most often, of several the first; empty when there is none. */
function findMostUsed(values: readonly string[]): string {
  const count = (value: string) => values.filter((other) => other === value).length;
  return values.toSorted((one, other) => count(other) - count(one))[0] ?? "";
}
