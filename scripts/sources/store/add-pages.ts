import { posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "../../config/read-config.ts";
import { isWeb, showAddress } from "../fetch/address.ts";
import { type Gathered, type GatherOptions, gatherPages } from "../gather/gather-pages.ts";
import { distinguishName } from "../gather/page-name.ts";
import type { FoundPage } from "../gather/read-entry.ts";
import { hashPage, type Lock, type LockedIndex, type LockedPage } from "../lock/lock-file.ts";
import type { Decision, PageReport } from "./decision.ts";
import { type DecideOptions, decidePage, lockPage } from "./judge-page.ts";
import { readStored, storePages } from "./store-pages.ts";

export interface AddOptions extends GatherOptions, DecideOptions {
  dryRun: boolean;
}

/** What `add` did. */
export interface Added extends Pick<Gathered, "passedOver" | "notes"> {
  reports: PageReport[];
}

/** Stores the pages at some addresses, and locks them. What cannot be had is reported, and stops nothing else. */
export async function addPages(roots: readonly URL[], config: Config, options: AddOptions): Promise<Added> {
  const { pages, refused, passedOver, notes, indexes } = await gatherPages(roots, options);
  options.signal.throwIfAborted();
  const { lang, match = [] } = options;
  const locked = Object.entries(indexes)
    .filter(([url]) => isWeb(new URL(url)))
    .map(([url, prose]): [string, LockedIndex] => [
      url,
      lockIndex({ ...(lang !== undefined && { lang }), ...(match.length > 0 && { match }) }, prose),
    ]);
  const reports = await storePages(config, (lock) => decideFound(pages, lock, config, options), {
    ...options,
    changeIndexes: (known) => ({
      ...known,
      ...(pages.length > 0 &&
        Object.fromEntries(locked.map(([url, index]) => [url, joinIndexes(known[url], index, pages)]))),
    }),
  });
  return { reports: [...reports, ...refused.map(reportRefused)], passedOver, notes };
}

/**
 * An index that was added before, and again: its pages are those of both, and of what was removed here those stay out that
 * are not added now. In another language it is another choice.
 */
function joinIndexes(
  known: LockedIndex | undefined,
  added: LockedIndex,
  pages: readonly FoundPage[],
): LockedIndex {
  if (known === undefined || known.lang !== added.lang) return added;
  const { match: _, ...rest } = added;
  const without = (known.without ?? []).filter((address) => pages.every(({ url }) => url !== address));
  return {
    ...rest,
    ...(known.match && added.match && { match: [...new Set([...known.match, ...added.match])].sort() }),
    ...(without.length > 0 && { without }),
  };
}

/** An index as the lock file has it, with the ETags of what is no page where there are any. */
export function lockIndex({ prose: _, ...index }: LockedIndex, prose: Record<string, string>): LockedIndex {
  return Object.keys(prose).length === 0 ? index : { ...index, prose };
}

export function reportRefused({ url, reason }: Gathered["refused"][number]): PageReport {
  return { source: showAddress(url), status: "refused", message: reason };
}

/** Decides about pages that were found. */
export async function decideFound(
  pages: readonly FoundPage[],
  lock: Lock,
  config: Config,
  options: DecideOptions,
): Promise<Decision[]> {
  const names: TakenNames = new Map(
    Object.entries(lock.pages).map(([name, { url, file }]) => [
      name.toLowerCase(),
      { name, source: url ?? file ?? name },
    ]),
  );
  const decisions: Decision[] = [];
  for (const page of pages) decisions.push(await addPage(page, lock, names, config, options));
  return decisions;
}

/** Names of pages and where each is from, by their small letters: some file systems know no others. */
type TakenNames = Map<string, { name: string; source: string }>;

async function addPage(
  page: FoundPage,
  lock: Lock,
  names: TakenNames,
  config: Config,
  options: DecideOptions,
): Promise<Decision> {
  const origin = originOf(page, config);
  const known = Object.entries(lock.pages).find((locked) => isSameSource(locked, origin, page));
  if (known !== undefined) {
    const [name, entry] = known;
    return decidePage({ name, entry, local: await readStored(config, name), published: page }, options);
  }
  const source = origin.source.url ?? origin.source.file ?? page.name;
  const name = origin.name ?? chooseName(page.name, source, names);
  const local = await readStored(config, name);
  const taken = names.get(name.toLowerCase());
  if (taken !== undefined || (local !== undefined && hashPage(local) !== hashPage(page.bytes))) {
    const other = taken === undefined ? name : `${taken.name}, from ${taken.source},`;
    const message = `Another page is stored as ${other} already. Remove that one first, or add this one as a file of another name.`;
    return { report: { name, source, status: "refused", message } };
  }
  names.set(name.toLowerCase(), { name, source });
  const entry = lockPage(origin.source, page, options.today);
  return { report: { name, source, status: "added" }, change: { name, entry, bytes: page.bytes } };
}

/**
 * The name of a page, or one of its own where another page of its host, or of its folder, has that. What lies elsewhere
 * under that name may be the page that has moved: that is for a person to say.
 */
function chooseName(name: string, source: string, names: TakenNames): string {
  const taken = names.get(name.toLowerCase());
  return taken !== undefined && placeOf(taken.source) === placeOf(source)
    ? distinguishName(name, source)
    : name;
}

/** The host of an address, the folder of a path. */
function placeOf(source: string): string {
  return URL.canParse(source) ? new URL(source).host : posix.dirname(source);
}

/** Where a page comes from, as the lock file says it. */
interface Origin {
  source: Pick<LockedPage, "url" | "file">;
  /** Of a file that lies among the pages already. */
  name?: string;
}

/** A path is one from the project's folder, on every machine. */
function originOf({ url }: FoundPage, { pages, folder }: Config): Origin {
  if (isWeb(new URL(url))) return { source: { url } };
  const pathFrom = (base: string) => relative(base, fileURLToPath(url)).split(sep).join("/");
  const name = pathFrom(pages);
  return name.startsWith("../") ? { source: { file: pathFrom(folder) } } : { source: {}, name };
}

function isSameSource(
  [lockedName, { url, file }]: [string, LockedPage],
  { source, name }: Origin,
  { requested }: FoundPage,
): boolean {
  if (name !== undefined) return lockedName === name;
  if (source.file !== undefined) return file === source.file;
  return url !== undefined && (url === source.url || url === requested);
}
