import { HIDDEN } from "../base/credentials.ts";
import { type MockRequest, readQuery } from "../base/http.ts";
import type { RecordedRequest } from "../base/request-log.ts";
import { requestContents } from "../prism/contents.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import { parseBody, readForm } from "../requests/parse-body.ts";
import { readParameters } from "../requests/read-parameters.ts";
import type { MockContext } from "../responses/context.ts";
import type { FormField, GivenRequest, JournalRequest } from "./wire.ts";

/** Headers that the client writes by itself (OpenAPI 3.1, 4.8.12.1, and the key of a submission). */
const OWN_HEADERS = /^(?:accept|content-type|authorization|idempotency-key)$/i;

/** A request of the journal, with what it takes to write it as code. */
export async function findJournalRequest(
  requestId: string,
  context: MockContext,
): Promise<JournalRequest | undefined> {
  const { requests } = context;
  const found = requests.find(requestId);
  const text = requests.findBody(requestId);
  if (!found || text === undefined) return found;
  return { ...found, text, ...(await readGiven(found, text, context)) };
}

async function readGiven(
  { method, path, query = "", headers }: RecordedRequest,
  text: string,
  context: MockContext,
): Promise<{ given?: GivenRequest }> {
  const engine = context.engine();
  const route = engine.find(method, path);
  if ("status" in route) return {};
  const { operation, parameters } = route;
  const parsed = readQuery(new URLSearchParams(query));
  const bytes = Buffer.from(text);
  const asked: MockRequest = { method, path, headers, search: query, query: parsed, bytes };
  const given: GivenRequest = { params: {} };
  for (const parameter of readParameters(operation, asked, parameters)) {
    const { in: place, name, values } = parameter;
    if (values.length === 0 || values.includes(HIDDEN) || (place === "header" && OWN_HEADERS.test(name)))
      continue;
    // The validator makes of the texts what the schema means.
    const validate = engine.compileParameter(parameter, operation);
    const readings = values.map((value) => ({ [name]: value }));
    given.params[place] = {
      ...given.params[place],
      ...(readings.find((one) => validate(one)) ?? readings[0]),
    };
  }
  return { given: { ...given, ...(await readBody(asked, operation, context)) } };
}

async function readBody(
  asked: MockRequest,
  operation: PrismOperation,
  context: MockContext,
): Promise<Pick<GivenRequest, "body" | "fields">> {
  const parsed = await parseBody(asked, operation);
  if ("message" in parsed || parsed.value === undefined) return {};
  const { value: body, form } = parsed;
  if (!form) return { body };
  const [content] = requestContents(operation);
  if (content) context.engine().compileForm(content.schema, operation)(body);
  const type = asked.headers["content-type"] ?? "";
  if (!/^multipart\//i.test(type)) return { body };
  const fields = [...(await readForm(asked.bytes, type))].map(
    ([name, part]): FormField =>
      typeof part === "string" ? { name, text: part } : { name, file: part.name, type: part.type },
  );
  return { body, fields };
}
