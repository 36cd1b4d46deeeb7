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
import { writeData } from "../../../src/openapi/structure.ts";
import { groupBy, rankByUse } from "../../lists.ts";
import { joinDescribed } from "./annotations/join-described.ts";
import type { Shared } from "./shared.ts";

/**
 * What the pages agree on of their `info`: most are about one model, so a title that differs says nothing of the whole.
 * What else each says is listed with its operations.
 */
export function mergeInfo(documents: readonly JsonObject[]): JsonObject {
  const infos = documents.map((document) => objectAt(document, "info"));
  const titles = new Set(infos.map(({ title }) => toText(title)));
  const hosts = rankByUse(
    documents.map((document) =>
      listUrls(document).map((url) => url.replace(/^\w+:\/\//, "").replace(/\/.*/s, "")),
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
    ...pickCommon(infos),
    version: versions.at(-1) ?? "1.0.0",
    ...(license === undefined ? {} : { license }),
  };
}

/** The further fields that all pages have, with one value. */
function pickCommon([first = {}, ...others]: readonly JsonObject[]): JsonObject {
  return pickFields(
    first,
    (field, value) =>
      isInfoField(field, value) &&
      others.every((info) => writeData(info[field] ?? null) === writeData(value)),
  );
}

/** Whether OpenAPI has such a field besides title, version and license: section 4.8.2 of 3.1.0. */
function isInfoField(field: string, value: Json): boolean {
  if (["summary", "description", "termsOfService"].includes(field)) return typeof value === "string";
  if (field !== "contact") return field.startsWith("x-");
  const fields = ["name", "url", "email"];
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([key, own]) => key.startsWith("x-") || (fields.includes(key) && typeof own === "string"),
    )
  );
}

/** What a page says of itself, and the merged document does not say. Undefined where that is nothing. */
export function readOwnInfo(document: JsonObject, info: JsonObject): JsonObject | undefined {
  const own = pickFields(
    objectAt(document, "info"),
    (field, value) => writeData(info[field] ?? null) !== writeData(value),
  );
  return Object.keys(own).length === 0 ? undefined : own;
}

/** Reports what pages without operations say of themselves. */
export function reportInfo(
  pages: readonly PageDocument[],
  operations: readonly { document: JsonObject }[],
  { info, report }: Pick<Shared, "info" | "report">,
): void {
  const described = new Set(operations.map(({ document }) => document));
  for (const { file, document } of pages) {
    const own = described.has(document) ? [] : Object.keys(readOwnInfo(document, info) ?? {});
    if (own.length === 0) continue;
    const message = `Pages differ in \`info\`, and this one has no operation that could tell: left out are ${own.join(", ")}.`;
    report({ severity: "warning", kind: "malformed", file, pointer: pointerTo(["info"]), message });
  }
}

function pickFields(object: JsonObject, isPicked: (field: string, value: Json) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([field, value]) => isPicked(field, value)));
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
  const warn = (file: string, pointer: string, message: string) =>
    report({ severity: "warning", kind: "malformed", file, pointer, message });
  const published = pages.flatMap(({ file, document }) => {
    if (document.tags !== undefined && !Array.isArray(document.tags))
      warn(file, "#/tags", "`tags` has to be a list. Left out.");
    return listAt(document, "tags").flatMap((value, index) => {
      const pointer = pointerTo(["tags", `${index}`]);
      if (isObject(value) && typeof value.name === "string") return [{ value, file, pointer }];
      warn(file, pointer, "A tag has to be an object with a `name`. Left out.");
      return [];
    });
  });
  const groups = groupBy(published, ({ value }) => toText(value.name));
  const byName = new Map(groups.map((group) => [toText(group[0].value.name), group]));
  const used = new Set(operations.flatMap((operation) => listAt(operation, "tags").map(toText)));
  for (const [name, [first]] of byName) {
    if (used.has(name)) continue;
    const { file, pointer } = first;
    warn(file, pointer, `No operation has the tag ${name}. Left out.`);
  }
  const tags = [...used].sort().flatMap((name) => {
    const described = byName.get(name)?.filter(({ value }) => Object.keys(value).length > 1) ?? [];
    return described.length === 0 ? [] : [joinDescribed(`the tag ${name}`, described, report)];
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
