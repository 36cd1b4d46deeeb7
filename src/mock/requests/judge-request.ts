import type { JsonObject } from "../../openapi/json.ts";
import { isJson } from "../../openapi/media-types.ts";
import { explainErrors } from "../../validation/explain-errors.ts";
import type { MockRequest } from "../base/http.ts";
import { findContent, type MediaContent, requestContents } from "../prism/contents.ts";
import type { Engine } from "../prism/engine.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import { explainKey } from "../responses/explain-key.ts";
import { type Explanation, summarise } from "../responses/explain-refusal.ts";
import { hasKey } from "./has-key.ts";
import type { ParsedBody } from "./parse-body.ts";
import { readParameters } from "./read-parameters.ts";

/** Why a request is refused, and with which status: the first of these that is documented. */
export interface Refusal {
  statuses: readonly [number, ...number[]];
  explanation: Explanation;
}

type Judge = Pick<Engine, "compileRequest" | "compileForm" | "compileParameter">;

/**
 * Judges a request by the schemas of its operation, with the validators that the client has, too.
 *
 * @param path what the path has for its template, still percent-encoded.
 */
export function judgeRequest(
  judge: Judge,
  operation: PrismOperation,
  request: MockRequest,
  path: Readonly<Record<string, string>>,
  body: ParsedBody,
): Refusal | undefined {
  if (!hasKey(operation, request))
    return { statuses: [401], explanation: { message: explainKey(operation, request) } };
  const unsupported = explainMediaType(operation, request);
  if (unsupported !== undefined) return { statuses: [415, 422, 400], explanation: { message: unsupported } };

  const inBody = judgeBody(judge, operation, request, body);
  const others = readParameters(operation, request, path).flatMap((parameter) => {
    const { name, required, values } = parameter;
    if (values.length === 0 && !required) return [];
    const validate = judge.compileParameter(parameter, operation);
    const refusals: (readonly { message: string; path: readonly (string | number)[] }[])[] = [];
    // The first way to read it that fits counts; what is said is said of the first.
    for (const given of values.length === 0 ? [{}] : values.map((value) => ({ [name]: value }))) {
      if (validate(given)) return [];
      refusals.push(explainErrors(validate.errors ?? [], given));
    }
    return refusals[0] ?? [];
  });
  const problems = [...inBody.problems, ...others.map(({ message }) => message)];
  if (problems.length === 0) return undefined;
  const param = inBody.param ?? others[0]?.path[0];
  const named = param === undefined ? {} : { param: String(param) };
  return { statuses: [422, 400], explanation: { message: summarise(problems), problems, ...named } };
}

function explainMediaType(operation: PrismOperation, { bytes, headers }: MockRequest): string | undefined {
  const type = headers["content-type"];
  const contents = requestContents(operation);
  if (bytes.length === 0 || type === undefined || findContent(contents, type)) return undefined;
  if (contents.length === 0)
    return operation.request?.body ? undefined : "The document describes no body of this request.";
  return `Supported content types: ${contents.map(({ mediaType }) => mediaType).join(",")}`;
}

function judgeBody(
  judge: Judge,
  operation: PrismOperation,
  request: MockRequest,
  body: ParsedBody,
): { problems: readonly string[]; param?: string | undefined } {
  const type = request.headers["content-type"];
  const contents = requestContents(operation);
  const content = (type === undefined ? undefined : findContent(contents, type)) ?? contents[0];
  const isMissing = request.bytes.length === 0 && body.value === undefined;
  if (!content || (isMissing && !operation.request?.body?.required)) return { problems: [] };
  const problems = findBodyProblems(judge, operation, content, body);
  if (isMissing && problems.length === 0) return { problems: ["the body is required"] };
  const [first] = problems;
  return {
    problems: problems.map(({ message }) => message),
    param: first?.path[0] === undefined ? undefined : String(first.path[0]),
  };
}

/**
 * What is wrong with a body, of which `undefined` is one that is missing. Texts of a form are coerced in their place, and
 * where another way to read it fits, it is read so.
 */
export function findBodyProblems(
  { compileRequest, compileForm }: Pick<Judge, "compileRequest" | "compileForm">,
  operation: PrismOperation,
  { mediaType, schema }: Pick<MediaContent, "mediaType" | "schema">,
  { value, form, others = [] }: ParsedBody,
) {
  // What is neither JSON nor a form, such as XML, is read as the text it is, and judged where the schema means a text.
  const isUnread = value !== undefined && !form && !isJson(mediaType) && !mayBeText(schema);
  const validate = (form ? compileForm : compileRequest)(schema, operation);
  if (isUnread || validate(value)) return [];
  const problems = explainErrors(validate.errors ?? [], value);
  const fitting = others.find((one) => validate(one));
  if (fitting === undefined) return problems;
  Object.assign(Object(value), fitting);
  return [];
}

function mayBeText({ type }: JsonObject): boolean {
  return [type].flat().includes("string");
}
