import { type Json, type JsonObject, objectAt, objectsAt } from "../../../src/openapi/json.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import { type ObjectKind, rewriteObjects } from "../../../src/openapi/walk.ts";
import { isInLanguage, splitAddress } from "./page/address.ts";

/** Words of any object. A tag is called by its word, too. */
const WORDS = ["title", "summary", "description"];

const HAVE_SERVERS = new Set<ObjectKind>(["document", "pathItem", "operation"]);

/**
 * Lets pages in other languages say what the page in the chosen one says at the same place. It is the page whose address
 * differs in the language alone: `ja/videos/kite` for `en/videos/kite`, and for `videos/kite`. Words that it does not
 * have stay as they are, and so do examples.
 */
export function translatePages(
  pages: readonly PageDocument[],
  lang: string | undefined,
): readonly PageDocument[] {
  if (lang === undefined) return pages;
  const chosen = pages.filter((page) => isInLanguage(page, lang));
  const byAddress = new Map(
    chosen.flatMap((page) => listAddresses(page, lang).map((address) => [address, page.document])),
  );
  return pages.map((page) => {
    const segments = splitAddress(page);
    const others = segments.map((_, index) => segments.with(index, "*").join("/"));
    const known = [segments.join("/"), ...others].map((address) => byAddress.get(address));
    const own = isInLanguage(page, lang) ? undefined : known.find((document) => document !== undefined);
    return own === undefined ? page : { ...page, document: translate(page.document, own) };
  });
}

/** Where a page may lie in another language: in a folder of that, or in none. */
function listAddresses(page: PageDocument, lang: string): string[] {
  const segments = splitAddress(page);
  const places = [...segments.keys()].filter((index) => segments[index] === lang.toLowerCase());
  return places
    .flatMap((index) => [segments.with(index, "*"), segments.toSpliced(index, 1)])
    .map((address) => address.join("/"));
}

function translate(document: JsonObject, own: JsonObject): JsonObject {
  return rewriteObjects(document, "document", (object, kind, keys) => {
    const other = objectAt(own, ...keys);
    const translated = {
      ...object,
      ...pickWords(object, other, WORDS),
      ...(HAVE_SERVERS.has(kind) && translateServers(object, other)),
    };
    if (kind === "operation") return { ...translated, ...pickWords(object, other, ["tags"]) };
    if (kind !== "document") return translated;
    return { ...translated, ...pickWords(object, other, ["info", "tags"]) };
  });
}

/** A server is the same where its address is. */
function translateServers(object: JsonObject, other: JsonObject): JsonObject {
  const others = objectsAt(other, "servers");
  const servers = objectsAt(object, "servers").map((server) => {
    const same = others.find(({ url }) => url === server.url) ?? {};
    return { ...server, ...pickWords(server, same, ["description", "variables"]) };
  });
  return servers.length === 0 ? {} : { servers };
}

/** Those that both have. */
function pickWords(object: JsonObject, other: JsonObject, words: readonly string[]): JsonObject {
  const both = words.filter((word) => Object.hasOwn(object, word) && Object.hasOwn(other, word));
  return Object.fromEntries(both.map((word): [string, Json] => [word, other[word] ?? null]));
}
