// Made by `evolink-openapi generate` from openapi.yaml. Do not edit.
// To change it: change a page or an overlay, then run `evolink-openapi generate` again.

import type { FetchClient, FetchResponse, RequestOptions } from "../src/raw/index.ts";
import type { components, operations, paths } from "./schema.ts";
/** The openapi-fetch client that every function takes first; `createRaw(evolink)` is one. */
export type Client = FetchClient<paths>;
/** What a call may add to a request: `signal`, `headers`, `baseUrl`, `fetch` and the other options of fetch. */
export type CallOptions = Omit<RequestOptions<unknown>, "params" | "body" | "parseAs"> & Omit<RequestInit, "body" | "headers" | "method">;
/** What the function of an operation resolves with: `data` or `error`, and the `response`. */
export type Reply<Id extends keyof operations> = Promise<FetchResponse<operations[Id], CallOptions, `${string}/${string}`>>;
/** `Omit` for each object of a union. */
type Without<T, K extends PropertyKey> = T extends readonly unknown[] ? never : T extends object ? { [P in keyof T as P extends K ? never : P]: T[P] } : never;

/** Method, path and server of each operation, where its request names tasks, and where its response has the one that it makes. */
export const operationTable = {
  getTask: { method: "get", path: "/v1/tasks/{task_id}", server: "https://api.evolink.ai" },
  createVideoGeneration: { method: "post", path: "/v1/videos/generations", server: "https://api.evolink.ai", task: { query: "/v1/tasks/{task_id}", id: "id" } },
} as const;

/** What each model of `createVideoGeneration` takes. */
export interface CreateVideoGenerationModels {
  "gemini-omni-flash-text-to-video": components["schemas"]["GeminiOmniFlashTextToVideoRequest"];
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

/** Every function of this file, for `createRaw(evolink, { functions })`. Importing it imports them all. */
export const functions: {
  getTask: typeof getTask,
  createVideoGeneration: typeof createVideoGeneration,
  createGeminiOmniFlashTextToVideoGeneration: typeof createGeminiOmniFlashTextToVideoGeneration,
} = {
  getTask,
  createVideoGeneration,
  createGeminiOmniFlashTextToVideoGeneration,
};
