import { assertOption } from "../settings/options.ts";

/** A media type without its parameters, in small letters. */
export const essenceOf = (mediaType: string) => mediaType.replace(/;.*/s, "").trim().toLowerCase();

/** Whether a media type, or a range such as `image/*`, takes what is called `type`. */
export function acceptsType(range: string, type: string): boolean {
  const [own, given] = [essenceOf(range), essenceOf(type)];
  return own === given || own === "*/*" || (own.endsWith("/*") && given.startsWith(own.slice(0, -1)));
}

export const isRange = (mediaType: string) => mediaType.includes("*");

/** What a file may be called that can be anything. */
export const ANY_BYTES = "application/octet-stream";

/**
 * What a file is called where a page takes some media types, separated by commas: what it says of itself, or else the
 * first of them. Undefined where nothing is to be said.
 *
 * @throws {ValidationError} it says that it is none of them.
 */
export function matchBlob(accepted: string | undefined, type: string, name: string): string | undefined {
  if (accepted === undefined) return undefined;
  const ranges = accepted.split(",").map((one) => one.trim());
  const own = ranges.find((range) => type !== "" && acceptsType(range, type));
  const concrete = ranges.find((range) => !isRange(range));
  const isOther = type !== "" && own === undefined && !ranges.includes(ANY_BYTES);
  assertOption(
    !isOther,
    name,
    `a file of type ${accepted}, not ${type}: make a Blob of it with another type`,
    type,
  );
  if (own === undefined) return type === "" ? concrete : ANY_BYTES;
  return isRange(own) ? type : own;
}
