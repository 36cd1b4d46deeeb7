import { operationTable } from "../../../../generated/client.ts";
import { validators } from "../../../../generated/validators.js";
import { createEvolink } from "../../../../src/index.ts";
import { createProxy, type ProxyOptions } from "../../../../src/proxy/index.ts";
import { BODY, connect, json, TASK_ID, task } from "../helpers.ts";

export const KEY = "sk-secret-0123456789";
export const CREATE = "/v1/videos/generations";
export const SITE = "https://app.example.com/evolink";

/** A text model beside the page's own video model. */
const TALK = { method: "post", path: "/v1/chat/completions" };
const talkValidator = {
  endpoint: "POST /v1/chat/completions",
  validate: (body: unknown) =>
    Array.isArray(Object(body).messages)
      ? ({ ok: true } as const)
      : ({ ok: false, problems: [{ path: ["messages"], message: "messages is missing" }] } as const),
};

export const submitted = (credits = 10) =>
  json(task({ status: "pending", usage: { credits_reserved: credits } }));

/** A proxy of a user called ann, over a `fetch` that responds from a list. */
export function setUp(responses: Parameters<typeof connect>[0], options: Partial<ProxyOptions> = {}) {
  const { evolink, seen: sent } = connect(responses, { retry: { attempts: 1 } });
  const errors: unknown[] = [];
  const proxy = createProxy({
    evolink,
    operations: { ...operationTable, talk: TALK, balance: { method: "get", path: "/v1/credits" } },
    validators: { ...validators, talk: talkValidator },
    authorize: () => ({ user: "ann" }),
    onError: (error) => errors.push(error),
    ...options,
  });
  const post = (body: unknown = BODY, headers: Record<string, string> = {}, path = CREATE) =>
    proxy(
      new Request(SITE + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    );
  const get = (path = `/v1/tasks/${TASK_ID}`, headers = {}) => proxy(new Request(SITE + path, { headers }));
  return { proxy, post, get, sent, errors };
}

/** The client of a page, whose `fetch` reaches the proxy. */
export function createPageClient(proxy: ReturnType<typeof createProxy>) {
  return createEvolink({
    baseUrl: SITE,
    retry: { attempts: 1 },
    fetch: async (url, init) => proxy(new Request(url, init)),
  });
}

export const codeOf = async (response: Response) =>
  `${response.status} ${((await response.json()) as { error: { code: string } }).error.code}`;
