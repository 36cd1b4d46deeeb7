import { isObject, type JsonObject } from "../../openapi/json.ts";
import { isJson } from "../../openapi/media-types.ts";
import { explainErrors } from "../../validation/explain-errors.ts";
import type { MockResponse } from "../base/http.ts";
import { bundleOf, findResponse, responseContents } from "../prism/contents.ts";
import type { Engine } from "../prism/engine.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import { documentedError } from "./documented-error.ts";
import { summarise } from "./explain-refusal.ts";
import { sampleValue } from "./sample-value.ts";

/** The headers that a response of the mock has of its own, whatever the document says of them. */
const OWN = new Set(["content-type", "content-length", "x-request-id"]);

/**
 * A response with the headers that the document requires of it. One whose body contradicts the document is not passed on:
 * that is a mistake of the mock or of the document.
 */
export function completeResponse(
  { compileResponse }: Pick<Engine, "compileResponse">,
  operation: PrismOperation,
  response: MockResponse,
): MockResponse {
  const { status, body } = response;
  const content = responseContents(operation, status)?.find(({ mediaType }) => isJson(mediaType));
  if (content && status < 400 && typeof body === "object") {
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
  return Object.fromEntries(
    documented.flatMap(({ name, required, schema, examples: [example] = [] }) => {
      const lower = name.toLowerCase();
      if (!required || OWN.has(lower)) return [];
      const given = example && "value" in example ? example.value : undefined;
      const json = schema as unknown as JsonObject | undefined;
      const value = given ?? (isObject(json) ? sampleValue(json, bundleOf(operation), () => true) : "");
      return [[lower, String(value ?? "")]];
    }),
  );
}

/** What is said of an operation that the document leaves the mock no response for: what, and where. */
export function cannotServe({ method, path }: PrismOperation, why: string): MockResponse {
  const message = `${method.toUpperCase()} ${path}: ${why}. Correct the document.`;
  return documentedError(undefined, [500], { message, code: "mock_contradicts_document" });
}
