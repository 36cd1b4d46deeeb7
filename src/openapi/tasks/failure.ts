import type { JsonObject } from "../json.ts";
import { readProperties } from "../json-schema.ts";
import { joinAllOf } from "./envelope.ts";
import { holdsText } from "./read-response.ts";
import type { TaskCreation } from "./task-operations.ts";

/** Where a task says why it failed: the keys that lead to it. What is not here stands in its `error`. */
export interface Failure {
  message?: readonly string[];
  code?: readonly string[];
}

/** What properties are called that say why a task failed, the plainest first. */
const NAMES = [/^error$/i, /error|fail/i, /reason/i, /status[_-]?(?:msg|message|detail)/i];

/** The same of what says something else about it. */
const OTHERS = /(?:at|time|date|count|ur[il]|link|retr(?:y|ies)|rate|(?:finish|stop)[_-]?reason)$/i;

const CODE = /code$/i;

/** What a code may be called within an object; a message, the plainest first. */
const MESSAGES = [/message|msg/i, /reason/i, /detail|description|text|error/i];

/**
 * Finds where the response about a task says why it failed: in texts that are called like a failure, or in those of an object
 * that is. What requests have as well is not it. Undefined where the document says nothing else than `error`, as text or with
 * `message` and `code`.
 */
export function findFailure(
  document: JsonObject,
  { queried, requested }: Pick<TaskCreation, "queried" | "requested">,
): Failure | undefined {
  const names = NAMES.flatMap((called) =>
    Object.keys(queried.properties).filter((name) => called.test(name) && !OTHERS.test(name)),
  ).filter((name) => !requested.includes(name));
  const texts = [...new Set(names)].flatMap((name) => listTexts(document, queried.properties[name], name));
  const code = texts.find((keys) => CODE.test(keys.at(-1) ?? ""));
  const message = texts.find((keys) => !CODE.test(keys.at(-1) ?? ""));
  const isPlain = (keys: readonly string[], name: string) =>
    ["error", `error.${name}`].includes(keys.join("."));
  const found: Failure = {
    ...(message !== undefined && !isPlain(message, "message") && { message }),
    ...(code !== undefined && !isPlain(code, "code") && { code }),
  };
  return Object.keys(found).length > 0 ? found : undefined;
}

/** The keys of the texts in a property: of its code, and of its plainest message; or of itself. */
function listTexts(
  document: JsonObject,
  property: JsonObject[string] | undefined,
  name: string,
): (readonly string[])[] {
  const schema = joinAllOf(document, property);
  const inside = Object.entries(readProperties(schema))
    .filter(([, value]) => isText(joinAllOf(document, value)))
    .map(([key]) => key);
  const message = MESSAGES.flatMap((called) =>
    inside.filter((key) => called.test(key) && !CODE.test(key)),
  )[0];
  const code = inside.find((key) => CODE.test(key));
  if (message !== undefined || code !== undefined)
    return [message, code].flatMap((key) => (key === undefined ? [] : [[name, key]]));
  return isText(schema) || name === "error" ? [[name]] : [];
}

/** Whether a value may be text, or a number that is a code; a time is none. */
const isText = (schema: JsonObject) =>
  (holdsText(schema) || [schema.type].flat().includes("integer")) && schema.format !== "date-time";
