import { encodeAll } from "../http/plain-request.ts";
import { isBytes, isPresent, toPlain, toText } from "../http/values.ts";
import { writeJson } from "../settings/json.ts";
import { assertOption } from "../settings/options.ts";
import type { EncodingFacts, MediaFacts } from "./facts.ts";
import { matchBlob } from "./media-types.ts";
import { joinStreams, StreamFile } from "./stream-file.ts";
import { encodeFor, listPairs, type Pair } from "./styles.ts";
import { isJsonType } from "./texts.ts";

/** A body as `fetch` takes it, and what it is called; a form without a media type says that itself. */
export interface WrittenBody {
  body: NonNullable<RequestInit["body"]>;
  contentType: string | undefined;
  /** In bytes, where it is known. */
  size?: number;
}

/** A field of a form. */
interface Field {
  name: string;
  value: string | Blob | StreamFile;
  /** What it is called, where that is not what it is called anyway. */
  contentType?: string | undefined;
  headers: Readonly<Record<string, string>>;
}

/**
 * The fields of a form as `application/x-www-form-urlencoded`: a field for each item of a list, and JSON for an object,
 * unless the page says another style.
 *
 * @throws {ValidationError} one of them is a file.
 */
export function writeUrlencoded({ encoding = {} }: MediaFacts, body: object): string {
  return Object.entries(body)
    .flatMap(([name, value]): Pair[] => {
      const own = ownEncoding(encoding, name);
      if (hasStyle(own)) return listPairs({ name, ...own }, value, encodeFor(own), name);
      return listValues(value).map((item) => {
        assertOption(!isBytes(item), name, "no file: a form of this kind has none", item);
        return [encodeAll(name), encodeAll(writeField(item, own.contentType, name).value)];
      });
    })
    .map((pair) => pair.join("="))
    .join("&");
}

/**
 * The fields of a form as `multipart/*`: a part for each item of a list, JSON for an object, and files as they are.
 *
 * `FormData` has no way to say what a text is, nor has it headers: where a page asks for these, the parts are written
 * here, as bytes.
 */
export function writeMultipart({ mediaType, encoding = {} }: MediaFacts, body: object): WrittenBody {
  const fields = Object.entries(body).flatMap(([name, value]) =>
    listFields(name, value, ownEncoding(encoding, name)),
  );
  const isPlain = fields.every(
    ({ value, contentType, headers }) =>
      (value instanceof Blob || (typeof value === "string" && contentType === undefined)) &&
      Object.keys(headers).length === 0,
  );
  if (!isFormData(mediaType) || !isPlain) return writeParts(mediaType, fields);
  const form = new FormData();
  for (const { name, value, contentType } of fields)
    form.append(name, value instanceof Blob ? retype(value, contentType) : `${value}`);
  return { body: form, contentType: undefined };
}

/** A form as bytes, whose number is known. */
export function writeForm(form: FormData, mediaType = FORM_DATA): WrittenBody {
  return writeParts(
    mediaType,
    [...form].map(([name, value]) => ({ name, value, headers: {} })),
  );
}

/** A form as it is, unless its media type says more than `fetch` can: another kind of parts, or parameters. */
export function writeFormData(form: FormData, mediaType = FORM_DATA): WrittenBody {
  return isFormData(mediaType) ? { body: form, contentType: undefined } : writeForm(form, mediaType);
}

const FORM_DATA = "multipart/form-data";

/** The boundary of a form is made with it. */
const withoutBoundary = (mediaType: string) => mediaType.replace(/ *; *boundary=[^;]*/gi, "");

/** Whether it says no more than `fetch` says itself. */
const isFormData = (mediaType: string) => withoutBoundary(mediaType).toLowerCase() === FORM_DATA;

function listFields(name: string, value: unknown, own: EncodingFacts): Field[] {
  const { headers = {}, contentType } = own;
  if (hasStyle(own))
    return listPairs({ name, ...own }, value, (text) => text, name).map(([key, text]) => ({
      name: key,
      value: text,
      headers,
    }));
  return listValues(value).map((item): Field => {
    assertOption(!(item instanceof ReadableStream), name, "a Blob: a stream cannot be part of a form", item);
    const file = item instanceof StreamFile ? item : isBytes(item) ? toBlob(item) : undefined;
    if (file) return { name, value: file, contentType: matchBlob(contentType, file.type, name), headers };
    return { name, ...writeField(item, contentType, name), headers };
  });
}

/** Files keep their name. */
function retype(file: Blob, type = file.type): Blob {
  if (type === file.type) return file;
  return file instanceof File ? new File([file], file.name, { type }) : new Blob([file], { type });
}

const toBlob = (value: unknown) => (value instanceof Blob ? value : new Blob([value as BlobPart]));

function writeParts(mediaType: string, fields: readonly Field[]): WrittenBody {
  // Small letters: a Blob has no others in its type.
  const boundary = `part-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
  const parts = fields.flatMap(({ name, value, contentType, headers }): (string | Blob | StreamFile)[] => {
    const isFile = typeof value !== "string";
    const fileName = value instanceof File || value instanceof StreamFile ? value.name : "blob";
    const type = contentType ?? (isFile ? value.type || "application/octet-stream" : undefined);
    const lines = [
      `--${boundary}`,
      `content-disposition: form-data; name="${escapeName(name)}"${isFile ? `; filename="${escapeName(fileName)}"` : ""}`,
      ...(type === undefined ? [] : [`content-type: ${type}`]),
      ...Object.entries(headers).map((pair) => pair.join(": ")),
      "\r\n",
    ];
    return [lines.join("\r\n"), value, "\r\n"];
  });
  const pieces = [...parts, `--${boundary}--\r\n`];
  const contentType = `${withoutBoundary(mediaType)}; boundary=${boundary}`;
  const blobs = pieces.map((piece) => (typeof piece === "string" ? new Blob([piece]) : piece));
  const size = blobs.reduce((sum, blob) => sum + blob.size, 0);
  const body = new Blob(blobs as BlobPart[], { type: contentType });
  // Bun leaves out what stands on the disk, and nobody knows how much a stream is.
  return { body: body.size === size ? body : joinStreams(blobs), contentType, size };
}

/** As browsers write the names of a form: section 4.10.21.8 of HTML. */
const escapeName = (name: string) => name.replace(/\r\n?|\n/g, "%0D%0A").replaceAll('"', "%22");

const hasStyle = ({ style, explode, allowReserved }: EncodingFacts) =>
  style !== undefined || explode !== undefined || allowReserved !== undefined;

const ownEncoding = (encoding: NonNullable<MediaFacts["encoding"]>, name: string): EncodingFacts =>
  (Object.hasOwn(encoding, name) && encoding[name]) || {};

/** The items of a list, or the one value; none where it is absent. */
const listValues = (value: unknown) => [value].flat().filter(isPresent);

/** A value and what it is called: an object is JSON, and anything else the first media type that is no range. */
function writeField(
  value: unknown,
  accepted: string | undefined,
  name: string,
): Pick<Field, "contentType"> & { value: string } {
  const isObject = typeof toPlain(value, name) === "object";
  const contentType = isObject
    ? (accepted ?? "application/json").split(",").find(isJsonType)?.trim()
    : matchBlob(accepted, "", name);
  return { value: isJsonType(`${contentType}`) ? writeJson(value, name) : toText(value, name), contentType };
}
