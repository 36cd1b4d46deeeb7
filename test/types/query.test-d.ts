import { MutationObserver, QueryClient, QueryObserver } from "@tanstack/query-core";
import { expectTypeOf, test } from "vitest";
import { createEvolink, type SubmittedTask, type Task } from "../../src/index.ts";
import { createMutationOptions, taskQueryOptions } from "../../src/query/index.ts";

const evolink = createEvolink({ apiKey: "any" });
const client = new QueryClient();
const model = "gemini-omni-flash-text-to-video";

test("the options of a query are TanStack Query's, and type its data as tasks.get does", () => {
  const observer = new QueryObserver(client, { ...taskQueryOptions(evolink, "id"), gcTime: 1 });
  expectTypeOf(observer.getCurrentResult().data).toEqualTypeOf<Task | undefined>();
});

test("the options of a mutation are TanStack Query's, and type body and result as create does", () => {
  const observer = new MutationObserver(client, {
    ...createMutationOptions(evolink.videos),
    onSuccess: (task) => expectTypeOf(task).toEqualTypeOf<SubmittedTask<"videos">>(),
  });
  observer.mutate({ model, prompt: "A kite", duration: 6 });
  // @ts-expect-error no prompt
  observer.mutate({ model });
  // @ts-expect-error a text as duration
  observer.mutate({ model, prompt: "A kite", duration: "long" });
  createMutationOptions(evolink.videos, {
    idempotencyKey: (body) => {
      expectTypeOf(body.prompt).toEqualTypeOf<string>();
      return "a key of sixteen";
    },
  });
  // @ts-expect-error no collection
  createMutationOptions(evolink.tasks);
});
