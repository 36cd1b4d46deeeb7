import { fileTypeFromBuffer, supportedExtensions, supportedMimeTypes } from "file-type/core";
import { DownloadError } from "../errors/classes.ts";
import { isSvg, isText, mayBeText, quoteText } from "./text.ts";

/** How many first bytes `file-type` wants to see to tell every format it knows. */
export const SNIFFED_BYTES = 4100;

/** Containers that carry sound or pictures under a name that does not say so. */
const MEDIA_CONTAINERS = new Set([
  "application/mp4",
  "application/mxf",
  "application/ogg",
  "application/vnd.ms-asf",
]);

/** Types that are said of anything. */
const SAYS_NOTHING = new Set(["application/octet-stream", "binary/octet-stream", "application/x-download"]);

/** `"av"` for sound and moving pictures (one container holds either). */
type MediaClass = "av" | "image";

/** Undefined for what is no media, such as text, archives, and the playlists that are called sound or video. */
export function classifyMedia(type: string | undefined): MediaClass | undefined {
  if (type === undefined || type.endsWith("mpegurl")) return undefined;
  if (MEDIA_CONTAINERS.has(type) || /^(audio|video)\//.test(type)) return "av";
  return type.startsWith("image/") ? "image" : undefined;
}

/** `Content-Type` without its parameters; undefined when it is missing or says nothing. */
export function readMediaType(header: string | undefined): string | undefined {
  const type = header?.split(";", 1)[0]?.trim().toLowerCase();
  return type && !SAYS_NOTHING.has(type) ? type : undefined;
}

/**
 * Finds out what a result really is. Where sound, pictures or video are expected, or else declared, the first bytes
 * must positively be such a format; a login page or an error in whatever encoding is not.
 *
 * A format that has no first bytes to know it by, such as raw PCM, passes when the host declares it, or the name
 * promises it, and it is no text.
 *
 * @param head the first bytes, 4100 of them or all there are.
 * @param declared the media type by `Content-Type`.
 * @param expected the media type by the file name or by the type of the task, which may be `video/*`.
 * @returns the media type: by the bytes, else as declared, else as expected, else `application/octet-stream`.
 * @throws {DownloadError} `code: "wrong_media_type"`.
 */
export async function checkMediaType(
  head: Uint8Array,
  declared: string | undefined,
  expected: string | undefined,
): Promise<string> {
  const found = await identify(head);
  const wanted = classifyMedia(expected) ? expected : declared;
  const wantedClass = classifyMedia(wanted);
  const known = [declared, expected]
    .filter((type) => type !== undefined)
    .filter((type) => !type.endsWith("/*"));
  const isRight = found ? classifyMedia(found) === wantedClass : isUnidentifiable(head, known, wantedClass);
  if (wantedClass === undefined || isRight) return found ?? known[0] ?? "application/octet-stream";
  const source = wanted === expected ? "expected" : "declared";
  const came = found ?? (mayBeText(head) ? "text" : "a format that no first bytes tell");
  const quote = quoteText(head);
  throw new DownloadError(
    `The result is not what it should be: ${wanted} was ${source}, and ${came} came${
      declared ? `, declared as ${declared}` : ""
    }${quote ? `: ${quote}` : ""}. Nothing was saved.`,
    { code: "wrong_media_type" },
  );
}

/** The media type by the bytes. Text that happens to begin like a format (`BM`, `GIF`, a byte order mark) is none. */
async function identify(head: Uint8Array): Promise<string | undefined> {
  if (isSvg(head)) return "image/svg+xml";
  const sniffed = (await fileTypeFromBuffer(head))?.mime;
  return classifyMedia(sniffed) && isText(head) ? "text/plain" : sniffed;
}

/** True when every type that is known of a result is of the wanted class and has no first bytes to know it by. */
function isUnidentifiable(head: Uint8Array, known: string[], wanted: MediaClass | undefined): boolean {
  const fits = (type: string) => classifyMedia(type) === wanted && !isIdentifiable(type);
  return known.length > 0 && known.every(fits) && !mayBeText(head);
}

/** True for a type, or another name of one (`audio/x-wav`, `image/jpg`), that the bytes tell. */
function isIdentifiable(type: string): boolean {
  if (type === "image/svg+xml") return true;
  const subtype = type.replace(/^\w+\/(x-|vnd\.)?/, "");
  const names = [type, `${type.split("/", 1)[0]}/${subtype}`];
  return (
    names.some((name) => supportedMimeTypes.has(name as never)) || supportedExtensions.has(subtype as never)
  );
}
