import { describe, expect, it } from "vitest";
import { makeQuery } from "../../../../../scripts/batch/document-client.ts";
import { listCollectionFunctions } from "../../../../../scripts/render/client/collections.ts";
import { readCreation } from "../../../../../scripts/render/entry/task-query.ts";
import { listOperationFacts } from "../../../../../scripts/render/shared/facts.ts";
import { listResponseMedia } from "../../../../../src/openapi/media-types.ts";
import { pointerTo } from "../../../../../src/openapi/pointer.ts";
import {
  connect,
  createTaskCollection,
  createTasks,
  type WaitOptions,
} from "../../../../../src/runtime/index.ts";
import { compileAt, createAjv } from "../../../../../src/validation/compile/ajv.ts";
import { startMockOf } from "../../../../helpers/mock.ts";

const text = { type: "string" };
const uri = { type: "string", format: "uri" };
const oneOf = (...values: string[]) => ({ type: "string", enum: values });
const list = (items: object, more: object = {}) => ({ type: "array", items, ...more });
const object = (properties: object, ...required: string[]) => ({ type: "object", properties, required });
const closed = (properties: object) => ({
  ...object(properties, ...Object.keys(properties)),
  additionalProperties: false,
});
const json = (schema: object) => ({ "application/json": { schema } });

/** An API of one kind of task. */
interface Shape {
  created: object;
  queried: object;
  /** Default: 200. */
  status?: number;
  /** Default: `/jobs/{id}`. */
  query?: string;
  /** Schema of the query's parameter. Default: any text. */
  id?: object;
  /** Further methods of `/jobs`, of the path of the query, and further paths. */
  above?: object;
  at?: object;
  more?: object;
  /** Of the operation that creates. */
  callbacks?: object;
}

function describeApi({ created, queried, status = 200, query = "/jobs/{id}", id = text, ...rest }: Shape) {
  const [, name = ""] = /\{(.*)\}/.exec(query) ?? [];
  const parameters = [{ name, in: "path", required: true, schema: id }];
  const body = json({ type: "object" });
  return {
    "/jobs": {
      post: {
        operationId: "createJob",
        requestBody: { required: true, content: body },
        responses: { [status]: { description: "", content: json(created) } },
        ...(rest.callbacks && { callbacks: rest.callbacks }),
      },
      ...rest.above,
    },
    [query]: {
      parameters,
      get: { operationId: "getJob", responses: { 200: { description: "", content: json(queried) } } },
      ...rest.at,
    },
    ...rest.more,
  };
}

/** A mock of an API, and the generated client's functions for it. */
async function start(shape: Shape, options: Parameters<typeof startMockOf>[2] = {}) {
  const paths = describeApi(shape);
  const mock = await startMockOf(paths, {}, { taskSeconds: 10, localCallbacks: true, ...options });
  const document = { openapi: "3.1.0", paths } as never;
  const ajv = createAjv(document);
  const validators = new Map(
    listResponseMedia(document).map(({ method, path, status, keys }) => [
      `${method} ${path} ${status}`,
      compileAt(ajv, pointerTo([...keys, "schema"])),
    ]),
  );
  const { tasks, queries } = listCollectionFunctions(listOperationFacts(document));
  const [query] = queries;
  const [made] = tasks;
  const call = async (method: string, path: string, body?: object) => {
    const response = await mock.fetch(`http://mock.localhost${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const given = await response.text();
    return { status: response.status, body: given === "" ? undefined : JSON.parse(given) };
  };
  const seen: string[] = [];
  /** Keeps what the document has against each response. */
  const watched: typeof mock.fetch = async (input, init) => {
    const response = await mock.fetch(input, init);
    const method = init?.method ?? "GET";
    const path = method === "GET" ? (query?.operation.path ?? "") : "/jobs";
    const validate = validators.get(`${method.toLowerCase()} ${path} ${response.status}`);
    const body = await response.clone().json();
    if (validate?.(body) !== true) seen.push(`${method} ${response.status} ${JSON.stringify(body)}`);
    return response;
  };
  const servers = [{ start: "", url: "http://mock.localhost" }];
  const connection = connect({ format: 1, madeBy: "a test", servers }, { apiKey: "any", fetch: watched });
  if (query === undefined || made?.operation.task === undefined)
    return { mock, call, isTask: false as const };
  const facts = makeQuery(document, query);
  return {
    mock,
    call,
    isTask: true as const,
    contradictions: seen,
    jobs: createTaskCollection<unknown, object, { id: string; status: string }, never>(
      connection,
      made.operation.path,
      facts,
      readCreation(made.operation.task),
    ),
    wait: (id: string, options?: WaitOptions) => createTasks(connection, facts).wait(id, options),
  };
}

/** The usual envelope: a code and a message, beside the task. */
const envelope = (properties: object) => ({
  ...object({ code: { type: "integer" }, message: text, request_id: text, ...properties }, "code", "data"),
});

const extended = {
  allOf: [
    object({ id: text, status: text }, "id", "status"),
    object({ status: oneOf("waiting", "working", "finished", "failed"), result_url: uri }),
  ],
};

const job = object({ id: text, state: oneOf("PENDING", "RUNNING", "DONE", "ERROR"), output_url: uri });

const SHAPES: Record<string, { shape: Shape; words: string; id?: RegExp }> = {
  "words of its own, one description for both responses, accepted with 202": {
    shape: { created: job, queried: job, status: 202 },
    words: "PENDING RUNNING DONE ERROR",
    id: /^task-\d+-[a-z0-9]{8}$/,
  },
  "another id and state, and a UUID": {
    shape: {
      created: closed({
        job_id: { ...text, format: "uuid" },
        job_status: oneOf("new", "working", "complete"),
      }),
      queried: object(
        {
          job_id: { ...text, format: "uuid" },
          job_status: oneOf("new", "working", "complete", "failed"),
          output: object({ link: uri, size: { type: "integer" } }, "link"),
        },
        "job_id",
      ),
      query: "/jobs/{job_id}",
      id: { ...text, format: "uuid" },
    },
    words: "new working complete failed",
    id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  },
  "progress that is an object, and an error that is text": {
    shape: {
      created: object({ id: text, status: oneOf("queued", "running") }, "id", "status"),
      queried: closed({
        id: { ...text, examples: ["render_4f9a7c21"] },
        status: oneOf("queued", "running", "finished", "aborted"),
        progress: closed({ done: { type: "integer" }, of: { type: "integer" } }),
        error: { type: ["string", "null"] },
        files: { type: ["array", "null"], items: closed({ url: uri }) },
      }),
    },
    words: "queued running finished aborted",
    id: /^render_[0-9a-f]{8}$/,
  },
  "progress that is text, and results that have to be there": {
    shape: {
      created: object({ id: text, status: oneOf("waiting", "started") }, "id"),
      queried: closed({
        id: text,
        status: oneOf("waiting", "started", "succeeded", "rejected"),
        progress: { ...text, examples: ["50 %"] },
        assets: list(closed({ video_url: text })),
      }),
    },
    words: "waiting started succeeded rejected",
  },
  "progress up to 1, and a state of the query alone": {
    shape: {
      created: object({ id: text, phase: oneOf("IN_QUEUE", "IN_PROGRESS") }, "id", "phase"),
      queried: object(
        {
          phase: oneOf("IN_QUEUE", "IN_PROGRESS", "COMPLETED", "FAILED"),
          progress: { type: "number", minimum: 0, maximum: 1 },
          result: uri,
        },
        "phase",
        "progress",
      ),
      query: "/jobs/{id}/status",
    },
    words: "IN_QUEUE IN_PROGRESS COMPLETED FAILED",
  },
  "ids of a pattern, and closed objects": {
    shape: {
      created: closed({
        ID: { ...text, pattern: "^[A-Z]{4}[0-9]{4}$" },
        status: oneOf("submitted", "ok", "err"),
      }),
      queried: closed({
        ID: { ...text, pattern: "^[A-Z]{4}[0-9]{4}$" },
        status: oneOf("submitted", "ok", "err"),
        created: { ...text, format: "date-time" },
        downloads: list(uri),
      }),
      query: "/jobs/{ID}",
    },
    words: "submitted submitted ok err",
    id: /^[A-Z]{4}[0-9]{4}$/,
  },
  "long ids of a pattern that starts with letters, and a reference beside something": {
    shape: {
      created: object({
        sid: { ...text, pattern: "^RM[0-9a-f]{32}$" },
        status: oneOf("queued", "done", "failed"),
      }),
      queried: object(
        {
          sid: { ...text, pattern: "^RM[0-9a-f]{32}$" },
          status: {
            description: "How it stands",
            readOnly: true,
            $ref: "#/paths/~1jobs/post/responses/200/content/application~1json/schema/properties/status",
          },
          output: text,
        },
        "status",
      ),
      query: "/jobs/{sid}",
    },
    words: "queued queued done failed",
    id: /^RM[0-9a-f]{32}$/,
  },
  "an error with a number for its code": {
    shape: {
      created: object({ uid: text, status: oneOf("scheduled", "ready", "expired") }),
      queried: object(
        {
          uid: text,
          status: oneOf("scheduled", "ready", "expired"),
          error: closed({ code: { type: "integer" }, message: text }),
          images: list(uri),
        },
        "status",
      ),
      query: "/jobs/{uid}",
    },
    words: "scheduled scheduled ready expired",
  },
  "an envelope around the task of both responses": {
    shape: {
      created: envelope({
        data: closed({
          task_id: { ...text, examples: ["job_4f9a7c21"] },
          task_status: oneOf("submitted", "succeed"),
        }),
      }),
      queried: envelope({
        data: closed({
          task_id: text,
          task_status: oneOf("submitted", "processing", "succeed", "failed"),
          progress: { type: "integer" },
          error: { type: ["string", "null"] },
          task_result: { type: ["object", "null"], properties: { videos: list(closed({ url: uri })) } },
        }),
      }),
      query: "/jobs/{task_id}",
    },
    words: "submitted processing succeed failed",
    id: /^job_[0-9a-f]{8}$/,
  },
  "an envelope of two objects around the task of the query alone, which may be null and shows nothing": {
    shape: {
      created: object({ id: text, status: oneOf("queued", "done") }, "id", "status"),
      queried: closed({
        response: closed({
          job: {
            anyOf: [
              closed({
                id: text,
                status: oneOf("queued", "done", "failed"),
                output: { type: ["string", "null"] },
              }),
              { type: "null" },
            ],
          },
          usage: object({ seconds: { type: "integer" } }),
        }),
      }),
    },
    words: "queued queued done failed",
  },
  "an envelope around what is created alone": {
    shape: {
      created: closed({ job: closed({ id: text, state: oneOf("queued", "done") }) }),
      queried: object({ id: text, state: oneOf("queued", "done", "failed"), url: uri }, "state"),
    },
    words: "queued queued done failed",
  },
  "a base that the response and the task in it extend": {
    shape: {
      created: { allOf: [envelope({ data: {} }), object({ data: extended }, "data")] },
      queried: { allOf: [envelope({ data: {} }), object({ data: extended }, "data")] },
    },
    words: "waiting working finished failed",
  },
  "results that are shown from the start, in lists of lists": {
    shape: {
      created: object({ id: text, state: oneOf("generating", "success") }, "id"),
      queried: object(
        {
          id: text,
          state: oneOf("generating", "success", "failure"),
          outputs: list(list(object({ link: uri }, "link"), { minItems: 1 }), { minItems: 1 }),
        },
        "outputs",
      ),
    },
    words: "generating generating success failure",
  },
};

describe("a mock of any document's tasks", () => {
  it.each(Object.entries(SHAPES))("has tasks with %s", async (_, { shape, words, id }) => {
    const api = await start(shape);
    if (!api.isTask) throw new Error("The client has no task.");
    const { mock, jobs, wait, contradictions } = api;
    const [pending, processing, completed, failed] = words.split(" ");
    const task = await jobs.create({});
    expect(task.status).toBe(pending);
    if (id) expect(task.id).toMatch(id);
    expect((await jobs.create({})).id).not.toBe(task.id);
    mock.clock.advance(5_000);
    expect(await jobs.check(task.id)).toMatchObject({ task: { status: processing }, completed: undefined });
    mock.clock.advance(5_000);
    const done = await wait(task.id);
    expect(done).toMatchObject({ status: completed, resultsMissing: false });
    const file = await mock.fetch(done.results[0] ?? "");
    expect(file.status).toBe(200);
    const failing = await jobs.create({ note: "[mock:fail=content_policy][mock:seconds=0]" });
    await expect(wait(failing.id)).rejects.toMatchObject({ task: { status: failed } });
    const empty = await jobs.create({ note: "[mock:no-results][mock:seconds=0]" });
    await wait(empty.id);
    expect(contradictions).toEqual([]);
  });

  const states = oneOf("queued", "running", "done", "canceled");
  const described = object({ id: text, status: states }, "id", "status");
  const responses = (status: number, schema?: object) => ({
    responses: { [status]: { description: "", ...(schema && { content: json(schema) }) } },
  });

  it.each([
    ["a share", { progress: { type: "number", maximum: 1 } }],
    ["a percentage under another name", { percent_complete: { type: "integer" } }],
    ["a number in an object", { progress: closed({ percentage: { type: "number" }, step: text }) }],
    ["text", { progress: { ...text, examples: ["7 %"] } }],
  ])("says how far a task is where its document has %s, and the client reads it there", async (_, more) => {
    const api = await start({ created: described, queried: closed({ id: text, status: states, ...more }) });
    if (!api.isTask) throw new Error("The client has no task.");
    const { id } = await api.jobs.create({});
    api.mock.clock.advance(5_000);
    // Thrown by the caller's function, it ends the wait.
    const onProgress = ({ progress }: { progress: unknown }) => Promise.reject(progress);
    await expect(api.wait(id, { onProgress })).rejects.toBeCloseTo(50, -1);
    api.mock.clock.advance(5_000);
    await expect(api.wait(id, { onProgress })).rejects.toBe(100);
    expect(api.contradictions).toEqual([]);
  });

  it("has a file of its own in each place of results, of the medium that the place names", async () => {
    const more = {
      cover_image: uri,
      image: closed({ url: uri }),
      video: closed({ url: uri }),
      videos: list(uri),
    };
    const api = await start({ created: described, queried: closed({ id: text, status: states, ...more }) });
    if (!api.isTask) throw new Error("The client has no task.");
    const { id } = await api.jobs.create({ n: 2 });
    api.mock.clock.advance(10_000);
    const { results } = await api.wait(id);
    const files = await Promise.all(results.map((link) => api.mock.fetch(link)));
    expect(files.map(({ status, headers }) => `${status} ${headers.get("content-type")}`)).toEqual([
      "200 image/png",
      "200 video/mp4",
      "200 video/mp4",
      "200 video/mp4",
    ]);
    expect(new Set(results).size).toBe(4);
  });

  const said = expect.stringMatching(/^The mock ended this task with blocked/);
  it.each([
    [
      "null in the place of results",
      {
        output: {
          ...closed({ url: uri }),
          type: ["object", "null"],
          examples: [{ url: "https://a.example" }],
        },
      },
      { output: null },
      { output: null },
    ],
    ["an empty list of results", { outputs: list(uri) }, { outputs: [] }, { outputs: [] }],
    ["an error that is text", { error: { type: ["string", "null"] } }, { error: null }, { error: said }],
    [
      "an error with the code that is shown",
      { error: closed({ code: { type: "integer", examples: [7] }, message: text }) },
      { error: { code: 7, message: "string" } },
      { error: { code: 7, message: said } },
    ],
    ["no error", {}, {}, {}],
    [
      "what its creation has as something else",
      { size: { type: "integer", examples: [3] } },
      { size: 3 },
      { size: 3 },
    ],
  ])("has %s, where nothing else is allowed", async (_, more, pending, failed) => {
    const created = object({ id: text, status: oneOf("queued", "done"), size: text }, "id", "size");
    const queried = closed({ id: text, status: oneOf("queued", "done", "failed"), ...more });
    const { call } = await start({ created, queried });
    const read = async (body: object) => {
      const { id } = (await call("POST", "/jobs", body)).body;
      const { id: _id, status: _status, ...rest } = (await call("GET", `/jobs/${id}`)).body;
      return rest;
    };
    expect(await read({})).toEqual(pending);
    expect(await read({ note: "[mock:fail=blocked][mock:seconds=0]" })).toEqual(failed);
  });

  it.each([
    ["below it", { more: { "/jobs/{job}/cancel": { post: responses(200, described) } } }, "POST", "/cancel"],
    [
      "by a method of its own",
      { more: { "/jobs/{id}:cancel": { post: responses(204) } } },
      "POST",
      ":cancel",
    ],
    [
      "at its path",
      { at: { delete: { summary: "Cancels a job", ...responses(200, described) } } },
      "DELETE",
      "",
    ],
  ])("cancels a task %s, once", async (_, more, method, path) => {
    const api = await start({ created: described, queried: described, ...more });
    const { body: task } = await api.call("POST", "/jobs", {});
    const cancelled = await api.call(method, `/jobs/${task.id}${path}`);
    expect(cancelled.body ?? { id: task.id, status: "canceled" }).toEqual({
      id: task.id,
      status: "canceled",
    });
    expect((await api.call("GET", `/jobs/${task.id}`)).body).toMatchObject({ status: "canceled" });
    expect((await api.call(method, `/jobs/unknown${path}`)).status).toBe(404);
    const { body: done } = await api.call("POST", "/jobs", { note: "[mock:seconds=0]" });
    await api.call(method, `/jobs/${done.id}${path}`);
    expect((await api.call("GET", `/jobs/${done.id}`)).body).toMatchObject({ status: "done" });
  });

  it("lists tasks newest first, and forgets those that are deleted", async () => {
    const above = { get: responses(200, object({ jobs: list(described) }, "jobs")) };
    const at = { delete: { operationId: "deleteJob", ...responses(204) } };
    const { call, mock } = await start({ created: described, queried: described, above, at });
    expect((await call("GET", "/jobs")).body).toEqual({ jobs: [] });
    const { body: first } = await call("POST", "/jobs", {});
    mock.clock.advance(5_000);
    const { body: second } = await call("POST", "/jobs", {});
    expect((await call("GET", "/jobs")).body).toEqual({
      jobs: [
        { id: second.id, status: "queued" },
        { id: first.id, status: "running" },
      ],
    });
    expect((await call("DELETE", `/jobs/${first.id}`)).status).toBe(204);
    expect((await call("GET", `/jobs/${first.id}`)).status).toBe(404);
    expect((await call("GET", "/jobs")).body).toEqual({ jobs: [{ id: second.id, status: "queued" }] });
  });

  it("calls back the URL that the document names, with the task, and not once it is deleted", async () => {
    const calls: unknown[] = [];
    const shape = {
      created: described,
      queried: object({ data: described }, "data"),
      callbacks: { ended: { "{$request.body#/hooks/ended}": { post: { responses: {} } } } },
      at: { delete: { operationId: "deleteJob", ...responses(204) } },
    };
    const send = async (url: string, init: RequestInit) => {
      calls.push([url, JSON.parse(String(init.body))]);
      return new Response();
    };
    const { call, mock } = await start(shape, { fetch: send });
    const post = async (ended: string) => (await call("POST", "/jobs", { hooks: { ended } })).body;
    const { id } = await post("http://127.0.0.1/ended");
    const other = await post("http://127.0.0.1/never");
    await call("DELETE", `/jobs/${other.id}`);
    mock.clock.advance(10_000);
    const told = { data: { id, status: "done" } };
    await expect.poll(() => calls).toMatchObject([["http://127.0.0.1/ended", told]]);
    expect((await post("https://10.0.0.1/")).error?.message).toMatch(/^hooks\.ended: /);
  });

  it.each([
    ["a number for its id", object({ id: { type: "integer" }, status: states }, "id")],
    ["several tasks in an envelope", object({ one: described, other: described }, "one", "other")],
    ["a task in what has an id itself", object({ id: text, job: described }, "id", "job")],
    ["a list of tasks in an envelope", object({ data: list(described) }, "data")],
    [
      "something else in an envelope, of which no state is an end",
      object(
        { account: object({ id: text, status: oneOf("pending", "active") }, "id", "status") },
        "account",
      ),
    ],
    ["a property that says no state", object({ id: text, kind: oneOf("video", "image") }, "id")],
  ])("makes no task, as the client has none, of what has %s", async (_, schema) => {
    const { isTask, call, mock } = await start({ created: schema, queried: schema });
    expect(isTask).toBe(false);
    expect((await call("POST", "/jobs", {})).status).toBe(200);
    expect(mock.tasks()).toEqual([]);
  });

  it("responds to each query for its own tasks", async () => {
    const { call } = await start({
      created: described,
      queried: described,
      more: describeOther("/films", described),
    });
    const { body: film } = await call("POST", "/films", {});
    const { body: own } = await call("POST", "/jobs", {});
    expect((await call("GET", `/films/${film.id}`)).status).toBe(200);
    expect((await call("GET", `/jobs/${own.id}`)).status).toBe(200);
    expect((await call("GET", `/jobs/${film.id}`)).status).toBe(404);
  });

  function describeOther(path: string, schema: object) {
    const { "/jobs": create, "/jobs/{id}": query } = describeApi({ created: schema, queried: schema });
    const rename = (item: object = {}) => JSON.parse(JSON.stringify(item).replaceAll("Job", "Film"));
    return { [path]: rename(create), [`${path}/{id}`]: rename(query) };
  }
});
