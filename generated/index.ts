// Made by `evolink-openapi generate` from openapi.yaml. Do not edit.
// To change it: change a page or an overlay, then run `evolink-openapi generate` again.

import { connect, createClient, createTaskCollection, createTasks, inHeader } from "../src/runtime/index.ts";
import type { Client, CompletedTaskOf, DocumentFacts, EvolinkOptions, IdentifiedTask, TaskCollection, TaskQuery, Tasks } from "../src/runtime/index.ts";
import type { CreateVideoGenerationBody, CreateVideoGenerationModels, CreateVideoGenerationResult, GetTaskResult } from "./client.ts";
import type { paths } from "./schema.ts";
export * from "../src/runtime/index.ts";
export type { CreateVideoGenerationBody, CreateVideoGenerationModels, CreateVideoGenerationResult, GetTaskResult } from "./client.ts";
export type { ModelId } from "./models.ts";
export type { components, operations, paths } from "./schema.ts";

/** What the runtime is told of the document. */
const document = {
  format: 1,
  madeBy: "evolink-openapi 0.1.0",
  servers: [
    { start: "", url: "https://api.evolink.ai", key: inHeader("authorization", "Bearer ") },
  ],
} as const satisfies DocumentFacts;

/** What is known of the tasks that `getTask` reads. */
const getTaskQuery = {
  path: "/v1/tasks/{task_id}",
  id: "id",
  state: "status",
  first: "pending",
  ended: { completed: "completed", failed: "failed", cancelled: "cancelled" },
  results: ["results", "*"],
} as const satisfies TaskQuery;
/** A task as `tasks.get` reads it. */
export type Task = IdentifiedTask<GetTaskResult, "status">;
/** A task that has ended well. */
export type CompletedTask = CompletedTaskOf<Task>;

/** The task of each collection as its submission returns it. */
export interface SubmittedTasks {
  videos: IdentifiedTask<CreateVideoGenerationResult, "status">;
}

/** A task as its submission returns it: with the credits it reserved. */
export type SubmittedTask<Collection extends keyof SubmittedTasks> = SubmittedTasks[Collection];

/** The client of these pages. What they can create has its collection. */
export interface Evolink extends Client<paths> {
  /** - Get a task `GET /v1/tasks/{task_id}` */
  readonly tasks: Tasks<Task>;
  /** - gemini-omni-flash-text-to-video インターフェース `POST /v1/videos/generations` */
  readonly videos: TaskCollection<CreateVideoGenerationModels, CreateVideoGenerationBody, SubmittedTask<"videos">, Task>;
}

/**
 * Makes a client.
 *
 * The key is kept where nothing that prints, inspects, serialises or clones the client can reach it.
 *
 * @throws {ValidationError} an unknown option, a bad value, no key, or a key in a browser.
 *
 * @example
 * const evolink = createEvolink({ apiKey: process.env.MY_KEY });
 */
export function createEvolink(options: EvolinkOptions = {}): Evolink {
  const connection = connect(document, options);
  return createClient<Evolink>(connection, {
    tasks: createTasks(connection, getTaskQuery),
    videos: createTaskCollection(connection, "/v1/videos/generations", getTaskQuery),
  });
}
