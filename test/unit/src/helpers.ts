import { vi } from "vitest";
import {
  createEvolink,
  type Evolink,
  type EvolinkError,
  type EvolinkOptions,
  type Task,
} from "../../../src/index.ts";

export const TASK_ID = "task-unified-1757169743-7cvnl5zw";
export const BODY = { model: "gemini-omni-flash-text-to-video", prompt: "A paper boat in the rain" } as const;

/** A task as the API sends it, 10 % done unless `changes` say otherwise. */
export function task(changes: Record<string, unknown> = {}): Task {
  return {
    id: TASK_ID,
    object: "video.generation.task",
    created: Math.floor(Date.now() / 1000),
    model: BODY.model,
    type: "video",
    status: "processing",
    progress: 10,
    task_info: { can_cancel: false, estimated_time: 60 },
    ...changes,
  } as Task;
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
}

/** A refusal in the shape of the API's own. */
export function failure(status: number, headers: Record<string, string> = {}): Response {
  return json({ error: { code: "refused", message: "no" } }, status, headers);
}

/** A response as `fetch` may give it, and the constructor of `Response` may not. */
export function impossible(status: number, body: string): () => Response {
  return () => Object.defineProperty(new Response(body), "status", { value: status });
}

/** What one request carried. */
export interface Seen {
  url: string;
  method: string;
  headers: Headers;
  body: string;
  init: RequestInit;
}

/**
 * A client whose `fetch` responds from a list, with the last entry again and again, and keeps what was sent. It is the
 * one of the committed page, unless a test creates another.
 */
export function connect(
  responses: (Response | Error | ((sent: Seen) => Response | Promise<Response>))[],
  options: EvolinkOptions = {},
  create: (options: EvolinkOptions) => Evolink = createEvolink,
) {
  const seen: Seen[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}) => {
    const request = new Request(input, { ...init, signal: null });
    const sent = {
      url: request.url,
      method: request.method,
      headers: request.headers,
      body: await request.clone().text(),
      init,
    };
    seen.push(sent);
    const response = responses[Math.min(seen.length, responses.length) - 1];
    if (response instanceof Error) throw response;
    return response instanceof Response
      ? response.clone()
      : await (response?.(sent) ?? Promise.reject(new Error("no response")));
  };
  return { seen, evolink: create({ apiKey: "sk-secret-0123456789", fetch, ...options }) };
}

/** The error that a promise rejects with. */
export async function rejection<E = EvolinkError>(promise: Promise<unknown>): Promise<E> {
  return promise.then(
    () => Promise.reject(new Error("Expected a rejection.")),
    (reason: E) => reason,
  );
}

/** Lets virtual time pass until the promise has settled. */
export async function pass<T>(promise: Promise<T>): Promise<T> {
  const settled = promise.catch(() => {});
  await vi.runAllTimersAsync();
  await settled;
  return promise;
}
