import pluralize from "pluralize";
import type { Method } from "../../../../src/openapi/operations.ts";
import { joinCamel, joinPascal, splitWords } from "./words.ts";

const VERBS: Record<Method, string> = {
  get: "get",
  post: "create",
  put: "replace",
  patch: "update",
  delete: "delete",
  options: "describe",
  head: "check",
  trace: "trace",
};

/** Segments that say nothing about what the path is of: `api`, and the first version with its previews. */
export const SILENT_SEGMENT = /^(?:api|v1(?:alpha|beta)?\d*)$/;

/**
 * Names an operation after its method and path, and after nothing else:
 *
 * - `POST /v1/videos/generations` creates one: `createVideoGeneration`,
 * - `GET /v1/tasks/{task_id}` gets one, `GET /v1/credits` gets what is there: `getTask`, `getCredits`,
 * - `POST /v1beta/models/{model}:generateContent` has its own verb, which needs a noun only when it is one word:
 *   `generateContent`, but `POST /v1/tasks/{task_id}:cancel` is `cancelTask`.
 */
export function nameOperation(method: Method, path: string): string {
  const [resource = "", ...custom] = path.split(/:(?=[^/]*$)/);
  const segments = resource.split("/").filter((segment) => segment !== "" && !SILENT_SEGMENT.test(segment));
  const nouns = segments.filter((segment) => !segment.startsWith("{"));
  const isOne = method === "post" || segments.at(-1)?.startsWith("{") === true;
  const words = nouns.flatMap((noun, index) => {
    const parts = splitWords(noun);
    return isOne || index < nouns.length - 1 ? singularise(parts) : parts;
  });
  const verb = splitWords(custom.join(":"));
  if (verb.length > 1) return joinCamel(verb);
  return joinCamel([verb[0] ?? VERBS[method], ...words]);
}

function singularise(words: readonly string[]): string[] {
  return words.map((word, index) => (index === words.length - 1 ? pluralize.singular(word) : word));
}

/** What a creating operation makes, or another one does: `VideoGeneration`, `GetTask`. The stem of its components' names. */
export function nameSubject(operationId: string): string {
  return joinPascal(splitWords(operationId.replace(/^create(?=[A-Z])/, "")));
}
