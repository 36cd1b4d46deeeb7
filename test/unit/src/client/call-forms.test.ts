import { describe, expect, it } from "vitest";
import { readArguments } from "../../../../src/client/call-forms.ts";
import { CONNECTION } from "../../../../src/client/client.ts";
import { createResponseFunction } from "../../../../src/client/response-function.ts";
import { createStreamFunction } from "../../../../src/client/stream-function.ts";
import { createTaskCollection } from "../../../../src/client/task-collection.ts";
import { connect, json } from "../helpers.ts";

const idempotencyKey = "order-2026-11-22-0001";

describe("readArguments", () => {
  it.each<[string, unknown[], boolean, unknown[]]>([
    ["a body", [{ a: 1 }], false, [{ a: 1 }, {}]],
    ["a body and options", [{ a: 1 }, { idempotencyKey }], false, [{ a: 1 }, { idempotencyKey }]],
    ["a model apart", ["m", { a: 1 }], false, [{ a: 1, model: "m" }, {}]],
    ["all three", ["m", { a: 1 }, { idempotencyKey }], true, [{ a: 1, model: "m" }, { idempotencyKey }]],
    ["a model alone", ["m"], false, [{ model: "m" }, {}]],
    ["a model and options", ["m", undefined, { idempotencyKey }], true, [{ model: "m" }, { idempotencyKey }]],
    ["nothing", [], true, [undefined, {}]],
    ["options alone", [undefined, { idempotencyKey }], true, [undefined, { idempotencyKey }]],
  ])("takes %s", (_, args, optional, read) => {
    expect(readArguments(args, optional)).toEqual(read);
  });

  const broken = Object.defineProperty({}, "a", {
    enumerable: true,
    get() {
      throw new Error("no");
    },
  });

  it.each<[string, unknown[], boolean, string]>([
    ["no body", [], false, "`body` to be an object, got undefined"],
    ["null", [null], true, "`body` to be an object, got null"],
    ["a number", [5], true, "`body` to be an object, got 5"],
    ["null for parameters", ["m", null], true, "`params` to be an object, got null"],
    ["text for parameters", ["m", "a"], false, "`params` to be an object, got string"],
    ["parameters that cannot be read", ["m", broken], false, "`params` to be data"],
    ["an unknown option", [{}, { sginal: 1 }], false, "`sginal` to be one of the options signal"],
    ["an unknown option after a model", ["m", {}, { sginal: 1 }], false, "`sginal` to be one of the options"],
  ])("refuses %s", (_, args, optional, message) => {
    expect(() => readArguments(args, optional)).toThrow(message);
  });
});

describe("a body that may be left out", () => {
  type Run = (...args: unknown[]) => Promise<unknown>;
  const query = { path: "/v1/tasks/{id}", id: "id", state: "status", first: "new", ended: {}, results: [] };
  const FUNCTIONS: [string, (optional?: { optional: boolean }) => { run: Run; bodies: () => string[] }][] = [
    ["a response", (options) => setUp((at) => createResponseFunction<Run>(at, "/v1/a", options))],
    [
      "a stream",
      (options) =>
        setUp((at) => {
          const stream = createStreamFunction<(...args: unknown[]) => AsyncGenerator>(at, "/v1/a", options);
          return async (...args) => (await stream(...args).next()).value;
        }),
    ],
    ["a task", (options) => setUp((at) => createTaskCollection(at, "/v1/a", query, options).create as Run)],
  ];

  function setUp(make: (connection: ReturnType<typeof getConnection>) => Run) {
    const { evolink, seen } = connect([
      ({ headers }) =>
        headers.get("accept") === "text/event-stream"
          ? new Response('data: {"id":"a"}\n\n', { headers: { "content-type": "text/event-stream" } })
          : json({ id: "a" }),
    ]);
    return { run: make(getConnection(evolink)), bodies: () => seen.map(({ body }) => body) };
  }
  const getConnection = (evolink: ReturnType<typeof connect>["evolink"]) => evolink[CONNECTION].connect();

  it.each(FUNCTIONS)("is left out for %s", async (what, create) => {
    const { run, bodies } = create({ optional: true });
    expect(await run()).toMatchObject({ id: "a" });
    expect(await run({ wind: 5 })).toMatchObject({ id: "a" });
    expect(bodies()).toEqual(
      what === "a stream" ? ['{"stream":true}', '{"wind":5,"stream":true}'] : ["", '{"wind":5}'],
    );
  });

  it.each(FUNCTIONS)("is no other, which is demanded for %s", async (_, create) => {
    for (const options of [undefined, { optional: false }]) {
      const { run, bodies } = create(options);
      await expect(run()).rejects.toThrow("`body`");
      expect(bodies()).toEqual([]);
    }
  });
});
