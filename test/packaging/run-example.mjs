// Runs an example of the documentation: `node --import tsx run-example.mjs FILE`. What its reader has at hand is global.
import { pathToFileURL } from "node:url";
import { Queue } from "bullmq";
import { createEvolink } from "evolink-openapi";
import { createCallbacks } from "evolink-openapi/callback";
import { startMock } from "evolink-openapi/mock";

/** A server goes on: it has this long to fail, and a worker to do its job. */
const SERVER_MS = 5_000;

const { TASK_ID, REDIS_PORT, IS_SERVER } = process.env;
const evolink = createEvolink();
const onTask = async () => {};
const callbacks = createCallbacks({ secret: "a secret that nobody can guess", evolink });
Object.assign(globalThis, {
  evolink,
  callbacks,
  onTask,
  handle: callbacks.handler({ onTask }),
  task: await evolink.tasks.get(TASK_ID),
  body: { model: "gemini-omni-flash-text-to-video", prompt: "A paper boat" },
  order: { id: "order-number-0000017" },
  app: { post() {}, use() {} },
  findUser: async () => ({ id: "ann" }),
  markForReview: async () => {},
  bucket: {
    put: async (name, stream) =>
      console.log(`stored ${name}: ${(await new Response(stream).arrayBuffer()).byteLength} bytes`),
  },
});
// Only for those that name them: both keep a process alive.
Object.defineProperties(globalThis, {
  queue: { get: () => new Queue("clips", { connection: { host: "127.0.0.1", port: Number(REDIS_PORT) } }) },
  mock: { value: await startMock({ listen: false, taskSeconds: 0 }) },
});

await import(pathToFileURL(process.argv[2]).href);
if (IS_SERVER) setTimeout(() => process.exit(0), SERVER_MS);
