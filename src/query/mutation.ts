import type { AnyBody, NoBody } from "../client/call-forms.ts";
import type { ModelResponseFunction, ResponseFunction } from "../client/response-function.ts";
import { assertOption, checkOptions } from "../client/settings/options.ts";
import type { TaskCollection } from "../client/task-collection.ts";
import { createIdempotencyKey } from "../client/tasks/submit.ts";
import type { AnyTask } from "../errors/task.ts";

/** How mutations are submitted. */
export interface MutationSettings<Body> {
  /**
   * The idempotency key of a body, 16 to 96 of `A-Z a-z 0-9 . _ -`, such as the id of a draft. Needed where mutations
   * are persisted and go on after a reload: nothing else recognises them then. Default: a random key for each mutation.
   */
  idempotencyKey?: ((body: Body) => string) | undefined;
}

/** The options of a mutation that submits a body. */
export interface MutationOptions<Body, Made> {
  mutationFn: (body: Body, context?: object) => Promise<Made>;
  /** The client repeats by itself what certainly was not accepted; anything else might be paid twice. */
  retry: false;
}

/** One submission, whatever repeats it. */
interface Submission {
  body: unknown;
  options: { idempotencyKey: string };
}

/**
 * By what stays the same while a mutation is repeated: its context, or its body before TanStack Query 5.89. Not kept by
 * options, because a page makes new ones with every rendering, also between two attempts.
 */
const submissions = new WeakMap<object, Submission>();

/** What a collection of tasks, or a function of models that respond at once, makes of a body. */
type Submits = (body: unknown, options: { idempotencyKey: string }) => Promise<unknown>;

/**
 * Makes the options of a mutation that creates a task, for TanStack Query 5 in React, Vue, Svelte or Solid.
 *
 * Each mutation has one idempotency key and one body, also when you let TanStack Query repeat it, and whatever changes
 * the body meanwhile.
 *
 * @throws {ValidationError} what it is given creates nothing, or an option is wrong.
 *
 * @example
 * const { mutate } = useMutation({ ...createMutationOptions(evolink.videos), onSuccess: ({ id }) => show(id) });
 */
export function createMutationOptions<Models, Body, Submitted, Read extends AnyTask>(
  collection: TaskCollection<Models, Body, Submitted, Read>,
  settings?: MutationSettings<AnyBody<Models, Body> | NoBody<Body>>,
): MutationOptions<AnyBody<Models, Body> | NoBody<Body>, Submitted>;
/** The same for a function of models that respond at once: `createMutationOptions(evolink.chat.create)`. */
export function createMutationOptions<Models, Body, Result, Own>(
  call: ModelResponseFunction<Models, Body, Result, Own>,
  settings?: MutationSettings<AnyBody<Models, Body> | NoBody<Body>>,
): MutationOptions<AnyBody<Models, Body> | NoBody<Body>, Result | Own[keyof Own]>;
/** The same where all models respond alike. */
export function createMutationOptions<Models, Body, Result>(
  call: ResponseFunction<Models, Body, Result>,
  settings?: MutationSettings<AnyBody<Models, Body> | NoBody<Body>>,
): MutationOptions<AnyBody<Models, Body> | NoBody<Body>, Result>;
export function createMutationOptions(
  given: { readonly create: unknown } | object,
  settings: object = {},
): MutationOptions<never, unknown> {
  const create = (typeof given === "function" ? given : Object(given).create) as Submits;
  assertOption(
    typeof create === "function",
    "collection",
    "one of the client's, or a function of it",
    undefined,
  );
  checkOptions(settings, { idempotencyKey: "a function" });
  const { idempotencyKey = createIdempotencyKey } = settings as MutationSettings<unknown>;
  const mutationFn = async (body: never, context?: object) => {
    const mutation = context ?? Object(body);
    const submission = submissions.get(mutation) ?? {
      body: structuredClone(body),
      options: { idempotencyKey: idempotencyKey(body) },
    };
    submissions.set(mutation, submission);
    return create(submission.body, submission.options);
  };
  return { mutationFn, retry: false };
}
