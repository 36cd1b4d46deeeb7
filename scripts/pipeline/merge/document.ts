import {
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  objectsAt,
  toText,
} from "../../../src/openapi/json.ts";
import { withServerUrl } from "../../../src/openapi/servers.ts";
import { rankByUse } from "../../lists.ts";

/** What the pages agree on of their `info`: most are about one model, so a title that differs says nothing of the whole. */
export function mergeInfo(documents: readonly JsonObject[]): JsonObject {
  const infos = documents.map((document) => objectAt(document, "info"));
  const titles = new Set(infos.map(({ title }) => toText(title)));
  const hosts = rankByUse(
    documents.map((document) =>
      listUrls(document).map((url) => url.replace(/^\w+:\/\//, "").replace(/\/.*$/, "")),
    ),
  );
  const versions = infos
    .flatMap(({ version }) => (typeof version === "string" ? [version] : []))
    .sort(compareVersions);
  const licenses = infos.map(({ license }) => license).filter(isObject);
  const license =
    licenses.find(({ identifier, url }) => identifier !== undefined || url !== undefined) ?? licenses[0];
  const [title = ""] = titles;
  return {
    title: titles.size === 1 ? title : (hosts[0] ?? "API"),
    version: versions.at(-1) ?? "1.0.0",
    ...(license === undefined ? {} : { license }),
  };
}

/** The server that most operations name first, for readers that look at the document alone. */
export function rankServers(operations: readonly JsonObject[]): Json[] {
  const [url] = rankByUse(operations.map(listUrls));
  const server = operations
    .flatMap((operation) => objectsAt(operation, "servers"))
    .find((one) => one.url === url);
  return url === undefined ? [] : [withServerUrl({ variables: objectAt(server, "variables") }, url)];
}

/** The tags that operations use and a page describes, each as the first page does. */
export function mergeTags(documents: readonly JsonObject[], operations: readonly JsonObject[]): JsonObject {
  const published = documents.flatMap(({ tags }) => (Array.isArray(tags) ? tags.filter(isObject) : []));
  const described = published.filter(({ description }) => description !== undefined).toReversed();
  const byName = new Map(described.map((tag) => [toText(tag.name), tag]));
  const used = new Set(operations.flatMap(({ tags }) => (Array.isArray(tags) ? tags.map(toText) : [])));
  const tags = [...used].sort().flatMap((name) => byName.get(name) ?? []);
  return tags.length === 0 ? {} : { tags };
}

function listUrls({ servers }: JsonObject): string[] {
  return Array.isArray(servers) ? servers.filter(isObject).map(({ url }) => toText(url)) : [];
}

/** By the numbers in them: 1.10.0 is later than 1.9.0. */
function compareVersions(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}
