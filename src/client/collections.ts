import {
  optionalBodies,
  type ResponseCollections,
  responseCollections,
  type TaskCollections,
  taskCollections,
} from "../../generated/client.ts";
import type { SubmittedTask } from "../task.ts";
import type { PostBody } from "./post-body.ts";
import {
  createResponseFunction,
  type ModelResponseFunction,
  type ResponseFunction,
} from "./response-function.ts";
import { createTaskCollection, type TaskCollection } from "./task-collection.ts";
import type { ReadTask } from "./tasks/wait.ts";

type ResponseFunctions<Operations> = {
  [Name in keyof Operations]: Operations[Name] extends {
    models: infer Models;
    body: infer Body;
    response: infer Result;
    responses: infer Own;
  }
    ? ModelResponseFunction<Models, Body, Result, Own>
    : Operations[Name] extends { models: infer Models; body: infer Body; response: infer Result }
      ? ResponseFunction<Models, Body, Result>
      : never;
};

/** One collection for each kind of task in the document, and for each kind of model that responds at once. */
export type Collections = {
  [Name in keyof TaskCollections]: TaskCollection<
    TaskCollections[Name]["models"],
    TaskCollections[Name]["body"],
    SubmittedTask<Name>
  >;
} & {
  [Name in keyof ResponseCollections]: ResponseFunctions<ResponseCollections[Name]>;
};

/** Makes every collection of the document. Which there are, the generated tables tell. */
export function createCollections(post: PostBody, read: ReadTask): Collections {
  const collections: Record<string, object> = {};
  const optional = (path: string) => (optionalBodies as readonly string[]).includes(path);
  for (const [name, path] of Object.entries(taskCollections)) {
    collections[name] = createTaskCollection(post, read, path, optional(path));
  }
  for (const [name, paths] of Object.entries<Record<string, string>>(responseCollections)) {
    for (const [own, path] of Object.entries(paths)) {
      collections[name] = { ...collections[name], [own]: createResponseFunction(post, path, optional(path)) };
    }
  }
  return collections as Collections;
}
