// A program as its author would write it: MSW intercepts every request of the process and passes it to the mock.
import { http } from "msw";
import { setupServer } from "msw/node";
import { createEvolink } from "../../../src/index.ts";
import { startMock } from "../../../src/mock/index.ts";

const mock = await startMock({ listen: false, taskSeconds: 0 });
const server = setupServer(http.all("*", ({ request }) => mock.fetch(request)));
server.listen({ onUnhandledRequest: "error" });

const evolink = createEvolink({ apiKey: "any" });
const task = await evolink.videos.generate({
  model: "gemini-omni-flash-text-to-video",
  prompt: "A paper boat",
});
const [link] = task.results;
const video = await fetch(link);
const refused = await evolink.videos
  .create({ model: "gemini-omni-flash-text-to-video", duration: 99 })
  .catch((error) => error);
console.log(
  JSON.stringify({
    status: task.status,
    link,
    bytes: (await video.arrayBuffer()).byteLength,
    refused: [refused.name, refused.status],
    sent: mock.requests().map(({ method, status }) => `${method} ${status}`),
  }),
);
server.close();
await mock.close();
