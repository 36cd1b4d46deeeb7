import { useState } from "preact/hooks";
import type { CallbackAttempt } from "../../tasks/callback-log.ts";
import type { Action } from "../../tasks/steer-task.ts";
import { type TaskRecord, taskEndsMs, taskStateAt } from "../../tasks/task-life.ts";
import type { TaskView } from "../wire.ts";
import { Attempts } from "./callbacks.tsx";
import { formatTime, Panel, useWords, Value } from "./parts.tsx";
import { type Known, nowOf, post } from "./store.ts";

/** How much of the past the time line shows at least, and what it leaves free on the right. */
const MIN_SPAN_MS = 30_000;
const AHEAD_SHARE = 0.12;
/** The time line looks back as far as the newest tasks need, but no further than this. */
const MAX_SPAN_MS = 600_000;
const AT_FIRST = 12;

/** Where a task stands, as the mock itself works it out. */
export const stateOf = (task: TaskView, nowMs: number) =>
  taskStateAt({ ...task, submitted: {} } satisfies TaskRecord, nowMs);

/** The tasks on a common time line, newest first. */
export function Tasks({ known }: { known: Known }) {
  const words = useWords();
  const [count, setCount] = useState(AT_FIRST);
  const nowMs = nowOf(known);
  const shown = known.tasks.slice(0, count);
  const axis = createAxis(shown, nowMs);
  return (
    <Panel id="tasks" title={words.tasks} count={known.tasks.length}>
      {shown.length === 0 && <p class="empty">{words.noTasks}</p>}
      {shown.length > 0 && (
        <div class="axis" aria-hidden="true">
          <span style={{ left: "0%" }}>{formatTime(axis.startMs)}</span>
          <span class="now" style={{ left: `${axis.at(nowMs)}%` }}>
            {formatTime(nowMs)}
          </span>
        </div>
      )}
      <ol class="tasks">
        {shown.map((task) => (
          <Task
            key={task.id}
            task={task}
            nowMs={nowMs}
            axis={axis}
            failures={known.facts?.failures ?? []}
            attempts={known.callbacks.filter(({ taskId }) => taskId === task.id)}
            resultMs={(known.facts?.resultSeconds ?? 0) * 1000}
          />
        ))}
      </ol>
      {known.tasks.length > count && (
        <button type="button" class="more" onClick={() => setCount(count + 50)}>
          {words.more} ({known.tasks.length - count})
        </button>
      )}
    </Panel>
  );
}

interface Axis {
  startMs: number;
  /** Percent from the left. */
  at(ms: number): number;
}

function createAxis(tasks: readonly TaskView[], nowMs: number): Axis {
  const oldestMs = Math.min(nowMs, ...tasks.slice(0, AT_FIRST).map(({ createdMs }) => createdMs));
  const spanMs = Math.min(MAX_SPAN_MS, Math.max(MIN_SPAN_MS, (nowMs - oldestMs) * 1.05));
  const startMs = nowMs - spanMs;
  const wholeMs = spanMs / (1 - AHEAD_SHARE);
  return { startMs, at: (ms) => Math.min(100, Math.max(0, ((ms - startMs) / wholeMs) * 100)) };
}

function Task({
  task,
  nowMs,
  axis,
  failures,
  attempts,
  resultMs,
}: {
  task: TaskView;
  nowMs: number;
  axis: Axis;
  failures: readonly string[];
  attempts: readonly CallbackAttempt[];
  resultMs: number;
}) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const [refused, setRefused] = useState<string>();
  const { status, progress } = stateOf(task, nowMs);
  const isRunning = status === "pending" || status === "processing";
  const endsMs = taskEndsMs({ ...task, submitted: {} });
  const isExpired = task.linksExpired === true || nowMs >= endsMs + resultMs;
  const act = async (action: Action, code?: string) =>
    setRefused(
      await post(`tasks/${encodeURIComponent(task.id)}/${action}`, code === undefined ? undefined : { code }),
    );
  const hasLinks = status === "completed" && task.results.length > 0 && !isExpired;
  const said = [
    words.statuses[status],
    ...(task.scenario.stuck ? [words.stuck] : []),
    ...(status === "completed" && task.results.length === 0 ? [words.noResults] : []),
    ...(status === "completed" && task.results.length > 0 && isExpired ? [words.expired] : []),
  ];
  const detailsId = `details-${task.id}`;
  return (
    <li class="task" data-status={status} data-id={task.id}>
      <div class="row">
        <button
          type="button"
          class="disclose"
          aria-expanded={isOpen}
          aria-controls={detailsId}
          aria-label={`${words.details} ${task.id}`}
          onClick={() => setOpen(!isOpen)}
        >
          <i class="chevron" aria-hidden="true" />
        </button>
        <span class="status" data-status={status}>
          <i class="dot" aria-hidden="true" />
          <span>{said.join(" · ")}</span>
        </span>
        <span class="name">
          <b>{task.model ?? task.operation}</b>
          <small>{task.id}</small>
        </span>
        <Track task={task} nowMs={nowMs} axis={axis} progress={progress} status={status} endsMs={endsMs} />
        <div class="extras">
          {hasLinks && !isOpen && <Result task={task} index={0} isSmall />}
          {status === "failed" && task.scenario.fail && <code>{task.scenario.fail}</code>}
          <Actions task={task} isRunning={isRunning} hasLinks={hasLinks} failures={failures} act={act} />
        </div>
      </div>
      {refused !== undefined && (
        <p class="problem" role="alert">
          {refused}
        </p>
      )}
      {isOpen && (
        <div class="more-of" id={detailsId}>
          {hasLinks && (
            <div class="results">
              {task.results.map((_, index) => (
                <Result key={task.results[index]} task={task} index={index} />
              ))}
            </div>
          )}
          {task.callbackUrl !== undefined && <Attempts url={task.callbackUrl} attempts={attempts} />}
          <Value value={task} label={`${words.details} ${task.id}`} />
        </div>
      )}
    </li>
  );
}

/** The life of a task on the time line: what has passed filled, what is to come outlined. */
function Track({
  task,
  nowMs,
  axis,
  progress,
  status,
  endsMs,
}: {
  task: TaskView;
  nowMs: number;
  axis: Axis;
  progress: number;
  status: string;
  endsMs: number;
}) {
  const left = axis.at(task.createdMs);
  const end = axis.at(endsMs);
  const done = axis.at(Math.min(nowMs, endsMs));
  return (
    <span
      class="track"
      role="progressbar"
      aria-label={task.id}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={progress}
    >
      <i class="planned" style={{ left: `${left}%`, width: `${Math.max(0.4, end - left)}%` }} />
      <i
        class="passed"
        data-status={status}
        style={{ left: `${left}%`, width: `${Math.max(0.4, done - left)}%` }}
      />
      <i class="now" style={{ left: `${axis.at(nowMs)}%` }} />
      <output style={{ left: `${Math.min(88, Math.max(done, left))}%` }}>{progress} %</output>
    </span>
  );
}

function Actions({
  task,
  isRunning,
  hasLinks,
  failures,
  act,
}: {
  task: TaskView;
  isRunning: boolean;
  hasLinks: boolean;
  failures: readonly string[];
  act: (action: Action, code?: string) => Promise<void>;
}) {
  const words = useWords();
  const [code, setCode] = useState(failures[0] ?? "");
  const button = (action: Action, code?: string) => (
    <button
      type="button"
      onClick={() => act(action, code)}
      aria-label={`${words.actions[action]}: ${task.id}`}
    >
      {words.actions[action]}
    </button>
  );
  return (
    <span class="actions">
      {isRunning && button("finish")}
      {isRunning && (
        <span class="joined">
          {button("fail", code)}
          <input
            aria-label={`${words.failureCode}: ${task.id}`}
            list="failures"
            value={code}
            size={24}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </span>
      )}
      {isRunning && button("cancel")}
      {isRunning && !task.scenario.stuck && button("stick")}
      {hasLinks && button("expire")}
    </span>
  );
}

/** A result as what it is. It plays once and without sound; then its controls start it again. */
function Result({ task, index, isSmall = false }: { task: TaskView; index: number; isSmall?: boolean }) {
  const words = useWords();
  const path = task.results[index] ?? "";
  const label = `${words.result} ${task.id}`;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const [kind] = task.mediaType.split("/");
  if (kind === "video")
    return (
      <video
        class={isSmall ? "small" : "result"}
        src={path}
        aria-label={label}
        muted
        playsInline
        autoPlay={!isStill}
        controls={!isSmall}
        loop={false}
      />
    );
  if (kind === "image") return <img class={isSmall ? "small" : "result"} src={path} alt={label} />;
  if (isSmall) return null;
  // biome-ignore lint/a11y/useMediaCaption: nor in its sounds
  if (kind === "audio") return <audio src={path} aria-label={label} controls />;
  return <a href={path}>{path}</a>;
}
