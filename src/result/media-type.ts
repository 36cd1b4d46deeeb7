import { fileTypeFromBuffer } from "file-type/core";
import { DownloadError } from "../errors/classes.ts";

/** How many first bytes `file-type` wants to see to tell every format it knows. */
export const SNIFFED_BYTES = 4100;

/** Containers that carry sound or pictures under a name that does not say so. */
const MEDIA_CONTAINERS = new Set(["application/ogg", "application/mxf", "application/vnd.ms-asf"]);

/** What an application/octet-stream is: a type that says nothing. */
const SAYS_NOTHING = new Set(["application/octet-stream", "binary/octet-stream", "application/x-download"]);

/** `"av"` for sound and pictures that move (one container holds either), `"image"`, `"text"`, or undefined: anything. */
type MediaClass = "av" | "image" | "text" | undefined;

function classify(type: string | undefined): MediaClass {
  if (type === undefined || type === "image/svg+xml") return undefined;
  if (MEDIA_CONTAINERS.has(type) || /^(audio|video)\//.test(type)) return "av";
  if (type.startsWith("image/")) return "image";
  return /^text\/|[/+](json|xml)$/.test(type) ? "text" : undefined;
}

/** `Content-Type` without its parameters; undefined when it is missing or says nothing. */
export function readMediaType(header: string | undefined): string | undefined {
  const type = header?.split(";", 1)[0]?.trim().toLowerCase();
  return type && !SAYS_NOTHING.has(type) ? type : undefined;
}

/**
 * Finds out what a result really is, and refuses what cannot be the result asked for, such as a login page
 * or an error in JSON where a video was expected.
 *
 * @param head its first bytes, 4100 of them or all there are.
 * @param declared its media type by `Content-Type`.
 * @param expected its media type by the file name or by the type of the task.
 * @returns the media type: by the bytes, else as declared, else `application/octet-stream`.
 * @throws {DownloadError} `code: "wrong_media_type"`.
 */
export async function checkMediaType(
  head: Uint8Array,
  declared: string | undefined,
  expected: string | undefined,
): Promise<string> {
  const sniffed = (await fileTypeFromBuffer(head))?.mime;
  const found = sniffed ?? (looksLikeText(head) ? "text/plain" : undefined);
  for (const [wanted, source] of [
    [expected, "expected"],
    [declared, "declared"],
  ] as const) {
    const wantedClass = classify(wanted);
    const wrong = [declared, found].find((type) => {
      const foundClass = classify(type);
      return foundClass !== undefined && foundClass !== wantedClass;
    });
    const isMedia = wantedClass === "av" || wantedClass === "image";
    const archive = isMedia && sniffed !== undefined && classify(sniffed) === undefined ? sniffed : undefined;
    if (isMedia && (wrong ?? archive))
      throw new DownloadError(
        `The result is not what it should be: ${wanted} was ${source}, and ${wrong ?? archive} came${quote(head)}. Nothing was saved.`,
        { code: "wrong_media_type" },
      );
  }
  return sniffed ?? declared ?? "application/octet-stream";
}

/** UTF-8 without control characters: an error page, JSON or XML, and no media format that has a name. */
function looksLikeText(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 32 && ![9, 10, 12, 13].includes(byte))) return false;
  try {
    // Without `stream`, a character cut in two at the end would count as an error.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The start of a text answer, which usually says why there is no result. */
function quote(head: Uint8Array): string {
  if (!looksLikeText(head)) return "";
  const text = new TextDecoder().decode(head.subarray(0, 200)).replace(/\s+/g, " ").trim();
  return text === "" ? "" : `: ${JSON.stringify(text.slice(0, 80))}`;
}
