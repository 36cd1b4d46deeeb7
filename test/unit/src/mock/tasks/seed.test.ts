import { describe, expect, it } from "vitest";
import { createEvolink } from "../../../../../src/index.ts";
import { startMock } from "../../../../../src/mock/index.ts";
import { BODY, startTestMock, type TaskBody } from "../../../../helpers/mock.ts";

/** All of a response but the moment at which Node has sent it. */
async function see(response: Response): Promise<unknown> {
  const { date: _, ...headers } = Object.fromEntries(response.headers);
  return [response.status, headers, Buffer.from(await response.arrayBuffer()).toString("base64")];
}

describe("--seed", () => {
  it("repeats responses byte by byte: submissions, polls, results, refusals", async () => {
    const run = async (seed: number) => {
      const mock = await startTestMock({ listen: false, seed, taskSeconds: 4 });
      const ask = (path: string, body?: object) =>
        mock.fetch(`https://api.example${path}`, {
          method: body ? "POST" : "GET",
          headers: { authorization: "Bearer any", "content-type": "application/json" },
          ...(body && { body: JSON.stringify(body) }),
        });
      const seen: unknown[] = [];
      for (const prompt of ["one", "two", "[mock:fail=x]", "[mock:what]"]) {
        const submitted = await ask("/v1/videos/generations", { ...BODY, prompt });
        const { id } = (await submitted.clone().json()) as TaskBody;
        seen.push(await see(submitted));
        mock.clock.advance(4_000);
        const task = await ask(`/v1/tasks/${id}`);
        const { results = [] } = (await task.clone().json()) as TaskBody;
        seen.push(await see(task));
        for (const link of results) seen.push(await see(await mock.fetch(link)));
      }
      return seen;
    };
    const first = await run(7);
    expect(first).toHaveLength(10);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  it("repeats ids whatever the time is, how often a task was polled, and who looks on", async () => {
    const run = async (startMs: number, polls: number, options = {}) => {
      const mock = await startTestMock({ seed: 7, ...options });
      mock.clock.advance(startMs);
      const ids = [];
      for (let task = 0; task < 3; task++) {
        const id = await mock.submitted();
        ids.push(id);
        for (let times = 0; times < polls; times++) {
          await mock.query(id);
          await fetch(`${mock.url}/_mock/tasks`);
        }
      }
      return ids;
    };
    const ids = await run(0, 0);
    expect(await run(1e9, 3)).toEqual(ids);
    expect(await run(5e8, 1, { faults: { slow: 0 } })).toEqual(ids);
  });

  it("is drawn where it is not given: then ids have the time in them, and differ", async () => {
    const ids = [];
    for (let run = 0; run < 2; run++) {
      await using mock = await startMock({ listen: false });
      const evolink = createEvolink({ apiKey: "any", fetch: mock.fetch });
      ids.push((await evolink.videos.create(BODY)).id);
    }
    expect(ids[0]).not.toBe(ids[1]);
    expect(Math.abs(Number(ids[0]?.split("-")[2]) - Date.now() / 1000)).toBeLessThan(60);
  });
});

describe("a task that takes no time", () => {
  it("is waited for with one poll", async () => {
    await using mock = await startMock({ listen: false, taskSeconds: 0 });
    const evolink = createEvolink({ apiKey: "any", fetch: mock.fetch });
    const task = await evolink.videos.generate(BODY);
    expect(task.status).toBe("completed");
    expect(mock.requests().map(({ method }) => method)).toEqual(["POST", "GET"]);
  });
});
