import { isHeaderName } from "../../openapi/headers.ts";
import { isRecord } from "../../openapi/json.ts";
import { isJson } from "../../openapi/media-types.ts";
import { explainErrors } from "../../validation/explain-errors.ts";
import type { MockResponse } from "../base/http.ts";
import {
  bundleOf,
  type DocumentedParameter,
  findResponse,
  responseContents,
  schemaOf,
} from "../prism/contents.ts";
import type { Engine } from "../prism/engine.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import { sampleValue } from "../samples/sample-value.ts";
import { documentedError } from "./documented-error.ts";
import { summarise } from "./explain-refusal.ts";

/** The headers that a response of the mock has of its own, whatever the document says of them. */
const OWN = new Set([
  ...["content-type", "x-request-id"],
  // Those of the connection: RFC 9110, 7.6.1.
  ...["content-length", "connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"],
]);

/**
 * A response with the headers that the document requires of it. One whose body contradicts the document is not passed on:
 * that is a mistake of the mock or of the document.
 */
export function completeResponse(
  { compileResponse }: Pick<Engine, "compileResponse">,
  operation: PrismOperation,
  response: MockResponse,
): MockResponse {
  const { status, headers, body } = response;
  const content = responseContents(operation, status)?.find(({ mediaType }) => isJson(mediaType));
  if (content && status < 400 && typeof body === "object" && isJson(headers["content-type"] ?? "")) {
    const validate = compileResponse(content.schema, operation);
    if (!validate(body)) {
      const problems = explainErrors(validate.errors ?? [], body).map(({ message }) => message);
      return cannotServe(
        operation,
        `its response ${status} contradicts the document: ${summarise(problems)}`,
      );
    }
  }
  return { ...response, headers: { ...requiredHeaders(operation, response), ...response.headers } };
}

function requiredHeaders(operation: PrismOperation, { status }: MockResponse): Record<string, string> {
  const documented = findResponse(operation, status)?.headers ?? [];
  const leadsOn = status >= 300 && status < 400;
  return Object.fromEntries(
    documented.flatMap((header) => {
      const name = header.name.toLowerCase();
      const isWanted = header.required === true || (leadsOn && name === "location");
      if (!isWanted || OWN.has(name) || !isHeaderName(name)) return [];
      const [example] = header.examples ?? [];
      const schema = schemaOf(header as unknown as Pick<DocumentedParameter, "schema" | "content">);
      const sampled = () => (schema ? sampleValue(schema, bundleOf(operation), () => true) : "");
      const value = example && "value" in example ? example.value : sampled();
      const isJsonText = "content" in header && typeof value !== "string";
      const text = isJsonText ? JSON.stringify(value) : toSimple(value, header.explode === true);
      // What no header can carry.
      return [[name, text.replace(/[^\t\x20-\x7e]/gu, encodeURIComponent)]];
    }),
  );
}

function toSimple(value: unknown, explode: boolean): string {
  if (!isRecord(value)) return String(value ?? "");
  return Object.entries(value)
    .map((pair) => pair.join(explode ? "=" : ","))
    .join(",");
}

/** What is said of an operation that the document leaves the mock no response for: what, and where. */
export function cannotServe({ method, path }: PrismOperation, why: string): MockResponse {
  const message = `${method.toUpperCase()} ${path}: ${why}. Correct the document.`;
  return documentedError(undefined, [500], { message, code: "mock_contradicts_document" });
}
