import { createAdjustableClock } from "../../../src/mock/base/adjustable-clock.ts";
import { createManualClock } from "../../../src/mock/base/clock.ts";
import { resolveOptions } from "../../../src/mock/base/options.ts";
import { createDraws } from "../../../src/mock/base/random.ts";
import { createRequestLog } from "../../../src/mock/base/request-log.ts";
import { loadEngine } from "../../../src/mock/prism/engine.ts";
import type { MockContext } from "../../../src/mock/responses/context.ts";
import { respond } from "../../../src/mock/server/handler.ts";
import { createCallbackLog } from "../../../src/mock/tasks/callback-log.ts";
import { createChanges } from "../../../src/mock/tasks/changes.ts";
import { createTaskStore } from "../../../src/mock/tasks/task-store.ts";
import type { Json } from "../../../src/openapi/json.ts";

/** The verdict of the mock, and of Prism in it, on a body. */
export interface MockVerdict {
  accepts: boolean;
  /** Why not, in full; empty when it accepts. */
  problems: readonly string[];
}

/** Sends a body as JSON, a form or a file as such, or no body. */
export type AskMock = (
  method: string,
  path: string,
  body: Json | FormData | Blob | undefined,
) => Promise<MockVerdict>;

/** Makes the mock respond as over the network, Prism's validation included, but without a connection. */
export async function createAskMock(spec: string): Promise<AskMock> {
  const engine = await loadEngine(spec);
  await engine.check();
  const context: MockContext = {
    options: resolveOptions({}),
    clock: createAdjustableClock(createManualClock()),
    draws: createDraws(1),
    store: createTaskStore(),
    requests: createRequestLog(),
    callbackLog: createCallbackLog(),
    changes: createChanges(),
    engine: () => engine,
    url: () => "http://mock",
    fetch: async () => Response.error(),
    log: () => {},
    changed: () => context.store.clear(),
    remove: () => {},
    keep: () => {},
    kept: async () => {},
    reset: () => {},
  };
  return async (method, path, body) => {
    const isWhole = body === undefined || body instanceof FormData || body instanceof Blob;
    const sent = isWhole ? new Response(body) : Response.json(body);
    const headers = {
      authorization: "Bearer any",
      "content-type": sent.headers.get("content-type") ?? "",
    };
    const bytes = Buffer.from(await sent.arrayBuffer());
    const request = { method: method.toUpperCase(), path, search: "", query: {}, headers, bytes };
    const response = await respond(request, context);
    if (response.status < 300 || response.isUnsupported) return { accepts: true, problems: [] };
    return {
      accepts: false,
      problems: response.problems ?? [`${response.status} ${JSON.stringify(response.body)}`],
    };
  };
}
