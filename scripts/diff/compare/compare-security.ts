import {
  childOf,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  toText,
} from "../../../src/openapi/json.ts";
import type { OperationEntry } from "../../../src/openapi/operations.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";
import type { Found } from "./found.ts";

/** One way to prove who calls: schemes by what they are, each with the scopes that it needs. */
type Way = ReadonlyMap<string, ReadonlySet<string>>;

/** A way that worked must still do: a new one that asks for no more than it. */
export function compareSecurity(
  before: { document: JsonObject; entry: OperationEntry },
  after: { document: JsonObject; entry: OperationEntry },
): Found[] {
  const [old, current] = [listWays(before.document, before.entry), listWays(after.document, after.entry)];
  const lost = old.filter((way) => !current.some((other) => isWithin(other, way)));
  const gained = current.filter((way) => !old.some((other) => isWithin(other, way)));
  if (lost.length > 0)
    return [
      {
        level: "breaking",
        kind: "security-changed",
        message: `${write(lost[0])} no longer lets a call in; ${current.map(write).join(" or ")} does.`,
      },
    ];
  if (gained.length === 0) return [];
  return [
    {
      level: "compatible",
      kind: "security-changed",
      message: `${gained.map(write).join(" or ")} lets a call in as well now.`,
    },
  ];
}

function listWays(document: JsonObject, { operation }: OperationEntry): Way[] {
  const security = Array.isArray(operation.security) ? operation.security : listAt(document, "security");
  const ways = security.filter(isObject).map((requirement) => {
    const entries = Object.keys(requirement).map((name) => {
      const scheme = resolveComponent(
        document,
        childOf(objectAt(document, "components", "securitySchemes"), name),
      );
      return [nameScheme(name, scheme), new Set(listAt(requirement, name).map(String))] as const;
    });
    return new Map(entries);
  });
  return ways.length === 0 ? [new Map()] : ways;
}

/** A scheme by what a client sends for it; how it is called in the document does not matter. */
function nameScheme(name: string, scheme: JsonObject): string {
  const { type, scheme: kind, in: place, name: key, openIdConnectUrl } = scheme;
  if (type === "http") return `${toText(kind).toLowerCase()} token`;
  if (type === "apiKey") return `a key in the ${toText(place)} \`${toText(key)}\``;
  if (type === "openIdConnect") return `OpenID Connect of ${toText(openIdConnectUrl)}`;
  return type === "oauth2" ? `OAuth 2${writeFlows(scheme.flows)}` : name;
}

/** Each flow with its addresses. */
function writeFlows(flows: Json | undefined): string {
  return Object.entries(objectAt(flows))
    .map(([flow, item]) => {
      const { tokenUrl, authorizationUrl } = objectAt(item);
      const urls = [tokenUrl, authorizationUrl].flatMap((url) => (url === undefined ? [] : toText(url)));
      return ` by ${flow}${urls.length === 0 ? "" : ` at ${urls.join(" and ")}`}`;
    })
    .join(",");
}

function isWithin(way: Way, other: Way): boolean {
  return [...way].every(([scheme, scopes]) => {
    const given = other.get(scheme);
    return given !== undefined && [...scopes].every((scope) => given.has(scope));
  });
}

function write(way: Way | undefined): string {
  if (way === undefined || way.size === 0) return "no proof at all";
  return [...way]
    .map(([scheme, scopes]) => (scopes.size === 0 ? scheme : `${scheme} (${[...scopes].join(", ")})`))
    .join(" and ");
}
