import { raceAbort, withTimeout } from "../client/http/abort.ts";
import { parseBody, readBody } from "../client/http/body.ts";
import type { Validators } from "../client/http/connection.ts";
import type { Call } from "../client/http/response.ts";
import { acceptsType, essenceOf } from "../client/serialize/media-types.ts";
import { digestBytes } from "./bytes.ts";
import { readFields } from "./form-fields.ts";
import { readMultipart } from "./multipart.ts";
import { Refusal } from "./refusal.ts";
import type { Route } from "./route.ts";

/** What a request wants to send. */
export interface RequestBody extends Pick<Call, "body" | "headers"> {
  /** What of it could be read, such as the fields of a form. */
  value: unknown;
  /** The same for the same content, however it is written. */
  fingerprint: string;
}

/** How bodies are read. */
export interface BodyOptions {
  validators: Validators;
  maxBytes: number;
}

/** For a request to come in whole. */
const READ_WITHIN_MS = 60_000;

const JSON_TYPE = /^application\/([\w.-]+\+)?json$/;

/** What stands for a file: a text, as schemas say, and none of its content. */
const A_FILE = "file";

/** What no other origin's page can send without asking first, but for what comes with a header of its own. */
const KEY_HEADER = "idempotency-key";

/**
 * The body of a request, in the media type that its operation documents, and valid as far as its validator can tell: all
 * of JSON and text, the fields of a form, of files only that they are there.
 *
 * What was validated is what is sent on: JSON and encoded forms are written anew, parts are read in one way alone.
 * Undefined where there is no body.
 *
 * @throws {Refusal} it is something else.
 */
export async function readRequestBody(
  request: Request,
  { method, path, body: documented = "application/json" }: Route,
  options: BodyOptions,
): Promise<RequestBody | undefined> {
  const bytes = await readBytes(request, options.maxBytes);
  const validator = Object.values(options.validators).find(
    ({ endpoint }) => endpoint === `${method} ${path}`,
  );
  if (bytes.length === 0 && !validator) return undefined;
  const header = request.headers.get("content-type") ?? "";
  const type = essenceOf(header);
  const isJson = JSON_TYPE.test(essenceOf(documented));
  if (isJson && (!validator || !JSON_TYPE.test(type)))
    throw new Refusal(415, "not_json", "Only bodies of JSON that can be validated pass.");
  if (!isJson && !acceptsType(documented, type))
    throw new Refusal(415, "unsupported_media_type", `The body has to be ${documented}.`);
  // A page of another origin can send forms and text, but no such header, without asking first.
  if (!isJson && method === "POST" && !request.headers.has(KEY_HEADER))
    throw new Refusal(400, "idempotency_key_required", "A body that is no JSON needs an Idempotency-Key.");

  const ensureValid = (value: unknown) => {
    const result = validator?.validate(value);
    if (result?.ok === false) throw refuse(result.problems);
  };
  if (isJson) {
    const value = bytes.length === 0 ? undefined : parseBody(bytes);
    ensureValid(value);
    const text = value === undefined ? undefined : JSON.stringify(value);
    const headers = text === undefined ? {} : { "content-type": "application/json" };
    return { value, body: text, headers, fingerprint: text ?? "" };
  }
  if (bytes.length === 0) ensureValid(undefined);
  if (bytes.length === 0) return undefined;
  const headers = { "content-type": header };
  if (type.startsWith("multipart/")) {
    const parts = readMultipart(bytes, header);
    if (!parts) throw new Refusal(400, "unreadable", "The body is none of parts.");
    const texts = parts.map(
      ({ name, fileName, content }) =>
        [name, fileName === undefined ? new TextDecoder().decode(content) : A_FILE] as const,
    );
    const { value, problems } = readFields(texts, validator);
    if (problems.length > 0) throw refuse(problems);
    const digests = parts.map(async ({ head, content }) => [head, await digestBytes(content)]);
    return { value, body: bytes, headers, fingerprint: JSON.stringify(await Promise.all(digests)) };
  }
  if (type === "application/x-www-form-urlencoded") {
    const fields = new URLSearchParams(new TextDecoder().decode(bytes));
    const { value, problems } = readFields([...fields], validator);
    if (problems.length > 0) throw refuse(problems);
    return { value, body: `${fields}`, headers: { "content-type": type }, fingerprint: `${fields}` };
  }
  const value = type.startsWith("text/") ? new TextDecoder().decode(bytes) : undefined;
  if (value !== undefined) ensureValid(value);
  return { value, body: bytes, headers, fingerprint: await digestBytes(bytes) };
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new Refusal(413, "too_large", `The body has more than ${maxBytes} bytes.`);
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge();
  const [stop, release] = withTimeout(READ_WITHIN_MS, request.signal);
  const bytes = await raceAbort(readBody(new Response(request.body), maxBytes), stop)
    .catch(() => {
      throw new Refusal(400, "unreadable", "The body did not come in whole.");
    })
    .finally(release);
  if (!bytes) throw tooLarge();
  return bytes;
}

function refuse(problems: readonly { message: string; path: readonly (string | number)[] }[]): Refusal {
  const message = problems.map((problem) => problem.message).join("; ");
  return new Refusal(400, "invalid_parameters", message, { param: problems[0]?.path.join(".") ?? "" });
}
