import { describe, expect, it } from "vitest";
import { operationTable } from "../../../../generated/client.ts";
import { createMemoryStore } from "../../../../src/proxy/store.ts";
import { BODY, json, TASK_ID, task } from "../helpers.ts";
import { CREATE, codeOf, SITE, setUp, submitted } from "./proxying.ts";

const QUERY = operationTable.getTask.path;
const CHAT = "/v1/chat/completions";

/** The table, with what its document says of the task that a submission makes. */
const madeAt = (made: object) => ({
  operations: {
    ...operationTable,
    createVideoGeneration: {
      ...operationTable.createVideoGeneration,
      task: { query: QUERY, id: "id", ...made },
    },
  },
});

/** Whether a task may be read once something was submitted that got this response. */
async function isRead(response: Response, options: object = {}, id = TASK_ID): Promise<boolean> {
  const { post, get } = setUp([response, json(task())], options);
  await post();
  return (await get(`/v1/tasks/${id}`)).status === 200;
}

describe("a task of the proxy", () => {
  it("is read by the user who made it, and by nobody else", async () => {
    let user = "ann";
    const { post, get, sent } = setUp([submitted()], { authorize: () => ({ user }) });
    expect(await codeOf(await get())).toBe("404 task_not_found");
    await post();
    expect((await get()).status).toBe(200);
    user = "bob";
    expect(await codeOf(await get())).toBe("404 task_not_found");
    expect(sent).toHaveLength(2);
  });

  it.each([
    ["cancel", "POST", "/v1/tasks/{task_id}/cancel", `/v1/tasks/${TASK_ID}/cancel`],
    ["restart", "POST", "/v1/tasks/{task_id}:restart", `/v1/tasks/${TASK_ID}:restart`],
    ["delete", "DELETE", "/v1/tasks/{task_id}", `/v1/tasks/${TASK_ID}`],
    ["download", "GET", "/v1/tasks/{task_id}/content", `/v1/tasks/${TASK_ID}/content`],
    ["find elsewhere", "GET", "/v1/videos/{task_id}/content", `/v1/videos/${TASK_ID}/content`],
    ["cancel under another name", "POST", "/v1/tasks/{id}/cancel", `/v1/tasks/${TASK_ID}/cancel`],
  ])("is for those alone to %s who made it", async (_, method, path, requested) => {
    let user = "bob";
    const { proxy, post, sent } = setUp([submitted()], {
      operations: { ...operationTable, own: { method: method.toLowerCase(), path } },
      authorize: () => ({ user }),
    });
    const act = () => proxy(new Request(SITE + requested, { method }));
    await post();
    expect((await act()).status).toBe(200);
    user = "ann";
    expect(await codeOf(await act())).toBe("404 task_not_found");
    expect(sent).toHaveLength(2);
  });

  it("is one of the client's, too, where the table makes none", async () => {
    const { get } = setUp([json(task())], { operations: { read: { method: "get", path: QUERY } } });
    expect(await codeOf(await get())).toBe("404 task_not_found");
  });

  it("is nothing else that has an id", async () => {
    const { proxy } = setUp([json({})], {
      operations: {
        file: { method: "get", path: "/v1/files/{id}" },
        more: { method: "get", path: "/v1/tasksets/{name}" },
      },
    });
    expect((await proxy(new Request(`${SITE}/v1/files/f-1`))).status).toBe(200);
    expect((await proxy(new Request(`${SITE}/v1/tasksets/one`))).status).toBe(200);
  });

  it("is what the response has where the document says", async () => {
    const inEnvelope = { envelope: ["data", "task"] };
    expect(await isRead(json({ code: 0, data: { task: { id: TASK_ID } } }), madeAt(inEnvelope))).toBe(true);
    expect(await isRead(json({ job: TASK_ID }), madeAt({ id: "job" }))).toBe(true);
    // As the client reads it.
    expect(await isRead(json({ id: TASK_ID }), madeAt(inEnvelope))).toBe(true);
  });

  it.each([
    ["another property", { id: "task-new", parent_task_id: TASK_ID, task_id: TASK_ID }],
    ["an object in it", { id: "task-new", source: { id: TASK_ID } }],
    ["a list in it", { id: "task-new", tasks: [{ id: TASK_ID }] }],
    ["a list", [{ id: TASK_ID }]],
    ["an object around it", { id: TASK_ID, data: { id: "task-new" } }, ["data"]],
    ["an error", { id: "task-new", error: { id: TASK_ID } }],
  ])("is none that a response names in %s", async (_, body, envelope: string[] = []) => {
    expect(await isRead(json(body), madeAt({ envelope }))).toBe(false);
  });

  it("is none of an operation that makes none, nor of a refusal, nor of what was only read", async () => {
    const { post, get } = setUp([
      json(task()),
      json({ id: TASK_ID, error: { code: "no" } }, 400),
      json(task()),
    ]);
    await post({ messages: [] }, {}, CHAT);
    await post();
    await get("/v1/credits");
    expect(await codeOf(await get())).toBe("404 task_not_found");
  });

  it("is none whose id is no text, or comes in a stream", async () => {
    expect(await isRead(json({ id: 17 }), {}, "17")).toBe(false);
    const events = new Response(`data: ${JSON.stringify(task())}\n\n`, {
      headers: { "content-type": "text/event-stream" },
    });
    expect(await isRead(events)).toBe(false);
  });

  it("is none of another query with the same id", async () => {
    const operations = {
      ...operationTable,
      getImage: { method: "get", path: "/v1/images/{image_id}" },
      createImage: { method: "post", path: CHAT, task: { query: "/v1/images/{image_id}", id: "id" } },
    };
    const { post, get } = setUp([json(task())], { operations });
    expect(await codeOf(await get(`/v1/images/${TASK_ID}`))).toBe("404 task_not_found");
    await post({ messages: [] }, {}, CHAT);
    expect((await get(`/v1/images/${TASK_ID}`)).status).toBe(200);
    expect(await codeOf(await get())).toBe("404 task_not_found");
  });

  it.each([
    ["in the body", CREATE, { ...BODY, prompt: `like ${TASK_ID}` }],
    ["in the query", `${CREATE}?source=${TASK_ID.toUpperCase().replaceAll("-", "%2d")}`, BODY],
    ["escaped in a text", CREATE, { ...BODY, prompt: `{"task":"${TASK_ID.replace("-", "\\u002d")}"}` }],
  ])("is none whose id somebody has only sent %s", async (_, path, body) => {
    const { post, get } = setUp([json(task())]);
    expect((await post(body, {}, path)).status).toBe(200);
    expect(await codeOf(await get())).toBe("404 task_not_found");
  });

  describe("that a request names", () => {
    const query = QUERY;
    const extend = {
      ...operationTable.createVideoGeneration,
      named: [
        { query, in: "body", keys: ["input", "source_task_id"] },
        { query, in: "body", keys: ["clips", "*", "task_id"] },
        { query, in: "body", keys: ["task_ids", "*"] },
        { query, in: "query", keys: ["task_id"] },
        { query, in: "header", keys: ["X-Task-Id"] },
      ],
      headers: ["X-Task-Id"],
    } as const;
    const operations = { ...operationTable, createVideoGeneration: extend };
    const extended = () => json(task({ id: "task-extended" }));
    const OTHER = "task-of-bob";

    it.each<[string, (id: string) => Parameters<ReturnType<typeof setUp>["post"]>]>([
      ["in an object of the body", (id) => [{ ...BODY, input: { source_task_id: id } }]],
      ["in a list of objects", (id) => [{ ...BODY, clips: [{}, { task_id: id }] }]],
      ["in a list", (id) => [{ ...BODY, task_ids: [TASK_ID, id] }]],
      ["in the place of a list", (id) => [{ ...BODY, task_ids: id }]],
      ["in other letter case", (id) => [{ ...BODY, Input: { SOURCE_TASK_ID: id } }]],
      ["as a field of a form is called", (id) => [{ ...BODY, "task_ids[10]": id }]],
      ["in the query", (id) => [BODY, {}, `${CREATE}?task_id=${id}`]],
      ["twice in the query", (id) => [BODY, {}, `${CREATE}?task_id=${TASK_ID}&task_id=${id}`]],
      ["in a list in the query", (id) => [BODY, {}, `${CREATE}?task_id%5B10%5D=${TASK_ID},${id}`]],
      ["in a header", (id) => [BODY, { "x-task-id": id }]],
    ])("%s is one that the user made, or nothing is sent", async (_, request) => {
      const { post, sent } = setUp([submitted(), extended()], { operations });
      await post();
      const refused = await post(...request(OTHER));
      expect([await codeOf(refused), sent.length]).toEqual(["404 task_not_found", 1]);
      expect([(await post(...request(TASK_ID))).status, sent.length]).toEqual([200, 2]);
    });

    it("is nothing that is called otherwise", async () => {
      const { post } = setUp([submitted()], { operations });
      const body = { ...BODY, task_id: OTHER, input: { id: OTHER, "source_task_id[x": 1 }, clips: [OTHER] };
      expect(
        (await post(body, { "x-other": OTHER }, `${CREATE}?task=${OTHER}&x[task_id]=${OTHER}`)).status,
      ).toBe(404);
      const left = { ...body, input: { id: OTHER } };
      expect(
        (await post(left, { "x-other": OTHER }, `${CREATE}?task=${OTHER}&x[task_id]=${OTHER}`)).status,
      ).toBe(200);
    });

    it("is none where it is no id, and any of the queries may read it", async () => {
      const { post, proxy } = setUp([submitted(), json(task())], {
        operations: {
          ...operations,
          other: { method: "get", path: "/v1/tasks/{id}/log" },
          third: { method: "post", path: CHAT, task: { query: "/v1/tasks/{id}", id: "id" } },
        },
      });
      expect(await codeOf(await post({ ...BODY, task_ids: "no/id" }))).toBe("404 task_not_found");
      await post();
      expect((await proxy(new Request(`${SITE}/v1/tasks/${TASK_ID}/log`))).status).toBe(200);
    });

    it("is any where the grant says so, and may be left out", async () => {
      const any = setUp([submitted()], { operations, authorize: () => ({ user: "ann", anyTask: true }) });
      expect((await any.post({ ...BODY, task_ids: [OTHER, 5] })).status).toBe(200);
      const none = setUp([submitted()], { operations });
      expect((await none.post({ ...BODY, input: { source_task_id: null }, task_ids: [""] })).status).toBe(
        200,
      );
    });

    it("is asked for once in the store, and not if there are more than 100", async () => {
      const asked: string[] = [];
      const seen = { ...createMemoryStore(), get: (key: string) => void asked.push(key) };
      const { post } = setUp([submitted()], { operations, seen });
      const name = (count: number) => Array.from({ length: count }, (_, index) => `task-${index}`);
      expect(await codeOf(await post({ ...BODY, task_ids: [OTHER, OTHER, "no/id"] }))).toBe(
        "404 task_not_found",
      );
      expect(asked).toHaveLength(1);
      expect(await codeOf(await post({ ...BODY, task_ids: name(100) }))).toBe("404 task_not_found");
      expect(await codeOf(await post({ ...BODY, task_ids: name(101) }))).toBe("400 too_many_tasks");
      expect(asked).toHaveLength(101);
    });

    it("is held to the same where it is only read", async () => {
      const logs = {
        method: "get",
        path: "/v1/logs",
        named: [{ query, in: "query", keys: ["task_id"] }],
      } as const;
      const { post, get } = setUp([submitted(), json({})], { operations: { ...operationTable, logs } });
      await post();
      expect(await codeOf(await get(`/v1/logs?task_id=${OTHER}`))).toBe("404 task_not_found");
      expect((await get(`/v1/logs?task_id=${TASK_ID}`)).status).toBe(200);
    });
  });

  it("is kept once the store is back, when the submission is repeated", async () => {
    const store = createMemoryStore();
    let isAway = true;
    const settle = (key: string, text: string | undefined) => {
      if (isAway && key.includes(":task:")) throw new Error("redis away");
      store.settle(key, text);
    };
    const key = { "idempotency-key": "a-key-of-16-letters" };
    const { post, get, sent, errors } = setUp([submitted()], { seen: { ...store, settle } });
    expect((await post(BODY, key)).status).toBe(200);
    expect(await codeOf(await get())).toBe("404 task_not_found");
    isAway = false;
    await post(BODY, key);
    expect((await get()).status).toBe(200);
    expect([sent.length, errors.length]).toEqual([2, 1]);
  });

  it("is any where the grant says so", async () => {
    const { get } = setUp([json(task())], { authorize: () => ({ user: "ann", anyTask: true }) });
    expect((await get()).status).toBe(200);
  });
});
