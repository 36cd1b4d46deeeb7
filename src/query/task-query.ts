import { readNumber } from "../client/http/body.ts";
import type { TaskQuery } from "../client/settings/document.ts";
import { assertOption } from "../client/settings/options.ts";
import {
  planAfterFailure,
  planPoll,
  type Reading,
  readEstimateMs,
  readProgress,
  spreadDelay,
} from "../client/tasks/poll-plan.ts";
import { QUERY, type Tasks } from "../client/tasks/tasks.ts";
import type { AnyTask, Task } from "../errors/task.ts";

/** What is used of TanStack Query's `Query`. Its state is left open, so that only `queryFn` types what a page gets. */
export interface ReadQuery {
  readonly state: object;
}

interface QueryState {
  data: unknown;
  dataUpdatedAt: number;
  dataUpdateCount: number;
  error: unknown;
  errorUpdateCount: number;
}

/** The options of a query that follows a task. */
export interface TaskQueryOptions<Read> {
  /** `["evolink", "task", id]` */
  queryKey: readonly ["evolink", "task", string | undefined];
  queryFn: (context: { signal: AbortSignal }) => Promise<Read>;
  /** False as long as there is no id. */
  enabled: boolean;
  refetchInterval: (query: ReadQuery) => number | false;
  staleTime: (query: ReadQuery) => number;
  /** `tasks.get` repeats by itself, as the client's `retry` says. */
  retry: false;
}

/**
 * Makes the options of a query that follows a task until it ends, for TanStack Query 5 in React, Vue, Svelte or Solid.
 *
 * `data` is the task as `tasks.get` reads it; one that failed is data too, not an error. It is read as seldom as
 * `tasks.wait` reads it, also when a page renders often, is focused, or shows it twice; and never again once it has
 * ended. Eight failed readings in a row, or one that cannot pass, end the reading until the page asks to `refetch`.
 *
 * @param taskId may be absent: then nothing is read. With the id in the URL, a page survives a reload.
 * @throws {ValidationError} `evolink` is not what `createEvolink` returned.
 *
 * @example
 * const { data: task, error } = useQuery(taskQueryOptions(evolink, new URLSearchParams(location.search).get("task")));
 */
export function taskQueryOptions<Read extends AnyTask>(
  evolink: { readonly tasks: Tasks<Read> },
  taskId: string | null | undefined,
): TaskQueryOptions<Read> {
  const tasks = evolink?.tasks;
  assertOption(tasks?.[QUERY], "evolink", "what `createEvolink` returned", undefined);
  const query = tasks[QUERY];
  return {
    queryKey: ["evolink", "task", taskId ?? undefined],
    queryFn: ({ signal }) => tasks.get(`${taskId}`, { signal }),
    enabled: !!taskId,
    refetchInterval: (followed) => planNext(followed, query) ?? false,
    staleTime: (followed) =>
      planNext(followed, query) ?? (hasEnded(followed, query) ? Number.POSITIVE_INFINITY : 0),
    retry: false,
  };
}

/** How far the reading of a query has come. */
interface Pace {
  dataUpdateCount: number;
  errorUpdateCount: number;
  /** The errors there were when the task was last read. */
  errorsBefore: number;
  /** When the task was first seen, in milliseconds since the epoch: it is at least that old. */
  firstSeenMs: number;
  last: Reading | undefined;
  delayMs: number | undefined;
}

/** Kept by query, because a page makes new options with every rendering. */
const paces = new WeakMap<ReadQuery, Pace>();

/**
 * The delay until the next reading, undefined when there shall be none. It changes with what was read and not with
 * the time: TanStack Query starts its timer anew whenever it gets another number.
 */
function planNext(followed: ReadQuery, query: TaskQuery): number | undefined {
  const { data, dataUpdatedAt, dataUpdateCount, error, errorUpdateCount } = followed.state as QueryState;
  const before = paces.get(followed);
  if (before?.dataUpdateCount === dataUpdateCount && before.errorUpdateCount === errorUpdateCount)
    return before.delayMs;

  const failed = error ? 1 : 0;
  const isNew = before?.dataUpdateCount !== dataUpdateCount;
  const errorsBefore = before && !isNew ? before.errorsBefore : errorUpdateCount - failed;
  // Before the first reading TanStack Query says 0.
  const firstSeenMs = before?.firstSeenMs || dataUpdatedAt;
  const pace: Pace = {
    dataUpdateCount,
    errorUpdateCount,
    errorsBefore,
    firstSeenMs,
    last: before?.last,
    delayMs: undefined,
  };
  if (failed) pace.delayMs = planAfterFailure(error, errorUpdateCount - errorsBefore);
  else if (data && !hasEnded(followed, query)) {
    const { created, task_info } = data as Task;
    const bornMs = (readNumber(created) ?? 0) * 1000 || firstSeenMs;
    const reading = {
      ageMs: Math.max(0, dataUpdatedAt - bornMs),
      progress: readProgress(data as Task, query),
    };
    const estimateMs = query.estimateMs?.(reading.ageMs) ?? readEstimateMs(task_info);
    pace.delayMs = spreadDelay(planPoll(reading, before?.last, estimateMs).delayMs);
    pace.last = reading;
  }
  paces.set(followed, pace);
  return pace.delayMs;
}

function hasEnded({ state }: ReadQuery, { ended }: TaskQuery): boolean {
  return Object.hasOwn(ended, `${Object((state as QueryState).data).status}`);
}
