import { assertOption } from "../settings/options.ts";
import type { MediaFacts } from "./facts.ts";
import { type WrittenBody, writeMultipart, writeUrlencoded } from "./forms.ts";
import { ANY_BYTES, acceptsType, essenceOf, isRange, matchBlob } from "./media-types.ts";
import { isBytes, isJsonType, isPresent, toJson, toText } from "./texts.ts";

const isForm = ({ mediaType }: MediaFacts) =>
  /^(multipart\/|application\/x-www-form-urlencoded)/.test(mediaType);
const isBare = (media: MediaFacts) => !isForm(media) && !isJsonType(media.mediaType);

/**
 * Writes a body in one of the media types that the page has for it. A form and files are sent as they are.
 *
 * @param named what the call itself says of the media type.
 * @throws {ValidationError} it cannot be written so.
 */
export function writeBody(medias: readonly MediaFacts[], body: unknown, named?: string): WrittenBody {
  if (body instanceof FormData) return { body, contentType: undefined };
  if (body instanceof URLSearchParams)
    return { body: `${body}`, contentType: "application/x-www-form-urlencoded" };
  const media = chooseMedia(medias, body, named);
  const { mediaType } = media;
  if (isBytes(body)) {
    assertOption(isBare(media), "body", "an object: a file has no fields", body);
    const type = body instanceof Blob ? body.type : "";
    return { body: body as Blob, contentType: named ?? nameBytes(medias, mediaType, type) };
  }
  const contentType = named ?? (isRange(mediaType) ? "text/plain" : mediaType);
  if (isJsonType(mediaType)) return { body: toJson(body, "body"), contentType };
  if (!isForm(media)) {
    const expected = `text or a file: it is sent as ${mediaType}`;
    assertOption(typeof body !== "object" && isPresent(body), "body", expected, body);
    return { body: toText(body, "body"), contentType };
  }
  assertOption(typeof body === "object" && body !== null && !Array.isArray(body), "body", "an object", body);
  if (!mediaType.startsWith("multipart/"))
    return { body: writeUrlencoded(media, body as object), contentType };
  return writeMultipart(media, body as object);
}

function nameBytes(medias: readonly MediaFacts[], mediaType: string, type: string): string {
  if (isRange(mediaType)) return type || ANY_BYTES;
  return (
    matchBlob(
      medias
        .filter(isBare)
        .map((one) => one.mediaType)
        .join(),
      type,
      "body",
    ) ?? mediaType
  );
}

/** The media type that the call names, or else the one that fits the value, or else the preferred one. */
function chooseMedia(medias: readonly MediaFacts[], body: unknown, named: string | undefined): MediaFacts {
  const [preferred = { mediaType: "application/json" }] = medias;
  if (named !== undefined)
    return medias.find(({ mediaType }) => essenceOf(mediaType) === essenceOf(named)) ?? { mediaType: named };
  if (isBytes(body)) {
    const bare = medias.filter(isBare);
    const type = body instanceof Blob ? body.type : "";
    return bare.find(({ mediaType }) => type !== "" && acceptsType(mediaType, type)) ?? bare[0] ?? preferred;
  }
  if (typeof body !== "object" && !isJsonType(preferred.mediaType)) return medias.find(isBare) ?? preferred;
  const holdsFile = Object.values(Object(body)).some((value) => [value].flat().some(isBytes));
  const multipart = medias.find(({ mediaType }) => mediaType.startsWith("multipart/"));
  return (holdsFile && multipart) || preferred;
}
