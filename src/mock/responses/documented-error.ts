import { isRecord } from "../../openapi/json.ts";
import { jsonResponse, type MockResponse } from "../base/http.ts";
import { bundleOf, responseContents } from "../prism/contents.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import { sampleSchema } from "../samples/sample.ts";
import type { Explanation } from "./explain-refusal.ts";

/** What is sent where the document says nothing of a status. */
const UNDOCUMENTED: Record<number, { code: string; type: string }> = {
  404: { code: "not_found", type: "invalid_request_error" },
  405: { code: "method_not_allowed", type: "invalid_request_error" },
  413: { code: "request_too_large", type: "invalid_request_error" },
};

/**
 * The error an operation documents for a status: its example, with our sentence in the place of its message.
 *
 * @param status the first of these that the operation documents, or the last.
 */
export function documentedError(
  operation: PrismOperation | undefined,
  statuses: readonly [number, ...number[]],
  explanation?: Explanation & { code?: string },
): MockResponse {
  const status =
    statuses.find((one) => operation && responseContents(operation, one)) ??
    statuses[statuses.length - 1] ??
    500;
  const [content] = (operation && responseContents(operation, status)) ?? [];
  const documented =
    operation && content && (content.examples[0]?.value ?? sampleSchema(content.schema, bundleOf(operation)));
  const body = isRecord(documented) ? structuredClone(documented) : undocumentedBody(status);
  if (explanation) setMessage(body, explanation);
  if (!explanation) return jsonResponse(status, body);
  const { message, problems = [message] } = explanation;
  return { ...jsonResponse(status, body), note: message, problems };
}

function undocumentedBody(status: number): Record<string, unknown> {
  const { code, type } = UNDOCUMENTED[status] ?? {
    code: `http_${status}`,
    type: status < 500 ? "invalid_request_error" : "api_error",
  };
  return { error: { code, message: `HTTP status ${status}`, type } };
}

/** Error bodies come as `{error: {message}}` and, at some endpoints, flat. */
function setMessage(
  body: Record<string, unknown>,
  { message, param, code }: Explanation & { code?: string },
): void {
  const holder = isRecord(body.error) ? body.error : body;
  const key = Object.hasOwn(holder, "msg") ? "msg" : "message";
  holder[key] = message;
  if (holder === body.error && param !== undefined) holder.param = param;
  if (code !== undefined) holder.code = code;
}
