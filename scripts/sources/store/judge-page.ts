import type { PublishedPage } from "../gather/read-entry.ts";
import { recognisePage } from "../gather/recognise-page.ts";
import { hashPage, isLocked, type LockedPage } from "../lock/lock-file.ts";
import { type Decision, isGood, type PageReport } from "./decision.ts";

/** A page that has less than this share of its bytes left is taken for a mistake of the host. */
const MIN_SHARE = 0.1;

/** A page that is stored, and what was published in its place. */
export interface Comparison {
  name: string;
  entry: LockedPage;
  /** What lies in the folder of pages; undefined where nothing does. */
  local: Uint8Array | undefined;
  published: PublishedPage;
}

export interface DecideOptions {
  /** Take what is published also in the place of what was edited here, or is another page now. */
  accept: boolean;
  /** The day, as the lock file has it. */
  today: string;
}

/** Decides whether a published page takes the place of the stored one. */
export function decidePage(comparison: Comparison, { accept, today }: DecideOptions): Decision {
  const { name, entry, published } = comparison;
  const judged = judgePage(comparison);
  const report = { name, source: entry.url ?? entry.file ?? name, ...judged };
  if (judged.status === "same" || !(isGood(judged) || accept)) return { report };
  return {
    report: isGood(judged) ? report : { ...report, status: "changed" },
    change: { name, entry: lockPage(entry, published, today), bytes: published.bytes },
  };
}

/** The entry of a page as it is now, from the same source. */
export function lockPage(
  { url, file }: Pick<LockedPage, "url" | "file">,
  { url: home, bytes, etag }: PublishedPage,
  today: string,
): LockedPage {
  return {
    ...(url !== undefined && { url: home }),
    ...(file !== undefined && { file }),
    sha256: hashPage(bytes),
    ...(etag !== undefined && { etag }),
    fetched: today,
  };
}

function judgePage({ name, entry, local, published }: Comparison): Pick<PageReport, "status" | "message"> {
  const { url, bytes, operations } = published;
  const sha256 = hashPage(bytes);
  if (entry.url !== undefined && url !== entry.url)
    return { status: "moved", message: `It has moved to ${url}. Follow it with --accept.` };
  if (local === undefined) return { status: "restored", message: "The file was not there any more." };
  if (sha256 === entry.sha256) return { status: "same" };
  if (sha256 === hashPage(local)) return { status: "changed" };
  if (!isLocked(local, entry.sha256)) {
    const message =
      "It was edited here, and has changed where it comes from. Make your edit an overlay, then --accept.";
    return { status: "edited", message };
  }
  const known = recognisePage(name, local);
  const lost =
    known.kind === "page" ? known.operations.filter((operation) => !operations.includes(operation)) : [];
  if (lost.length > 0) {
    const message = `It documents ${operations.join(", ")} now, and no more ${lost.join(", ")}. Take it with --accept.`;
    return { status: "other operation", message };
  }
  if (bytes.length < local.length * MIN_SHARE) {
    const message = `It had ${local.length} bytes, and has ${bytes.length}. Take it with --accept.`;
    return { status: "shrunk", message };
  }
  if (isCut(name, bytes) && !isCut(name, local)) {
    const message =
      "It ends inside its document, so it may have been cut off. Update it again, or take it with --accept.";
    return { status: "shrunk", message };
  }
  return { status: "changed" };
}

function isCut(name: string, bytes: Uint8Array): boolean {
  const recognised = recognisePage(name, bytes);
  return recognised.kind === "page" && recognised.isCut;
}
