import type { TaskQuery } from "../client/settings/document.ts";
import type { QUERY } from "../client/tasks/tasks.ts";
import { DownloadError, ValidationError } from "../errors/classes.ts";

/** What is needed of a task to save its results. Every task this package hands out fits. */
export interface ResultTask {
  id: string;
  status: string;
  /** Unix seconds. */
  created?: number | undefined;
  /** `"video"`, `"image"`, `"audio"` or `"text"`: what its results must turn out to be. */
  type?: string | undefined;
  results?: readonly string[] | undefined;
  /** Whether it has none, as `wait` and `generate` say of one that has ended well, whatever its status is called. */
  resultsMissing?: boolean | undefined;
}

/** What is needed of a client to ask for a fresh link. `createEvolink` makes one. */
export interface ResultClient {
  readonly tasks: {
    get(taskId: string, options?: { signal?: AbortSignal | undefined }): Promise<ResultTask>;
    /** Where its document has the results of a task. Without it they are its `results`. */
    readonly [QUERY]?: Pick<TaskQuery, "results" | "links"> | undefined;
  };
  /** Where the API is, when it is not at EvoLink: results of a local mock are on a local address. */
  readonly baseUrl?: string | undefined;
}

/** A task that has ended well, or the link to one result. */
export type ResultSource = string | URL | ResultTask;

/** One result: where it is now, and what is known of the task it belongs to. */
export interface ResultLink {
  url: URL;
  index: number;
  task: ResultTask | undefined;
}

/**
 * Finds the link to one result.
 *
 * @param index which one; may be left out when there is only one.
 * @throws {ValidationError} not a link, or several results and no index: the others would be lost unseen.
 * @throws {DownloadError} the task has no such result.
 */
export function findResultLink(source: ResultSource, index: number | undefined): ResultLink {
  if (typeof source === "string" || source instanceof URL)
    return { url: parseLink(`${source}`), index: index ?? 0, task: undefined };
  const { id, status, results = [], resultsMissing } = source;
  if (results.length > 1 && index === undefined)
    throw new ValidationError(
      `Task ${id} has ${results.length} results. Pass \`index\` to save one, or use saveResults to save all.`,
    );
  const link = results[index ?? 0];
  if (link === undefined)
    throw new DownloadError(
      status === "completed" || resultsMissing !== undefined
        ? `Task ${id} is ${status} and has ${results.length} results, none at index ${index ?? 0}. Do not submit it again: it would be paid again.`
        : `Task ${id} is ${status} and has no result yet. Wait for it with tasks.wait("${id}").`,
      { taskId: id, code: "no_result" },
    );
  return { url: parseLink(link), index: index ?? 0, task: source };
}

function parseLink(link: string): URL {
  if (!URL.canParse(link))
    throw new ValidationError("Expected a task, or an absolute http(s) URL of a result.");
  return new URL(link);
}

/** The media type the type of a task promises, such as `video/*`; undefined when it promises none. */
export function expectTaskType(task: ResultTask | undefined): string | undefined {
  return task?.type && ["video", "audio", "image"].includes(task.type) ? `${task.type}/*` : undefined;
}

/** A link without its query, which may hold a signature: fit for messages. */
export function showLink({ origin, pathname }: URL): string {
  return origin + pathname;
}
