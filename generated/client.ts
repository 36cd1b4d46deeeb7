// Made by `npm run generate` from openapi.yaml. Do not edit.
// To change it: change a page or an overlay in spec/, then run `npm run generate` again.

import type { Client as FetchClient, FetchResponse, RequestOptions } from "openapi-fetch";
import type { components, operations, paths } from "./schema.ts";
/** The openapi-fetch client that every function takes first; `evolink.raw` is one. */
export type Client = FetchClient<paths>;
/** What a call may add to a request: `signal`, `headers`, `baseUrl`, `fetch` and the other options of fetch. */
export type CallOptions = Omit<RequestOptions<unknown>, "params" | "body" | "parseAs"> & Omit<RequestInit, "body" | "headers" | "method">;
/** `Omit` for each variant of a union. */
type Without<T, K extends PropertyKey> = T extends unknown ? { [P in keyof T as P extends K ? never : P]: T[P] } : never;
/** What the function of an operation resolves with: `data` or `error`, and the `response`. */
export type Reply<Id extends keyof operations> = Promise<FetchResponse<operations[Id], CallOptions, `${string}/${string}`>>;

/** Method, path and server of each operation. */
export const operationTable = {
  getTask: { method: "get", path: "/v1/tasks/{task_id}", server: "https://api.evolink.ai" },
  createVideoGeneration: { method: "post", path: "/v1/videos/generations", server: "https://api.evolink.ai" },
} as const;

/** Path of the operation that reads a task; its one parameter is the task's id. */
export const taskQuery = "/v1/tasks/{task_id}";

/** Where each path is served: by the first entry that it starts with. */
export const servers = [
  ["", "https://api.evolink.ai"],
] as const;

/** What each model of `createVideoGeneration` takes. */
export interface CreateVideoGenerationModels {
  "gemini-omni-flash-text-to-video": components["schemas"]["GeminiOmniFlashTextToVideoRequest"];
}

/** Where tasks are created, all by POST, under the collection that the path names. */
export const taskCollections = {
  videos: "/v1/videos/generations",
} as const;

/** Where models respond at once, all by POST, under the collection and the custom method that the path names. */
export const responseCollections = {} as const;

/** The paths of these collections that may be called without a body. */
export const optionalBodies = [] as const;

/** What the functions of `taskCollections` take and give. */
export interface TaskCollections {
  "videos": { models: CreateVideoGenerationModels; body: CreateVideoGenerationBody; task: CreateVideoGenerationResult };
}

/** What the functions of `responseCollections` take and give. */
export interface ResponseCollections {
}

export type GetTaskResult = operations["getTask"]["responses"][200]["content"]["application/json"];

/**
 * Get a task
 *
 * Answers where a task stands. Any process that knows the id may ask, at any time. Each query of an unfinished task reaches the provider behind EvoLink, so poll sparingly. Result links live 24 hours.
 *
 * `GET /v1/tasks/{task_id}`
 */
export function getTask(client: Client, params: operations["getTask"]["parameters"], options: CallOptions = {}): Reply<"getTask"> {
  return client.GET("/v1/tasks/{task_id}", { ...options, params });
}

export type CreateVideoGenerationBody = NonNullable<operations["createVideoGeneration"]["requestBody"]>["content"]["application/json"];
export type CreateVideoGenerationResult = operations["createVideoGeneration"]["responses"][200]["content"]["application/json"];

/**
 * gemini-omni-flash-text-to-video インターフェース
 *
 * - Gemini Omni Flash (gemini-omni-flash-text-to-video) モデルはテキストから動画生成モードに対応し、テキストプロンプトをもとにネイティブ音声付きの動画を1本生成します
 * - **長さの制御：** `duration` で `3〜10` 秒の整数の長さを指定するか、`auto` を渡してモデルに委ねます
 * - **画面比率：** `aspect_ratio` で `16:9`、`9:16`、`auto` から選択します
 * - **ネイティブ音声：** モデルが映像に同期した音声を自動生成し、追加パラメータは不要です
 * - **ネガティブ指定：** `prompt` に直接記述します（例：`No dialogue`）。本モデルは独立したネガティブプロンプト用のパラメータを提供しません
 * - 非同期処理モードです。返却されたタスクIDを使って [照会](/ja/api-manual/task-management/get-task-detail) してください
 * - 生成された動画リンクの有効期限は24時間です。お早めに保存してください
 *
 * `POST /v1/videos/generations`
 */
export function createVideoGeneration(client: Client, body: CreateVideoGenerationBody, options: CallOptions = {}): Reply<"createVideoGeneration"> {
  return client.POST("/v1/videos/generations", { ...options, body });
}

/** `createVideoGeneration` with `model` set to `gemini-omni-flash-text-to-video`. */
export function createGeminiOmniFlashTextToVideoGeneration(client: Client, params: Without<components["schemas"]["GeminiOmniFlashTextToVideoRequest"], "model">, options: CallOptions = {}): Reply<"createVideoGeneration"> {
  return createVideoGeneration(client, { ...params, model: "gemini-omni-flash-text-to-video" }, options);
}

/** Every function of this file, to hang on a client with `bindFunctions`. Importing it imports them all. */
export const functions = {
  getTask,
  createVideoGeneration,
  createGeminiOmniFlashTextToVideoGeneration,
};
/** Functions without their first parameter, the client. */
export type BoundFunctions<Functions> = { [Name in keyof Functions]: Functions[Name] extends (client: Client, ...rest: infer Rest) => infer Result ? (...rest: Rest) => Result : never };

/** Functions that call through one client: `bindFunctions(client, functions)`. */
export function bindFunctions<Functions extends Record<string, (client: Client, ...rest: never[]) => unknown>>(client: Client, unbound: Functions): BoundFunctions<Functions> {
  const bound = Object.entries(unbound).map(([name, call]) => [name, (...rest: never[]) => call(client, ...rest)]);
  return Object.fromEntries(bound) as BoundFunctions<Functions>;
}
