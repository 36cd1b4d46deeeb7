import { essenceOf, isJson } from "../../openapi/media-types.ts";

/**
 * The one of some media types that a request accepts most, by its quality values: RFC 9110, 12.5.1. Of equal ones the first
 * that is JSON, as programs prefer it, or else the first. Undefined where it accepts none of them.
 */
export function negotiate<T extends { mediaType: string }>(
  accept: string | undefined,
  offered: readonly T[],
): T | undefined {
  // RFC 9110, 5.6.1: elements of a list may be empty.
  const ranges = (accept ?? "")
    .split(",")
    .map(readRange)
    .filter(({ type }) => type !== "");
  if (ranges.length === 0) return preferJson(offered);
  const rated = offered.map((one) => ({ one, quality: rate(essenceOf(one.mediaType), ranges) }));
  const best = Math.max(0, ...rated.map(({ quality }) => quality));
  const accepted = rated.filter(({ quality }) => quality === best).map(({ one }) => one);
  return best === 0 ? undefined : preferJson(accepted);
}

const preferJson = <T extends { mediaType: string }>(offered: readonly T[]): T | undefined =>
  offered.find(({ mediaType }) => isJson(mediaType)) ?? offered[0];

interface Range {
  type: string;
  quality: number;
}

function readRange(text: string): Range {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
  // Clients of Java send it in the place of the range of all.
  return { type: type === "*" ? "*/*" : type, quality: quality === undefined ? 1 : Number(quality) || 0 };
}

/** The most specific range that covers a type decides. A type that is a range itself takes whatever is accepted. */
function rate(type: string, ranges: readonly Range[]): number {
  const [group] = type.split("/");
  const covering = [type, `${group}/*`, "*/*"].map((wanted) => ranges.find((range) => range.type === wanted));
  const found = covering.find((range) => range !== undefined);
  if (found) return found.quality;
  const isOpen = type.endsWith("/*");
  return isOpen ? Math.max(0, ...ranges.map(({ quality }) => quality)) : 0;
}
