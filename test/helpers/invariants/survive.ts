import { listContributingPages } from "../../../src/openapi/contributing-pages.ts";
import type { JsonObject } from "../../../src/openapi/json.ts";
import { type PublishedPage, toJsonFile } from "../catalogs/kite-catalog.ts";
import type { Draw } from "../draw.ts";
import type { Malformation } from "../malformations/change.ts";
import { buildUsable, examinePages, type Outcome } from "./examine-pages.ts";

/** Applies each malformation to a page, and examines the result. */
export async function surviveApart(
  pages: readonly PublishedPage[],
  malformations: readonly Malformation[],
  draw: Draw,
): Promise<Outcome> {
  return survive(pages, applyApart(pages, malformations, draw).changed, draw);
}

/** Applies each malformation to a page: to one that is as it was, as long as there is one that it fits. */
export function applyApart(
  pages: readonly PublishedPage[],
  malformations: readonly Malformation[],
  draw: Draw,
): { changed: Map<PublishedPage, JsonObject>; applied: number } {
  const changed = new Map<PublishedPage, JsonObject>();
  let applied = 0;
  for (const malformation of malformations) {
    const start = draw(pages.length);
    const turned = [...pages.slice(start), ...pages.slice(0, start)];
    const untouchedFirst = turned.toSorted(
      (one, other) => Number(changed.has(one)) - Number(changed.has(other)),
    );
    for (const page of untouchedFirst) {
      const document = malformation(changed.get(page) ?? page.document, draw);
      if (document === undefined) continue;
      changed.set(page, document);
      applied += 1;
      break;
    }
  }
  return { changed, applied };
}

/** Applies malformations to one page, one after the other, and examines the result. */
export async function surviveTogether(
  pages: readonly PublishedPage[],
  malformations: readonly Malformation[],
  draw: Draw,
): Promise<Outcome> {
  const page = pages[draw(pages.length)] as PublishedPage;
  let { document } = page;
  for (const malformation of malformations) document = malformation(document, draw) ?? document;
  return survive(pages, new Map([[page, document]]), draw);
}

async function survive(
  pages: readonly PublishedPage[],
  changed: ReadonlyMap<PublishedPage, JsonObject>,
  draw: Draw,
): Promise<Outcome> {
  const before = await mergeUnchanged(pages);
  const files = pages.map((page) => toJsonFile({ ...page, document: changed.get(page) ?? page.document }));
  const outcome = await examinePages(files, draw);
  const touched = new Set([...changed.keys()].map((page) => toJsonFile(page).path));
  const names = (merged: JsonObject) =>
    listContributingPages(merged)
      .filter(({ source }) => !touched.has(source))
      .map(({ source, operationId, models }) => `${source} ${operationId} ${models}`)
      .sort()
      .join("\n");
  const renamed = names(before) === names(outcome.document) ? [] : ["Other pages are renamed"];
  const where = [...touched].join(", ");
  return {
    ...outcome,
    broken: [...outcome.broken, ...renamed].map((one) => `${one} (changed: ${where})`),
  };
}

/** The merged document of the pages as they are; made once, as it is compared with every other. */
function mergeUnchanged(pages: readonly PublishedPage[]): Promise<JsonObject> {
  const known = unchanged.get(pages);
  if (known !== undefined) return known;
  const merged = buildUsable(pages.map(toJsonFile)).then(({ draft }) => draft.merged);
  unchanged.set(pages, merged);
  return merged;
}

const unchanged = new WeakMap<readonly PublishedPage[], Promise<JsonObject>>();
