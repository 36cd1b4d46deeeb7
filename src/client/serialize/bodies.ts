import { isBytes, isPresent, toPlain, toText } from "../http/values.ts";
import { writeJson } from "../settings/json.ts";
import { assertOption } from "../settings/options.ts";
import type { MediaFacts } from "./facts.ts";
import { type WrittenBody, writeFormData, writeMultipart, writeUrlencoded } from "./forms.ts";
import { ANY_BYTES, essenceOf, isRange, matchBlob } from "./media-types.ts";
import { isJsonType } from "./texts.ts";

const URLENCODED = "application/x-www-form-urlencoded";
const isMultipart = ({ mediaType }: MediaFacts) => essenceOf(mediaType).startsWith("multipart/");
const isUrlencoded = ({ mediaType }: MediaFacts) => essenceOf(mediaType) === URLENCODED;
const isForm = (media: MediaFacts) => isMultipart(media) || isUrlencoded(media);
const isBare = (media: MediaFacts) => !isForm(media) && !isJsonType(media.mediaType);

/**
 * Writes a body in one of the media types that the page has for it. A form and files are sent as they are.
 *
 * @param named what the call itself says of the media type.
 * @throws {ValidationError} it cannot be written so.
 */
export function writeBody(medias: readonly MediaFacts[], body: unknown, named?: string): WrittenBody {
  const ofCall = named === undefined ? [] : [{ mediaType: named }];
  if (body instanceof FormData)
    return writeFormData(body, [...ofCall, ...medias].find(isMultipart)?.mediaType);
  if (body instanceof URLSearchParams)
    return { body: `${body}`, contentType: named ?? medias.find(isUrlencoded)?.mediaType ?? URLENCODED };
  const media = chooseMedia(medias, body, named);
  const { mediaType } = media;
  if (isBytes(body)) {
    assertOption(isBare(media), "body", "an object: a file has no fields", body);
    const type = body instanceof Blob ? body.type : "";
    return { body: body as Blob, contentType: named ?? nameBytes(medias, mediaType, type) };
  }
  const contentType = named ?? (isRange(mediaType) ? "text/plain" : mediaType);
  if (isJsonType(mediaType)) return { body: writeJson(body, "body"), contentType };
  if (!isForm(media)) {
    const expected = `text or a file: it is sent as ${mediaType}`;
    assertOption(typeof body !== "object" && isPresent(body), "body", expected, body);
    return { body: toText(body, "body"), contentType };
  }
  const fields = toPlain(body, "body");
  assertOption(
    typeof fields === "object" && fields !== null && !Array.isArray(fields),
    "body",
    "an object",
    body,
  );
  if (isMultipart(media)) return writeMultipart({ ...media, mediaType: contentType }, fields);
  return { body: writeUrlencoded(media, fields), contentType };
}

/** @throws {ValidationError} they say that they are nothing that the page takes. */
function nameBytes(medias: readonly MediaFacts[], mediaType: string, type: string): string | undefined {
  if (type === "" && isRange(mediaType)) return ANY_BYTES;
  const accepted = medias.filter(isBare).map((one) => one.mediaType);
  return matchBlob(accepted.join(), type, "body");
}

/** The media type that the call names, or else one that fits the value, or else the preferred one. */
function chooseMedia(medias: readonly MediaFacts[], body: unknown, named: string | undefined): MediaFacts {
  const [preferred = { mediaType: "application/json" }] = medias;
  if (named !== undefined)
    return medias.find(({ mediaType }) => essenceOf(mediaType) === essenceOf(named)) ?? { mediaType: named };
  const isText = typeof body !== "object" && !isJsonType(preferred.mediaType);
  if (isText || isBytes(body)) return medias.find(isBare) ?? preferred;
  const holdsFile = Object.values(Object(body)).some((value) => [value].flat().some(isBytes));
  return (holdsFile && medias.find(isMultipart)) || preferred;
}
