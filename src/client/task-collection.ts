import type { AnyTask, CompletedTaskOf, Task } from "../errors/task.ts";
import type { AnyBody, Beginning, First, NoBody, Rest } from "./call-forms.ts";
import { type RequestBody, readArguments } from "./call-forms.ts";
import type { Connection } from "./http/connection.ts";
import { type ModelPath, postBody } from "./post-body.ts";
import type { TaskQuery } from "./settings/document.ts";
import { checkOptions } from "./settings/options.ts";
import { fetchTask, readOutcome, readTask } from "./tasks/read-task.ts";
import { CREATE_OPTIONS, type CreateOptions } from "./tasks/submit.ts";
import { READ_OPTIONS, type ReadOptions } from "./tasks/tasks.ts";
import { waitForTask } from "./tasks/wait.ts";
import { WAIT_OPTIONS, type WaitOptions } from "./tasks/wait-options.ts";

/** How to submit a task and wait for it. */
export interface GenerateOptions<Submitted, Read extends AnyTask = Task>
  extends CreateOptions,
    WaitOptions<Read> {
  /**
   * Awaited, with the submitted task, before anything else can fail: the place to store its id. An exception in it is
   * thrown unchanged; an abort does not wait for it to end.
   */
  onSubmitted?: ((task: Submitted) => unknown) | undefined;
}

const GENERATE_OPTIONS = { ...CREATE_OPTIONS, onSubmitted: "a function", ...WAIT_OPTIONS } as const;

/**
 * The tasks of one kind, such as videos.
 *
 * @typeParam More what its options have besides: `params`, where the operation has parameters.
 */
export interface TaskCollection<Models, Body, Submitted, Read extends AnyTask = Task, More = unknown> {
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
  create<Given extends Beginning<Models>>(
    modelOrBody: First<Given, Models, AnyBody<Models, Body>> | NoBody<Body>,
    ...rest: Rest<Given, Models, CreateOptions & More>
  ): Promise<Submitted>;
  /**
   * `create`, then `tasks.wait`. Throws what they throw; once the submission is accepted every error of this package has
   * its `taskId` and is not `retryable`: wait for that id, as submitting again would be paid again.
   */
  generate<Given extends Beginning<Models>>(
    modelOrBody: First<Given, Models, AnyBody<Models, Body>> | NoBody<Body>,
    ...rest: Rest<Given, Models, GenerateOptions<Submitted, Read> & More>
  ): Promise<CompletedTaskOf<Read>>;
  /**
   * Reads a task of this collection, once, without repeating: for those who wait in a way of their own, such as a queue or a workflow.
   *
   * @returns the task, and what `generate` returns when it has ended well; undefined while it goes on.
   * @throws {TaskFailedError | TaskCancelledError} it ended otherwise.
   */
  check(
    taskId: string,
    options?: ReadOptions,
  ): Promise<{ task: Read; completed: CompletedTaskOf<Read> | undefined }>;
}

/**
 * Makes the functions of a collection whose tasks are created at a path and read by a query.
 *
 * @param optional whether the body may be left out.
 * @param own where the response to the submission has the task and its id, if the query has them elsewhere.
 */
export function createTaskCollection<Models, Body, Submitted, Read extends AnyTask, More = unknown>(
  connection: Connection,
  at: string | ModelPath,
  query: TaskQuery,
  { optional = false, ...own }: { optional?: boolean } & Pick<TaskQuery, "envelope" | "id"> = {},
): TaskCollection<Models, Body, Submitted, Read, More> {
  const created = { ...query, ...own };
  const create = (body: RequestBody | undefined, options: CreateOptions) =>
    postBody(connection, at, (response) => readTask(response, created), body, options);
  return {
    async create(...args: unknown[]) {
      return create(...readArguments<CreateOptions>(args, optional)) as Promise<never>;
    },
    async generate(...args: unknown[]) {
      const [body, options] = readArguments<GenerateOptions<Task>>(args, optional, GENERATE_OPTIONS);
      const task = await create(body, options);
      return waitForTask(connection, query, task.id, options, task) as Promise<never>;
    },
    async check(taskId, options = {}) {
      checkOptions(options, READ_OPTIONS);
      const task = await fetchTask(connection, query, taskId, options.signal);
      return { task, completed: readOutcome(task, query) } as never;
    },
  };
}
