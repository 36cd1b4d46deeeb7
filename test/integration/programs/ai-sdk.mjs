// A program as its author would write it, with the AI SDK. It prints what came of each way to make a video.
import { createServer } from "node:http";
import { experimental_generateVideo, experimental_getVideoStatus, experimental_startVideo } from "ai";
import { models } from "../../../generated/models.ts";
import { createEvolinkProvider } from "../../../src/ai-sdk/index.ts";
import { createCallbacks, toNodeListener } from "../../../src/callback/index.ts";
import { createEvolink } from "../../../src/index.ts";
import { startMock } from "../../../src/mock/index.ts";

const said = {};
globalThis.AI_SDK_LOG_WARNINGS = false;

async function attempt(name, options, run) {
  const mock = await startMock({ localCallbacks: true, ...options });
  const evolink = createEvolink({ apiKey: "any", baseUrl: mock.url });
  const model = createEvolinkProvider(evolink, { models }).video("gemini-omni-flash-text-to-video");
  const outcome = await run({
    model,
    evolink,
    generate: (more) => experimental_generateVideo({ model, prompt: "A kite", ...more }),
  }).catch((error) => `${error.name}: ${error.message.split("\n")[0]}`);
  said[name] = { outcome, posts: mock.requests().filter(({ method }) => method === "POST").length };
  await mock.close();
}

await attempt("generates", { taskSeconds: 0 }, async ({ generate }) => {
  const { video, warnings } = await generate({ duration: 6, aspectRatio: "21:9", fps: 24 });
  return [video.mediaType, video.uint8Array.length > 1000, warnings.map(({ feature }) => feature).sort()];
});
await attempt("polls", { taskSeconds: 0.2 }, async ({ generate }) => {
  const { video } = await generate({ poll: { intervalMs: 100 } });
  return video.uint8Array.length > 1000;
});
await attempt(
  "starts here, and is looked for elsewhere",
  { taskSeconds: 0.3 },
  async ({ model, evolink }) => {
    const { operation } = await experimental_startVideo({ model, prompt: "A kite" });
    const other = createEvolinkProvider(evolink, { models }).video("gemini-omni-flash-text-to-video");
    const look = async () =>
      (await experimental_getVideoStatus(other, { operation: JSON.parse(JSON.stringify(operation)) })).status;
    const first = await look();
    await new Promise((resolve) => setTimeout(resolve, 400));
    return [first, await look()];
  },
);
await attempt("fails", { taskSeconds: 0 }, ({ generate }) =>
  generate({ prompt: "[mock:fail=content_policy_violation]" }),
);
await attempt("fails while it polls", { taskSeconds: 0 }, ({ generate }) =>
  generate({ prompt: "[mock:fail=content_policy_violation]", poll: { intervalMs: 50 } }),
);
await attempt("loses the response", { faults: { drop: 1 } }, ({ generate }) => generate({ maxRetries: 5 }));
await attempt("loses the response of a start", { faults: { drop: 1 } }, ({ generate }) =>
  generate({ maxRetries: 5, poll: { intervalMs: 50 } }),
);
await attempt("is aborted", {}, ({ generate }) =>
  generate({ abortSignal: AbortSignal.timeout(300), maxRetries: 5 }),
);
await attempt("takes too long", {}, ({ generate }) => generate({ poll: { intervalMs: 50, timeoutMs: 300 } }));
await attempt("is called back", { taskSeconds: 0.3 }, async ({ generate, evolink }) => {
  const callbacks = createCallbacks({ secret: "a secret nobody can guess", evolink, allowLoopback: true });
  let receive;
  const received = new Promise((resolve) => {
    receive = resolve;
  });
  const onTask = (task) => receive({ headers: {}, body: { id: task.id } });
  const server = createServer(toNodeListener(callbacks.handler({ onTask })));
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const webhook = async () => ({
    url: await callbacks.url(`http://127.0.0.1:${server.address().port}/`),
    received,
  });
  const { video } = await generate({ webhook });
  server.close();
  return video.uint8Array.length > 1000;
});
console.log(JSON.stringify(said));
