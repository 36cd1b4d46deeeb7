import { cp, rename } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeProject, type Project, type RunningCommand } from "../../../helpers/project.ts";

const PAGE = "spec/pages/gemini-omni-flash-text-to-video.md";

let project: Project;
let running: RunningCommand[] = [];
beforeEach(async () => {
  project = await makeProject();
  await cp("spec", join(project.folder, "spec"), { recursive: true });
});
afterEach(async () => {
  for (const command of running) command.kill("SIGINT");
  await Promise.all(running.map(({ ended }) => ended));
  running = [];
  await project.remove();
});

const start = (command: string, ...args: string[]) => {
  const started = project.start(command, ...args);
  running.push(started);
  return started;
};
const waitFor = (command: RunningCommand, pattern: RegExp) =>
  vi.waitFor(() => expect(command.output()).toMatch(pattern), { timeout: 60_000, interval: 20 });

describe("generate --watch and mock --watch in anyone's project", { timeout: 180_000 }, () => {
  it("follow a change of a page, survive a broken one, and end with Ctrl-C", async () => {
    const generate = start("generate", "--watch");
    await waitFor(generate, /Waiting for changes/);
    const mock = start("mock", "--port", "0", "--watch");
    await waitFor(mock, /EvoLink mock on/);
    const [url = ""] = /http:\S+\d/.exec(mock.output()) ?? [];
    const submit = async () => {
      const body = JSON.stringify({
        model: "gemini-omni-flash-text-to-video",
        prompt: "A kite",
        duration: 12,
      });
      const headers = { authorization: "Bearer any", "content-type": "application/json" };
      return (await fetch(`${url}/v1/videos/generations`, { method: "POST", headers, body })).status;
    };
    expect(await submit()).toBe(400);

    const page = await project.read(PAGE);
    await project.write(PAGE, page.replace("operationId", "operationId: ["));
    await waitFor(generate, /Nothing was written/);
    expect(await submit()).toBe(400);

    // As editors save: a new file takes the place of the old one.
    await project.write("new.md", page.replace("maximum: 10\n", "maximum: 12\n"));
    await rename(join(project.folder, "new.md"), join(project.folder, PAGE));
    await waitFor(mock, /openapi\.yaml has changed and is served anew/);
    expect(await submit()).toBe(200);

    for (const command of running) command.kill("SIGINT");
    expect((await Promise.all(running.map(({ ended }) => ended))).map(({ code }) => code)).toEqual([0, 0]);
  });
});
