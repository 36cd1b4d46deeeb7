import { readLinks } from "../../client/tasks/read-task.ts";
import { QUERY } from "../../client/tasks/tasks.ts";
import { DownloadError, NotFoundError, ResultExpiredError } from "../../errors/classes.ts";
import {
  findResultLink,
  type ResultClient,
  type ResultLink,
  type ResultTask,
  showLink,
} from "../result-source.ts";

/** How long EvoLink keeps a result, by its documentation. Counted from the creation of the task, the only time the API states. */
const LINK_LIFE_MS = 24 * 60 * 60_000;

/** The statuses with which a host responds to a link that is dead, or not valid any more. */
export const DEAD_LINK_STATUSES: readonly number[] = [403, 404, 410];

/**
 * Asks the API for the task once more, and returns the link it names now, which may be the same.
 *
 * @param status what the result host responded with.
 * @throws {ResultExpiredError} there is no use in asking for another one: see `explainDeadLink`.
 * @throws {DownloadError} the API could not be asked.
 */
export async function refreshLink(
  link: ResultLink,
  status: number,
  evolink: ResultClient,
  signal: AbortSignal | undefined,
): Promise<ResultLink> {
  if (!link.task) throw explainDeadLink(link, status);
  let task: ResultTask;
  try {
    task = await evolink.tasks.get(link.task.id, { signal });
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    if (cause instanceof NotFoundError) throw explainDeadLink(link, status, cause);
    throw new DownloadError(
      `${showLink(link.url)} responded with ${status}, and asking the API for a fresh link failed: ${cause instanceof Error ? cause.message : cause}`,
      { status, taskId: link.task.id, cause, retryable: true },
    );
  }
  const query = evolink.tasks[QUERY];
  const results = query ? readLinks(task, query) : task.results;
  return results?.[link.index] === undefined ? link : findResultLink({ ...task, results }, link.index);
}

/** The error for a dead link: expired when the task is older than its links live, or gone; else a failed download. */
export function explainDeadLink(
  { url, task, index }: ResultLink,
  status: number,
  gone?: NotFoundError,
): DownloadError | ResultExpiredError {
  const what = `${showLink(url)} responded with ${status}`;
  if (!task)
    return new DownloadError(
      `${what}. Links live 24 hours; pass the task and \`evolink\` to get a fresh one.`,
      {
        status,
      },
    );
  const details = { status, taskId: task.id, cause: gone };
  const ageMs = Date.now() - (task.created ?? Number.POSITIVE_INFINITY) * 1000;
  if (gone || ageMs > LINK_LIFE_MS)
    return new ResultExpiredError(
      `${what}. Result ${index} of task ${task.id} has expired: links live 24 hours, and ${
        gone
          ? "the API does not know the task any more"
          : `the task is ${Math.floor(ageMs / 3_600_000)} hours old`
      }.`,
      details,
    );
  return new DownloadError(`${what}, for result ${index} of task ${task.id}.`, details);
}
