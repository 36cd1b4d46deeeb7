import type { Call } from "../../client/http/response.ts";
import { digestBytes, readUtf8 } from "../bytes.ts";
import { invalid, Refusal } from "../refusal.ts";
import { type Field, readFields, type Validator } from "./form-fields.ts";
import { readMultipart } from "./multipart.ts";

/** What a request wants to send. */
export interface RequestBody extends Pick<Call, "body" | "headers"> {
  /** What of it could be read, such as the fields of a form. */
  value: unknown;
  /** The same for the same content, however it is written. */
  fingerprint: string;
}

/** Reads the body of some media types. @throws {Refusal} it is none, or its validator refuses it. */
export type BodyReader = (
  given: { bytes: Uint8Array<ArrayBuffer>; header: string; type: string },
  validator: Validator | undefined,
) => Promise<RequestBody>;

/** Each may be validated several times. */
const MAX_FIELDS = 200;

/** What stands for a file: a text, as schemas say, and none of its content. */
const A_FILE = "file";

/** Reads the parts of `multipart/*`. They pass as they are, with the headers that the document asks for. */
export const readParts: BodyReader = async ({ bytes, header }, validator) => {
  const parts = readMultipart(bytes, header);
  if (!parts) throw new Refusal(400, "unreadable", "The body is none of parts.");
  const fields = parts.map(({ name, text = A_FILE }): Field => [name, text]);
  const value = readValid(fields, validator);
  const digests = await Promise.all(
    parts.map(async ({ head, content }) => [head, await digestBytes(content)]),
  );
  return { value, body: bytes, headers: { "content-type": header }, fingerprint: JSON.stringify(digests) };
};

/** Reads an encoded form. It is written anew. */
export const readEncoded: BodyReader = async ({ bytes, header, type }, validator) => {
  const fields = new URLSearchParams(decodeText(bytes, header));
  const value = readValid([...fields], validator);
  const body = `${fields}`;
  return { value, body, headers: { "content-type": type }, fingerprint: body };
};

/** @throws {Refusal} it is no UTF-8, of which another text would be sent on. */
export function decodeText(bytes: Uint8Array, header: string): string {
  const text = readUtf8(bytes, header);
  if (text === undefined) throw new Refusal(415, "unsupported_media_type", "Text has to be UTF-8.");
  return text;
}

function readValid(fields: readonly Field[], validator: Validator | undefined): unknown {
  if (fields.length > MAX_FIELDS)
    throw new Refusal(413, "too_large", `The form has more than ${MAX_FIELDS} fields.`);
  const { value, problems } = readFields(fields, validator);
  if (problems.length > 0) throw invalid(problems);
  return value;
}
