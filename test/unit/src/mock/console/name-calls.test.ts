import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listCollectionFunctions } from "../../../../../scripts/render/client/collections.ts";
import { listOperationFacts } from "../../../../../scripts/render/shared/facts.ts";
import { nameCalls } from "../../../../../src/mock/console/name-calls.ts";
import { loadEngine } from "../../../../../src/mock/prism/engine.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import { makeDocument } from "../../../../helpers/documents.ts";

/** What responds with a task. */
const task = (id: string): JsonObject => ({
  description: "A task",
  content: {
    "application/json": {
      schema: {
        type: "object",
        properties: {
          id: { type: "string", examples: [id] },
          status: { type: "string", enum: ["pending", "completed"] },
          results: { type: "array", items: { type: "string" } },
        },
      },
    },
  },
});

const create = (operationId: string, more: JsonObject = {}): JsonObject => ({
  post: {
    operationId,
    requestBody: { content: { "application/json": { schema: { type: "object" } } } },
    responses: { "200": task("task-1") },
    ...more,
  },
});

const needs = (place: string, name: string): Json[] => [
  { in: place, name, required: true, schema: { type: "string" } },
];

const DOCUMENT = makeDocument({
  paths: {
    "/v1/kites/flights": create("flyKite"),
    "/v1/kites/races": create("raceKites"),
    "/v1/constructor/plans": create("planKite"),
    "/v1/tasks/all": create("makeAnyTask"),
    "/v1/paper-boats/trips": create("sailBoat"),
    "/v1/balloons/ascents": create("riseBalloon", { parameters: needs("header", "x-wind") }),
    "/v1/balloons/landings": create("landBalloon"),
    // A call names no hangar.
    "/v1/gliders/{hangar}/flights": create("flyGlider", { parameters: needs("path", "hangar") }),
    "/v1/tasks/{task_id}": {
      get: {
        operationId: "getTask",
        parameters: needs("path", "task_id"),
        responses: { "200": task("task-1") },
      },
    },
  },
});

describe("nameCalls", () => {
  let folder: string;
  let called: [path: string, call: string][];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "name-calls-"));
    const file = join(folder, "openapi.json");
    await writeFile(file, JSON.stringify(DOCUMENT));
    called = [...nameCalls(await loadEngine(file))].map(([{ path }, call]) => [path, call]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("names the functions that make tasks, and the one that asks for them", () => {
    expect(Object.fromEntries(called)).toEqual({
      "/v1/kites/flights": "kites.create",
      "/v1/constructor/plans": "constructor_.create",
      "/v1/tasks/all": "tasks_.create",
      "/v1/paper-boats/trips": "paperBoats.create",
      "/v1/balloons/ascents": "balloons.create",
      "/v1/tasks/{task_id}": "tasks.get",
    });
  });

  it("says what the generated client says", () => {
    const { tasks, queries } = listCollectionFunctions(listOperationFacts(DOCUMENT));
    const generated = [...tasks, ...queries].map(({ collection, name, operation }) => [
      operation.path,
      `${collection}.${name}`,
    ]);
    expect(called.sort()).toEqual(generated.sort());
  });
});
