/** What is tried in every runtime: the client, callbacks, validators and results, over one mock. */

// @ts-expect-error its declarations are beside it
import { createVideoGenerationBody, validators } from "../../../generated/validators.js";
import { createCallbacks } from "../../../src/callback/index.ts";
import { createEvolink, type EvolinkError } from "../../../src/index.ts";
import { openResult } from "../../../src/result/index.ts";

const BODY = { model: "gemini-omni-flash-text-to-video", prompt: "A marble rolls" } as const;

/** Where things are that the program meets. */
export interface Places {
  mock: string;
  /** Nothing listens there. */
  closed: string;
}

/** @param save what the runtime does with a result: a file, or a bucket. It gives the number of bytes. */
export async function tryClient(
  { mock, closed }: Places,
  save: (evolink: ReturnType<typeof createEvolink>, task: never) => Promise<number>,
): Promise<Record<string, unknown>> {
  const evolink = createEvolink({ apiKey: "any", baseUrl: mock, validate: validators });
  const outcome = (call: Promise<unknown>) =>
    call.then(
      () => "none",
      ({ name, charged }: EvolinkError) => `${name} ${charged}`,
    );
  const wrong = createVideoGenerationBody.validate({ ...BODY, duration: 99 });
  const submitted = await evolink.videos.create(BODY);
  const task = await evolink.tasks.wait(submitted.id);
  const { stream, totalBytes } = await openResult(task, { evolink });
  const opened = (await new Response(stream).arrayBuffer()).byteLength;

  const callbacks = createCallbacks({ secret: "a secret nobody can guess", evolink });
  const url = await callbacks.url("https://example.com/hooks", { context: 17 });
  let context: unknown;
  const handler = callbacks.handler({
    onTask(_, given) {
      context = given;
    },
  });
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(task),
  };
  const delivered = (await handler(new Request(url, init))).status;
  const forged = (await handler(new Request(`${url}x`, init))).status;

  const lost = (baseUrl: string) =>
    outcome(createEvolink({ apiKey: "any", baseUrl, retry: { attempts: 1 } }).videos.create(BODY));
  return {
    wrong: wrong.ok ? "" : wrong.problems[0]?.message,
    refused: await outcome(evolink.videos.create({ ...BODY, duration: 99 as never })),
    status: task.status,
    opened: opened === totalBytes && opened > 1000,
    saved: (await save(evolink, task as never)) === opened,
    delivered: [delivered, forged, context],
    closed: await lost(closed),
    blocked: await lost("http://127.0.0.1:6000"),
  };
}
