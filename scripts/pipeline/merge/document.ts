import {
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  objectsAt,
  toText,
} from "../../../src/openapi/json.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import { withServerUrl } from "../../../src/openapi/servers.ts";
import { groupBy, rankByUse } from "../../lists.ts";
import { joinDescribed } from "./annotations/join-described.ts";
import type { Shared } from "./shared.ts";

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

/** The tags that operations use and a page says something of. What is said of others is reported. */
export function mergeTags(
  pages: readonly PageDocument[],
  operations: readonly JsonObject[],
  report: Shared["report"],
): JsonObject {
  const published = pages.flatMap(({ file, document }) =>
    objectsAt(document, "tags").map((value, index) => ({
      value,
      file,
      pointer: pointerTo(["tags", `${index}`]),
    })),
  );
  const described = published.filter(({ value }) => Object.keys(value).length > 1);
  const groups = groupBy(described, ({ value }) => toText(value.name));
  const byName = new Map(groups.map((group) => [toText(group[0]?.value.name ?? ""), group]));
  const used = new Set(operations.flatMap((operation) => listAt(operation, "tags").map(toText)));
  for (const [name, [first]] of byName) {
    if (first === undefined || used.has(name)) continue;
    const { file, pointer } = first;
    const message = `No operation has the tag ${name}. Left out.`;
    report({ severity: "warning", kind: "malformed", file, pointer, message });
  }
  const tags = [...used].sort().flatMap((name) => {
    const group = byName.get(name);
    return group === undefined ? [] : [joinDescribed(`the tag ${name}`, group, report)];
  });
  return tags.length === 0 ? {} : { tags };
}

function listUrls({ servers }: JsonObject): string[] {
  return Array.isArray(servers) ? servers.filter(isObject).map(({ url }) => toText(url)) : [];
}

/** By the numbers in them: 1.10.0 is later than 1.9.0. */
function compareVersions(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}
