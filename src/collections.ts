import { type TaskCollections, taskCollections } from "../generated/client.ts";
import { ValidationError, type ValidationIssue } from "./errors/validation-error.ts";
import { checkOptions, expect } from "./options.ts";
import { findServer } from "./server.ts";
import type { Settings } from "./settings.ts";
import { CREATE_OPTIONS, type CreateOptions, submit } from "./submit.ts";
import type { CompletedTask, SubmittedTask } from "./task.ts";
import type { Send } from "./transport.ts";
import { type ReadTask, WAIT_OPTIONS, type WaitOptions, waitForTask } from "./wait.ts";

type CollectionName = keyof TaskCollections;

type ModelOf<Body> = Body extends { model: infer Model } ? Model & string : never;

/** The parameters of one model: its body without `model`. */
type ParamsOf<Body, Model> = Body extends { model: infer Known }
  ? Model extends Known
    ? Omit<Body, "model">
    : never
  : never;

/** How to submit a task and wait for it. */
export interface GenerateOptions<Submitted> extends CreateOptions, WaitOptions {
  /** Awaited, with the submitted task, before anything else can fail: the place to store its id. */
  onSubmitted?: ((task: Submitted) => unknown) | undefined;
}

/** The tasks of one kind, such as videos. */
export interface TaskCollection<Body, Submitted> {
  /**
   * Submits a task and returns it at once. It costs money, and is sent at most once unless it certainly was
   * not accepted.
   *
   * @throws {SubmissionUncertainError} nobody can tell whether it was accepted; `idempotencyKey` is in it.
   * @throws {ApiError} it was refused, and not billed.
   * @throws {ConnectionError} no connection was made: nothing was sent.
   * @throws {ValidationError} the body or an option is wrong: nothing was sent.
   *
   * @example
   * const task = await evolink.videos.create({ model: "gemini-omni-flash-text-to-video", prompt: "A paper boat" });
   */
  create(body: Body, options?: CreateOptions): Promise<Submitted>;
  /** The same, with the model apart: for a model held in a variable. */
  create<Model extends ModelOf<Body>>(
    model: Model,
    params: ParamsOf<Body, Model>,
    options?: CreateOptions,
  ): Promise<Submitted>;
  /** `create`, then `tasks.wait`. Throws what they throw; after the submission, every error has its `taskId`. */
  generate(body: Body, options?: GenerateOptions<Submitted>): Promise<CompletedTask>;
  generate<Model extends ModelOf<Body>>(
    model: Model,
    params: ParamsOf<Body, Model>,
    options?: GenerateOptions<Submitted>,
  ): Promise<CompletedTask>;
}

/** One collection for each kind of task in the document. */
export type Collections = {
  [Name in CollectionName]: TaskCollection<TaskCollections[Name]["body"], SubmittedTask<Name>>;
};

/** What `evolink-openapi/validate` exports as `validators`: a validator for the body of each operation. */
export type Validators = Readonly<
  Record<
    string,
    { validate(body: unknown): { ok: true } | { ok: false; problems: readonly ValidationIssue[] } }
  >
>;

type Body = Record<string, unknown>;

/** The body and the options of a call, whichever of its two forms it has. */
function readArguments<Options>(
  first: unknown,
  second: unknown,
  third: unknown,
): [Body, Options | undefined] {
  const apart = typeof first === "string";
  const body = apart ? second : first;
  expect(body && typeof body === "object", apart ? "params" : "body", "an object", body);
  return apart ? [{ ...(body as Body), model: first }, third as Options] : [body as Body, second as Options];
}

/** Makes every collection of the document. Which there are, the generated table tells. */
export function createCollections(
  send: Send,
  read: ReadTask,
  settings: Settings,
  validators: Validators | undefined,
): Collections {
  const create = async (
    { operation, path }: (typeof taskCollections)[CollectionName],
    body: Body,
    options: CreateOptions | undefined,
  ) => {
    const checked = validators?.[operation]?.validate(body);
    if (checked?.ok === false) {
      const { problems } = checked;
      throw new ValidationError(
        `The body is wrong: ${problems.map(({ message }) => message).join("; ")}`,
        problems,
      );
    }
    return submit(send, settings, findServer(settings, path) + path, body, options);
  };
  const collections = Object.entries(taskCollections).map(([name, creation]) => [
    name,
    {
      async create(...args: [unknown, unknown, unknown]) {
        return create(creation, ...readArguments<CreateOptions>(...args));
      },
      async generate(...args: [unknown, unknown, unknown]) {
        const [body, options = {}] = readArguments<GenerateOptions<unknown>>(...args);
        checkOptions(options, { ...CREATE_OPTIONS, onSubmitted: "function", ...WAIT_OPTIONS });
        const { idempotencyKey, signal, onSubmitted, ...waiting } = options;
        const task = await create(creation, body, { idempotencyKey, signal });
        await onSubmitted?.(task);
        return waitForTask(read, task.id, { ...waiting, signal }, task);
      },
    },
  ]);
  return Object.fromEntries(collections);
}
