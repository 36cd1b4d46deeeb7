import { type JsonObject, objectAt, objectsAt, toText } from "../../../src/openapi/json.ts";
import type { OperationEntry } from "../../../src/openapi/operations.ts";
import type { Found } from "./found.ts";

/** A client that calls the old address must still find the operation there. */
export function compareServers(
  before: { document: JsonObject; entry: OperationEntry },
  after: { document: JsonObject; entry: OperationEntry },
): Found[] {
  const [old, current] = [listUrls(before.document, before.entry), listUrls(after.document, after.entry)];
  const gone = old.filter((url) => !current.includes(url));
  const added = current.filter((url) => !old.includes(url));
  if (gone.length > 0)
    return [
      {
        level: "breaking",
        kind: "server-removed",
        message: `The server is ${current.join(" or ")} now (was ${old.join(" or ")}).`,
      },
    ];
  if (old[0] !== current[0])
    return [
      {
        level: "risky",
        kind: "server-changed",
        message: `The first server is ${current[0]} now (was ${old[0]}).`,
      },
    ];
  return added.length === 0
    ? []
    : [
        {
          level: "compatible",
          kind: "server-added",
          message: `There is a further server: ${added.join(", ")}.`,
        },
      ];
}

/** The addresses of an operation: its own, those of its path, or those of the document. */
function listUrls(document: JsonObject, { path, operation }: OperationEntry): string[] {
  const lists = [operation, objectAt(document, "paths", path), document].map((holder) =>
    objectsAt(holder, "servers"),
  );
  const servers = lists.find((list) => list.length > 0) ?? [];
  const urls = servers.map(({ url }) => toText(url).replace(/\/+$/, ""));
  return urls.length === 0 ? [""] : urls;
}
