import { isRecord } from "../../openapi/json.ts";
import type { MockResponse } from "../base/http.ts";
import { successContents } from "../prism/contents.ts";
import type { PrismOperation } from "../prism/prism.ts";
import { documentedError } from "./documented-error.ts";

/** The word by which a request asks for its response piece by piece. */
const STREAM = "stream";

/** Why, in words that no other refusal has. */
export const NO_STREAM =
  "the document describes no event stream of this operation, so the mock has none to send";

/**
 * Refuses a request that asks for a stream: the document does not say what the pieces look like, and one whole
 * JSON response is nothing that a reader of a stream could read. Undefined when it asks for none, or one is documented.
 */
export function refuseStream(operation: PrismOperation, body: unknown): MockResponse | undefined {
  if (!isRecord(body) || body[STREAM] !== true) return undefined;
  const documented = successContents(operation)?.contents.map(({ mediaType }) => mediaType) ?? [];
  if (documented.some((mediaType) => mediaType.startsWith("text/event-stream"))) return undefined;
  const message = `${STREAM} must be false or absent, got true: ${NO_STREAM}`;
  return { ...documentedError(operation, [400], { message, param: STREAM }), isUnsupported: true };
}
