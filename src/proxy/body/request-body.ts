import { raceAbort, withTimeout } from "../../client/http/abort.ts";
import { parseBody, readBody } from "../../client/http/body.ts";
import type { Validators } from "../../client/http/connection.ts";
import { acceptsType, essenceOf } from "../../client/serialize/media-types.ts";
import { explainInexact, findInexactNumber } from "../../text/inexact-number.ts";
import { digestBytes } from "../bytes.ts";
import { invalid, Refusal } from "../refusal.ts";
import type { Route } from "../route.ts";
import { type BodyReader, decodeText, type RequestBody, readEncoded, readParts } from "./form-body.ts";
import type { Validator } from "./form-fields.ts";
import { findSameNames } from "./same-names.ts";

/** How bodies are read. */
export interface BodyOptions {
  validators: Validators;
  maxBytes: number;
}

/** For a request to come in whole. */
const READ_WITHIN_MS = 60_000;

const JSON_TYPE = /^application\/([\w.-]+\+)?json$/;

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
  route: Route,
  options: BodyOptions,
): Promise<RequestBody | undefined> {
  const body = await readBodyOf(request, route, options);
  const same = findSameNames(body?.value);
  if (same)
    throw invalid([{ message: `Expected \`${same[0]}\` once, got \`${same[1]}\` too.`, path: [same[1]] }]);
  return body;
}

async function readBodyOf(
  request: Request,
  { method, path, body: documented = "application/json" }: Route,
  { validators, maxBytes }: BodyOptions,
): Promise<RequestBody | undefined> {
  const bytes = await readBytes(request, maxBytes);
  const validator = Object.values(validators).find(({ endpoint }) => endpoint === `${method} ${path}`);
  if (bytes.length === 0 && !validator) return undefined;
  const header = request.headers.get("content-type") ?? "";
  const given = { bytes, header, type: essenceOf(header) };
  if (JSON_TYPE.test(essenceOf(documented))) {
    if (validator && JSON_TYPE.test(given.type)) return readJson(given, validator, documented);
    throw new Refusal(415, "not_json", "Only bodies of JSON that can be validated pass.");
  }
  if (!acceptsType(documented, given.type))
    throw new Refusal(415, "unsupported_media_type", `The body has to be ${documented}.`);
  // A page of another origin can send forms and text without asking first, but no such header.
  if (method === "POST" && !request.headers.has("idempotency-key"))
    throw new Refusal(400, "idempotency_key_required", "A body that is no JSON needs an Idempotency-Key.");
  if (bytes.length > 0) return findReader(given.type)(given, validator);
  ensureValid(undefined, validator);
  return undefined;
}

function findReader(type: string): BodyReader {
  if (type.startsWith("multipart/")) return readParts;
  if (type === "application/x-www-form-urlencoded") return readEncoded;
  return type.startsWith("text/") ? readText : readFile;
}

const readJson = async (
  { bytes }: Pick<Parameters<BodyReader>[0], "bytes">,
  validator: Validator,
  documented: string,
): Promise<RequestBody> => {
  const value = parseBody(bytes);
  ensureValid(value, validator);
  // Where a body may be left out, one that cannot be read is not taken for none.
  if (value === undefined && bytes.length > 0) throw invalid([{ message: "The body is no JSON.", path: [] }]);
  if (value === undefined) return { value, fingerprint: "" };
  const number = findInexactNumber(new TextDecoder().decode(bytes));
  if (number !== undefined) throw invalid([{ message: `${explainInexact(number)}.`, path: [] }]);
  const body = JSON.stringify(value);
  return { value, body, headers: { "content-type": documented }, fingerprint: body };
};

const readText: BodyReader = async ({ bytes, header, type }, validator) => {
  const value = decodeText(bytes, header);
  ensureValid(value, validator);
  return { value, body: value, headers: { "content-type": type }, fingerprint: value };
};

const readFile: BodyReader = async ({ bytes, header }) => {
  const fingerprint = await digestBytes(bytes);
  return { value: undefined, body: bytes, headers: { "content-type": header }, fingerprint };
};

function ensureValid(value: unknown, validator: Validator | undefined): void {
  const result = validator?.validate(value);
  if (result?.ok === false) throw invalid(result.problems);
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
