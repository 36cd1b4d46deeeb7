import type { CallbackAttempt } from "../../tasks/callback-log.ts";
import { formatDuration, formatTime, Panel, useWords } from "./parts.tsx";
import type { Known } from "./store.ts";

/** The callbacks of all tasks, each with its tries. */
export function Callbacks({ known }: { known: Known }) {
  const words = useWords();
  const byTask = new Map<string, CallbackAttempt[]>();
  for (const attempt of known.callbacks)
    byTask.set(attempt.taskId, [attempt, ...(byTask.get(attempt.taskId) ?? [])]);
  return (
    <Panel id="callbacks" title={words.callbacks} count={byTask.size}>
      {byTask.size === 0 && <p class="empty">{words.noCallbacks}</p>}
      <ul class="plain">
        {[...byTask].map(([taskId, attempts]) => (
          <li key={taskId}>
            <small>{taskId}</small>
            <Attempts url={attempts[0]?.url ?? ""} attempts={attempts} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The tries of one callback. */
export function Attempts({ url, attempts }: { url: string; attempts: readonly CallbackAttempt[] }) {
  const words = useWords();
  const sorted = attempts.toSorted((one, other) => one.attempt - other.attempt);
  const last = sorted.at(-1);
  return (
    <div class="attempts">
      <code>POST {url}</code>
      <ol>
        {sorted.map(({ attempt, isDelivered, said, atMs, retryAfterMs }) => (
          <li key={attempt} data-ok={isDelivered}>
            <b>
              {words.attempt} {attempt}
            </b>{" "}
            {formatTime(atMs)} · {said} · {isDelivered ? words.delivered : words.refusedBy}
            {retryAfterMs !== undefined &&
              ` · ${words.nextIn} ${formatDuration(retryAfterMs / 1000, words.locale)}`}
          </li>
        ))}
        {last && !last.isDelivered && last.retryAfterMs === undefined && (
          <li data-ok={false}>{words.givenUp}</li>
        )}
      </ol>
    </div>
  );
}
