import { describe, expect, it, vi } from "vitest";
import { BODY, HEADERS, startTestMock, type TestMock } from "../../../../helpers/mock.ts";

const post = (mock: TestMock, route: string, body?: object) =>
  fetch(`${mock.url}/_mock/${route}`, {
    method: "POST",
    ...(body && { body: JSON.stringify(body) }),
  });

describe("a task steered by hand", () => {
  it("completes at once when finished, whatever its tags say", async () => {
    const mock = await startTestMock();
    for (const prompt of ["A marble", "[mock:fail=service_error]", "[mock:stuck]"]) {
      const id = await mock.submitted({ prompt });
      mock.clock.advance(1_234);
      expect((await post(mock, `tasks/${id}/finish`)).status).toBe(200);
      const task = await mock.task(id);
      expect(task).toMatchObject({ status: "completed", progress: 100 });
      expect((await fetch(task.results?.[0] ?? "")).status).toBe(200);
    }
  });

  it("fails with the code it is given, or else as tasks fail most often", async () => {
    const mock = await startTestMock();
    const [one, other] = [await mock.submitted(), await mock.submitted()];
    await post(mock, `tasks/${one}/fail`, { code: "out_of_paint" });
    await post(mock, `tasks/${other}/fail`);
    expect(await mock.task(one)).toMatchObject({ status: "failed", error: { code: "out_of_paint" } });
    expect(await mock.task(other)).toMatchObject({ error: { code: "content_policy_violation" } });
  });

  it("is cancelled", async () => {
    const mock = await startTestMock();
    const id = await mock.submitted();
    await post(mock, `tasks/${id}/cancel`);
    expect((await mock.task(id)).status).toBe("cancelled");
  });

  it("stays where it is when stuck, and can still be finished", async () => {
    const mock = await startTestMock();
    const id = await mock.submitted();
    mock.clock.advance(6_000);
    await post(mock, `tasks/${id}/stick`);
    mock.clock.advance(60_000);
    expect(await mock.task(id)).toMatchObject({ status: "processing", progress: 75 });
    await post(mock, `tasks/${id}/finish`);
    expect((await mock.task(id)).status).toBe("completed");
  });

  it("has its links expire, and no others", async () => {
    const mock = await startTestMock({ taskSeconds: 0 });
    const [one, other] = [await mock.submitted(), await mock.submitted()];
    const [link = ""] = (await mock.task(one)).results ?? [];
    await post(mock, `tasks/${one}/expire`);
    expect((await fetch(link)).status).toBe(403);
    expect((await fetch(link.replace(one, other))).status).toBe(200);
  });

  it.each([
    ["finish", 0, "The task has ended already, as completed."],
    ["fail", 0, "The task has ended already, as completed."],
    ["cancel", 0, "The task has ended already, as completed."],
    ["stick", 0, "The task has ended already, as completed."],
    ["expire", 8, "Only a completed task has links; this one is pending."],
  ])("cannot %s when it makes no sense", async (action, taskSeconds, message) => {
    const mock = await startTestMock({ taskSeconds });
    const response = await post(mock, `tasks/${await mock.submitted()}/${action}`);
    expect([response.status, await response.text()]).toEqual([409, message]);
  });

  it("must exist, and the action too", async () => {
    const mock = await startTestMock();
    const id = await mock.submitted();
    expect((await post(mock, "tasks/nobody/finish")).status).toBe(404);
    expect((await post(mock, `tasks/${id}/constructor`)).status).toBe(404);
    expect((await post(mock, `tasks/${id}/fail`, { code: 7 })).status).toBe(400);
    expect((await fetch(`${mock.url}/_mock/tasks/${id}/finish`)).status).toBe(404);
    expect((await mock.task(id)).status).toBe("pending");
  });

  it("sends its callback when it ends by hand, once", async () => {
    const sent: string[] = [];
    const mock = await startTestMock({
      fetch: async (_, { body }) => {
        sent.push(JSON.parse(String(body)).status);
        return new Response(null, { status: 204 });
      },
    });
    const id = await mock.submitted({ callback_url: "https://example.com/hook" });
    await post(mock, `tasks/${id}/fail`);
    mock.clock.advance(0);
    await vi.waitFor(() => expect(sent).toEqual(["failed"]));
    mock.clock.advance(60_000);
    expect(sent).toEqual(["failed"]);
  });

  it("sends none while it is stuck", async () => {
    const send = vi.fn(async () => new Response(null));
    const mock = await startTestMock({ fetch: send });
    const id = await mock.submitted({ callback_url: "https://example.com/hook" });
    await post(mock, `tasks/${id}/stick`);
    mock.clock.advance(60_000);
    expect(send).not.toHaveBeenCalled();
  });
});

describe("the clock", () => {
  it("jumps, is held and hurried", async () => {
    const mock = await startTestMock();
    const id = await mock.submitted();
    await post(mock, "clock", { jumpSeconds: 4 });
    expect((await mock.task(id)).progress).toBe(50);
    await post(mock, "clock", { speed: 0 });
    mock.clock.advance(60_000);
    expect((await mock.task(id)).progress).toBe(50);
    await post(mock, "clock", { speed: 10 });
    mock.clock.advance(399);
    expect((await mock.task(id)).status).toBe("processing");
    mock.clock.advance(1);
    expect((await mock.task(id)).status).toBe("completed");
  });

  it.each([{}, { speed: "fast" }, { speed: -1 }, { jumpSeconds: -1 }, { jumpSeconds: 1e12 }])(
    "refuses %j and stays as it is",
    async (body) => {
      const mock = await startTestMock();
      expect((await post(mock, "clock", body)).status).toBe(400);
      const settings = await (await fetch(`${mock.url}/_mock/clock`)).json();
      expect(settings).toMatchObject({ speed: 1, nowMs: mock.clock.now() });
    },
  );
});

describe("faults", () => {
  it("are switched on and off while the mock runs, and never touch the mock's own routes", async () => {
    const mock = await startTestMock();
    await post(mock, "faults", { drop: 1 });
    await expect(mock.submit()).rejects.toThrow();
    expect((await fetch(mock.url)).status).toBe(200);
    await post(mock, "faults", {});
    expect((await mock.submit()).status).toBe(200);
  });

  it.each([{ typo: 1 }, { drop: 2 }, { drop: "yes" }, []])("refuses %j and stays as it is", async (body) => {
    const mock = await startTestMock({ faults: { slow: 0 } });
    expect((await post(mock, "faults", body)).status).toBe(400);
    expect(await (await fetch(`${mock.url}/_mock/faults`)).json()).toMatchObject({ faults: { slow: 0 } });
  });
});

describe("the journal", () => {
  it("has the whole exchange: why it was refused, both bodies, and no key", async () => {
    const mock = await startTestMock();
    const refused = await mock.submit({ duration: 99 });
    const id = refused.headers.get("x-request-id");
    const entry = await (await fetch(`${mock.url}/_mock/requests/${id}`)).json();
    expect(entry).toMatchObject({
      method: "POST",
      status: 400,
      body: { ...BODY, duration: 99 },
      note: expect.stringContaining("duration must be"),
      response: { body: { error: { message: expect.stringContaining("duration must be") } } },
    });
    expect(JSON.stringify(entry)).not.toContain(HEADERS.authorization);
    expect((await fetch(`${mock.url}/_mock/requests/nobody`)).status).toBe(404);
  });

  it("hides a key in the query", async () => {
    const mock = await startTestMock();
    await fetch(`${mock.url}/v1/nothing?key=SECRET1&api_key=SECRET2&access_token=SECRET3&page=2`);
    const [entry] = mock.requests();
    expect(JSON.stringify(entry)).not.toContain("SECRET");
    expect(new URLSearchParams(entry?.query).get("page")).toBe("2");
  });
});

describe("GET /_mock/examples", () => {
  const examplesOf = async (mock: TestMock, asked: Record<string, string>) =>
    fetch(`${mock.url}/_mock/examples?${new URLSearchParams(asked)}`);

  it("has the documented bodies of a model, the key and where it goes, and the mock takes them", async () => {
    const mock = await startTestMock();
    const asked = { method: "POST", path: "/v1/videos/generations", model: BODY.model };
    const { examples, key } = await (await examplesOf(mock, asked)).json();
    expect(examples[0].body.model).toBe(BODY.model);
    expect(key).toEqual({ header: "authorization", value: "Bearer console" });
    for (const { body } of examples) {
      const sent = await fetch(mock.url + asked.path, {
        method: "POST",
        headers: { "content-type": "application/json", [key.header]: key.value },
        body: JSON.stringify(body),
      });
      expect(sent.status).toBe(200);
    }
  });

  it("has a value for each parameter of a path", async () => {
    const mock = await startTestMock();
    const found = await (await examplesOf(mock, { method: "GET", path: "/v1/tasks/{task_id}" })).json();
    expect(found.parameters).toEqual([
      { in: "path", name: "task_id", value: expect.stringContaining("task-unified-") },
    ]);
  });

  it("refuses what is no route", async () => {
    const mock = await startTestMock();
    expect((await examplesOf(mock, { method: "GET", path: "/v1/nothing" })).status).toBe(404);
    expect((await examplesOf(mock, { method: "GET" })).status).toBe(400);
  });
});
