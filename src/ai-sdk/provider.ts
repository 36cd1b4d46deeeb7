import { type Client, CONNECTION } from "../client/client.ts";
import { retry } from "../client/http/retry.ts";
import { assertOption, checkOptions } from "../client/settings/options.ts";
import { afterSubmission } from "../client/tasks/after-submission.ts";
import { isIdempotencyKey } from "../client/tasks/submit.ts";
import { TaskError, ValidationError } from "../errors/classes.ts";
import type { CompletedTask, Task } from "../errors/task.ts";
import { openResult } from "../result/open-result.ts";
import { isPrivate } from "../result/read-options.ts";
import { mapCall, type Upload } from "./map-call.ts";
import type { ModelFacts } from "./parameters.ts";
import type { ImageCall, ImageModel, VideoCall, VideoModel, VideoResult } from "./spec.ts";

/** What is needed of a client. `createEvolink` makes one. */
export type ProviderClient = Client;

/** What `createEvolinkProvider` takes besides the client. */
export interface ProviderOptions<Models> {
  /** `models` of `evolink-openapi/models`, or of your generated folder. */
  models: Models;
  /** Stores a file that has no URL, and gives its URL. Default: such a file is refused. */
  upload?: Upload | undefined;
}

/** The ids of the models that make tasks of a kind. */
export type ModelOf<Models, Kind extends string> = {
  [Id in keyof Models]: Models[Id] extends { kind: Kind; task: true } ? Id : never;
}[keyof Models] &
  string;

/** Makes the models of the AI SDK. */
export interface EvolinkProvider<Models> {
  /** An `Experimental_VideoModelV4`, for `experimental_generateVideo` and `experimental_startVideo`. */
  video(id: ModelOf<Models, "videos">): VideoModel;
  /** An `ImageModelV4`, for `generateImage`. */
  image(id: ModelOf<Models, "images">): ImageModel;
}

/** What is used of a collection. */
interface Collection {
  create(model: string, params: object, options: object): Promise<Task>;
  generate(model: string, params: object, options: object): Promise<Completed>;
  check(taskId: string, options: object): Promise<{ task: Task; completed: Completed | undefined }>;
}

type Completed = CompletedTask & Task;

/**
 * Makes a provider for AI SDK 7, over all models of a client that make videos or images.
 *
 * Settings become the parameters that the page of the model has for them; what it does not take is a warning of the SDK,
 * and the rest goes through `providerOptions.evolink`. A submission is sent once, whatever `maxRetries` says: no error of
 * it is one that the SDK repeats.
 *
 * @throws {ValidationError} what it is given is no client, or an option is wrong.
 *
 * @example
 * const provider = createEvolinkProvider(evolink, { models });
 * const { video } = await experimental_generateVideo({ model: provider.video("veo-3"), prompt: "A kite" });
 */
export function createEvolinkProvider<const Models extends Readonly<Record<string, ModelFacts>>>(
  evolink: ProviderClient,
  options: ProviderOptions<Models>,
): EvolinkProvider<Models> {
  const connect = evolink?.[CONNECTION]?.connect;
  assertOption(connect, "evolink", "what `createEvolink` returned", undefined);
  checkOptions(options, { models: "an object", upload: "a function" });
  const { models, upload } = options;
  assertOption(models, "models", "the facts of models", models);

  const find = (id: string, kind: string) => {
    const facts = Object.hasOwn(models, id) ? models[id] : undefined;
    if (!facts?.task || facts.kind !== kind) throw new ValidationError(`${id} is no model of ${kind}.`);
    const most = facts.parameters.n?.choices?.filter(Number.isInteger) ?? [];
    return { facts, most: facts.parameters.n?.maximum ?? Math.max(1, ...(most as number[])) };
  };
  const describeCall = (modelId: string, taskId: string | null) => ({
    response: { timestamp: new Date(), modelId, headers: undefined },
    providerMetadata: { evolink: { taskId } },
  });

  const findCollection = ({ kind }: ModelFacts) => {
    const collection = (evolink as unknown as Record<string, Collection>)[kind];
    assertOption(collection, "models", `of the client, which has no \`${kind}\``, undefined);
    return collection as Collection;
  };
  /** Reads a task as its collection does, which has the query of its own tasks; failures that may pass are repeated. */
  const check = (facts: ModelFacts, taskId: string, signal: AbortSignal | undefined) => {
    const run = () => findCollection(facts).check(taskId, { ...(signal && { signal }) });
    return retry(run, (error) => error.retryable, connect().settings.attempts, signal);
  };

  /** Submits a call, once, by a function of the collection of its model. */
  const submit = async <Made>(
    run: (collection: Collection, ...args: Parameters<Collection["create"]>) => Promise<Made>,
    id: string,
    facts: ModelFacts,
    call: Partial<VideoCall & ImageCall>,
  ) => {
    const { body, warnings } = await mapCall(id, facts, call, upload);
    const given = Object.entries(call.headers ?? {}).find(([name]) => /^idempotency-key$/i.test(name))?.[1];
    const made = await run(findCollection(facts), id, body, {
      ...(call.abortSignal && { signal: call.abortSignal }),
      ...(given && isIdempotencyKey(given) && { idempotencyKey: given }),
    });
    return { made, warnings };
  };
  const read = async (facts: ModelFacts, task: Completed, index: number, signal: AbortSignal | undefined) => {
    const get = async (taskId: string, { signal }: { signal?: AbortSignal | undefined } = {}) => {
      const { task, completed } = await check(facts, taskId, signal);
      return completed ?? task;
    };
    try {
      const client = { baseUrl: evolink.baseUrl, tasks: { get } };
      const { stream } = await openResult(task, { evolink: client, index, signal });
      return new Uint8Array(await new Response(stream).arrayBuffer());
    } catch (error) {
      throw afterSubmission(error, task.id);
    }
  };

  /** @throws {TaskError} the task is completed, and names no result. */
  const ensureResults = (task: Completed) => {
    if (task.resultsMissing)
      throw new TaskError(
        `Task ${task.id} is completed and has no results. Do not submit it again: it would be paid again.`,
        { taskId: task.id, task },
      );
  };

  /** Links; but the SDK follows none to a private address, such as those of a mock: such videos come along whole. */
  const listVideos = async (
    facts: ModelFacts,
    task: Completed,
    signal?: AbortSignal,
  ): Promise<VideoResult["videos"]> => {
    ensureResults(task);
    const mediaType = "video/mp4";
    return Promise.all(
      task.results.map(async (url, index) =>
        isPrivate(url)
          ? { type: "binary", data: await read(facts, task, index, signal), mediaType }
          : { type: "url", url, mediaType },
      ),
    );
  };
  const create = ({ create }: Collection, ...args: Parameters<typeof create>) => create(...args);
  const generate = ({ generate }: Collection, ...args: Parameters<typeof generate>) => generate(...args);

  return {
    video(id) {
      const { facts, most } = find(id, "videos");
      return {
        specificationVersion: "v4",
        provider: "evolink",
        modelId: id,
        maxVideosPerCall: most,
        async doGenerate(call) {
          const { made, warnings } = await submit(generate, id, facts, call);
          const videos = await listVideos(facts, made, call.abortSignal);
          return { ...describeCall(id, made.id), videos, warnings };
        },
        async doStart(call) {
          const { made, warnings } = await submit(create, id, facts, call);
          return { ...describeCall(id, made.id), operation: { taskId: made.id }, warnings };
        },
        async doStatus({ operation, abortSignal: signal }) {
          const { taskId } = Object(operation) as { taskId: string };
          const said = describeCall(id, taskId);
          try {
            const { completed } = await check(facts, taskId, signal);
            if (!completed) return { ...said, status: "pending" };
            const videos = await listVideos(facts, completed, signal);
            return { ...said, status: "completed", videos, warnings: [] };
          } catch (error) {
            if (error instanceof TaskError) return { ...said, status: "error", error: error.message };
            throw error;
          }
        },
        async handleWebhookOption({ webhook }) {
          const { url, received } = await webhook();
          return { webhookUrl: url, received };
        },
      };
    },
    image(id) {
      const { facts, most } = find(id, "images");
      return {
        specificationVersion: "v4",
        provider: "evolink",
        modelId: id,
        maxImagesPerCall: most,
        async doGenerate(call) {
          const { made, warnings } = await submit(generate, id, facts, call);
          ensureResults(made);
          const images = await Promise.all(
            made.results.map((_, index) => read(facts, made, index, call.abortSignal)),
          );
          const { response } = describeCall(id, made.id);
          const evolinkSays = { images: images.map(() => ({ taskId: made.id })) };
          return {
            images,
            warnings,
            isRetryable: false,
            response,
            providerMetadata: { evolink: evolinkSays },
          };
        },
      };
    },
  };
}
