import { readFile } from "node:fs/promises";
import { writeWhole } from "../../files/write-whole.ts";
import { isRecord, type JsonObject } from "../../openapi/json.ts";
import { createAjv, EXPLAINED } from "../../validation/compile/ajv.ts";
import { type CompiledValidator, explainErrors } from "../../validation/explain-errors.ts";
import { type ClockState, MAX_SPEED } from "../base/adjustable-clock.ts";
import type { Scenario } from "./scenario.ts";
import type { StoredTasks } from "./task-store.ts";

/** All the mock keeps, as it is written into `--state FILE`. */
export interface StoredState extends StoredTasks {
  /** Absent in the files of earlier versions. */
  clock?: ClockState;
}

const SCENARIO: Record<keyof Scenario, JsonObject> = {
  fail: { type: "string" },
  seconds: { type: "number", minimum: 0 },
  status: { type: "integer" },
  cancel: { const: true },
  noResults: { const: true },
  stuck: { const: true },
};

/** What a state file holds, field by field, so that a file of another kind ends the start and not a request. */
const STATE: JsonObject = {
  type: "object",
  required: ["format", "tasks", "replays"],
  properties: {
    format: { const: 1 },
    tasks: {
      type: "array",
      items: {
        type: "object",
        required: ["id", "operation", "createdMs", "seconds", "scenario", "aspectRatio", "submitted"],
        properties: {
          id: { type: "string", minLength: 1 },
          operation: { type: "string" },
          createdMs: { type: "number" },
          seconds: { type: "number", minimum: 0 },
          scenario: { type: "object", properties: SCENARIO },
          aspectRatio: {
            type: "array",
            minItems: 2,
            maxItems: 2,
            items: { type: "number", exclusiveMinimum: 0 },
          },
          resultCount: { type: "integer", minimum: 1 },
          medium: { type: "string" },
          callbackUrl: { type: "string" },
          stuckAt: { type: "number" },
          linksExpired: { const: true },
          submitted: { type: "object" },
        },
      },
    },
    clock: {
      type: "object",
      required: ["nowMs", "baseMs", "speed"],
      properties: {
        nowMs: { type: "number" },
        baseMs: { type: "number" },
        speed: { type: "number", minimum: 0, maximum: MAX_SPEED },
      },
    },
    replays: {
      type: "object",
      additionalProperties: {
        type: "object",
        required: ["asked", "taskId"],
        properties: { asked: { type: "string" }, taskId: { type: "string" } },
      },
    },
  },
};

/**
 * Reads what an earlier run left. A file that is not there is an empty state.
 *
 * @throws {Error} it cannot be read, or is of another kind; the message names the file, the place and what to do.
 */
export async function readState(path: string): Promise<StoredState> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (isRecord(error) && error.code === "ENOENT") return { tasks: [], replays: {} };
    throw new Error(`Cannot read ${path}: ${error instanceof Error ? error.message : error}.`, {
      cause: error,
    });
  }
  const state = parseJson(text);
  const validate = createAjv({}, EXPLAINED).compile(STATE) as CompiledValidator;
  if (!validate(state)) {
    const [problem] = explainErrors(validate.errors ?? [], state);
    const what = problem?.message.replace("the body", "it");
    throw new Error(`${path} is not a state of the mock: ${what}. Remove it or name another file.`);
  }
  return state as StoredState;
}

/**
 * Writes a state whenever asked to, one write at a time, each whole or not at all. Asking during a write makes one more
 * write when it is done, of the state as it is then.
 *
 * @returns settles once the state asked for is on disk.
 */
export function createStateWriter(path: string, snapshot: () => StoredState): () => Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    next ??= writing
      .catch(() => {})
      .then(() => {
        writing = writeWhole(path, `${JSON.stringify({ format: 1, ...snapshot() })}\n`);
        next = undefined;
        return writing;
      });
    return next;
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
