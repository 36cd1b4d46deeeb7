import { MutationObserver, QueryClient } from "@tanstack/query-core";
import { describe, expect, it } from "vitest";
import { CONNECTION } from "../../../../src/client/client.ts";
import { createMutationOptions } from "../../../../src/query/index.ts";
import { createResponseFunction, type ResponseFunction } from "../../../../src/runtime/index.ts";
import { BODY, connect, json, rejection, task } from "../helpers.ts";

const lost = () => Promise.reject(new TypeError("fetch failed"));
const keysOf = (seen: readonly { headers: Headers }[]) =>
  seen.map(({ headers }) => headers.get("idempotency-key"));
const again = { retry: 3, retryDelay: 1 };

describe("createMutationOptions", () => {
  it("submits the body, and gives the task", async () => {
    const { evolink, seen } = connect([json(task())]);
    const observer = new MutationObserver(new QueryClient(), createMutationOptions(evolink.videos));
    expect(await observer.mutate(BODY)).toMatchObject({ id: task().id });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual(BODY);
  });

  it("submits what may have been accepted once", async () => {
    const { evolink, seen } = connect([lost]);
    const observer = new MutationObserver(new QueryClient(), createMutationOptions(evolink.videos));
    expect(await rejection(observer.mutate(BODY))).toHaveProperty("name", "SubmissionUncertainError");
    expect(seen).toHaveLength(1);
  });

  it("sends one key and one body when TanStack Query repeats, also with options of a later rendering", async () => {
    const body = { ...BODY, prompt: "one" };
    const make = () => ({ ...createMutationOptions(evolink.videos), ...again });
    const { evolink, seen } = connect([
      () => {
        body.prompt = "another";
        observer.setOptions(make());
        return lost();
      },
    ]);
    const observer = new MutationObserver(new QueryClient(), make());
    await rejection(observer.mutate(body));
    expect(seen).toHaveLength(4);
    expect(new Set(keysOf(seen)).size).toBe(1);
    expect(new Set(seen.map((one) => JSON.parse(one.body).prompt))).toEqual(new Set(["one"]));
  });

  it("gives two mutations of one body two keys", async () => {
    const { evolink, seen } = connect([json(task())]);
    const observer = new MutationObserver(new QueryClient(), createMutationOptions(evolink.videos));
    await Promise.all([observer.mutate(BODY), observer.mutate(BODY)]);
    expect(new Set(keysOf(seen)).size).toBe(2);
  });

  it("knows a mutation by its body where TanStack Query passes no context", async () => {
    const { evolink, seen } = connect([json(task())]);
    const { mutationFn } = createMutationOptions(evolink.videos);
    const body = { ...BODY };
    await mutationFn(body);
    await mutationFn(body);
    await mutationFn({ ...BODY });
    const [first, second, third] = keysOf(seen);
    expect([first === second, first === third]).toEqual([true, false]);
  });

  it("takes the key that the caller has for a body", async () => {
    const { evolink, seen } = connect([json(task())]);
    const options = createMutationOptions(evolink.videos, {
      idempotencyKey: ({ model }) => `draft-${model}`,
    });
    await new MutationObserver(new QueryClient(), options).mutate(BODY);
    expect(keysOf(seen)).toEqual([`draft-${BODY.model}`]);
  });

  it("calls a function of models that respond at once", async () => {
    const { evolink, seen } = connect([json({ said: "hello" })]);
    type Talk = ResponseFunction<{ "talk-1": { words: string } }, never, { said: string }>;
    const talk = createResponseFunction<Talk>(evolink[CONNECTION].connect(), "/v1/talk");
    const { said } = await createMutationOptions(talk).mutationFn({ model: "talk-1", words: "hi" });
    expect([said, keysOf(seen)]).toEqual(["hello", [expect.any(String)]]);
  });

  it.each([undefined, {}, { create: 1 }])("refuses %j as a collection", (given) => {
    expect(() => createMutationOptions(given as never)).toThrow(/Expected `collection`/);
  });

  it("refuses an option it does not know", () => {
    const { evolink } = connect([]);
    expect(() => createMutationOptions(evolink.videos, { idempotency: 1 } as never)).toThrow(
      /idempotencyKey/,
    );
  });
});
