import { childOf, type JsonObject, listAt, objectAt, objectsAt, toText } from "../../../src/openapi/json.ts";
import type { OperationEntry } from "../../../src/openapi/operations.ts";
import { canonical } from "../inclusion/formulas/identity.ts";
import { compareWords } from "../schemas/compare-words.ts";
import type { Found } from "./found.ts";
import { saidOf } from "./said-of.ts";

interface Server {
  url: string;
  said: JsonObject;
  variables: JsonObject;
}

/** A client that calls the old address must still find the operation there. */
export function compareServers(
  before: { document: JsonObject; entry: OperationEntry },
  after: { document: JsonObject; entry: OperationEntry },
): Found[] {
  const [old, current] = [
    listServers(before.document, before.entry),
    listServers(after.document, after.entry),
  ];
  const urls = (servers: readonly Server[]) => servers.map(({ url }) => url || "/").join(" or ");
  const without = (some: readonly Server[], others: readonly Server[]) =>
    some.filter(({ url }) => !others.some((other) => other.url === url));
  const [gone, added] = [without(old, current), without(current, old)];
  if (gone.length > 0)
    return [
      {
        level: "breaking",
        kind: "server-removed",
        message: `The server is ${urls(current)} now (was ${urls(old)}).`,
      },
    ];
  const found = current.flatMap(({ url, said, variables }) => {
    const before = old.find((one) => one.url === url);
    if (before === undefined) return [];
    return [
      ...compareWords(`The server ${url || "/"}`, before.said, said),
      ...compareVariables(before.variables, variables),
    ];
  });
  const [was, is] = [urls(old.slice(0, 1)), urls(current.slice(0, 1))];
  if (was !== is)
    return [
      ...found,
      {
        level: "risky",
        kind: "server-changed",
        message: `The first server is ${is} now (was ${was}).`,
      },
    ];
  if (added.length === 0) return found;
  return [
    ...found,
    {
      level: "compatible",
      kind: "server-added",
      message: `There is a further server: ${urls(added)}.`,
    },
  ];
}

/** The values of the variables in an address, of which each server has the same. */
function compareVariables(old: JsonObject, current: JsonObject): Found[] {
  return [...new Set([...Object.keys(old), ...Object.keys(current)])].flatMap((name): Found[] => {
    const [was, is] = [objectAt(childOf(old, name)), objectAt(childOf(current, name))];
    const [had, has] = [listAt(was, "enum"), listAt(is, "enum")];
    const subject = `The server variable \`${name}\``;
    const isWithin = (some: typeof had, others: typeof had) =>
      others.length === 0 || (some.length > 0 && some.every((value) => others.includes(value)));
    const write = (values: typeof had) =>
      values.length === 0 ? "any value" : values.map((value) => canonical(value)).join(" or ");
    const isNarrowed = !isWithin(had, has);
    const words = compareWords(
      subject,
      saidOf(was, "default", "description"),
      saidOf(is, "default", "description"),
    );
    if (!isNarrowed && isWithin(has, had)) return words;
    return [
      ...words,
      {
        level: isNarrowed ? "breaking" : "compatible",
        kind: "server-variable-changed",
        message: `${subject} may be ${write(has)} now (was ${write(had)}).`,
      },
    ];
  });
}

/** The servers of an operation: its own, those of its path, or those of the document. */
function listServers(document: JsonObject, { path, operation }: OperationEntry): Server[] {
  const lists = [operation, objectAt(document, "paths", path), document].map((holder) =>
    objectsAt(holder, "servers"),
  );
  const servers = lists.find((list) => list.length > 0) ?? [{}];
  return servers.map((server) => ({
    url: toText(server.url ?? "").replace(/\/+$/, ""),
    said: saidOf(server, "name", "description"),
    variables: objectAt(server, "variables"),
  }));
}
