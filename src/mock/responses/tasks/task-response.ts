import { isRecord, type JsonObject, objectAt } from "../../../openapi/json.ts";
import { findOutcome } from "../../../openapi/tasks/endings.ts";
import type { Failure } from "../../../openapi/tasks/failure.ts";
import { bundleOf } from "../../prism/contents.ts";
import type { Engine } from "../../prism/engine.ts";
import { sampleTask, type TaskForm, type TaskResponse } from "../../prism/task-forms.ts";
import { sampleValue } from "../../samples/sample-value.ts";
import { fillEnvelope, openEnvelope } from "../../tasks/envelope.ts";
import { type TaskRecord, taskStateAt } from "../../tasks/task-life.ts";
import { placeLinks } from "./place-links.ts";

type Body = Record<string, unknown>;
type Compilers = Pick<Engine, "compileResponse">;

/** What is known of a task at the response to its submission. */
export interface Submission {
  id: string;
  createdMs: number;
  model: string | undefined;
  /** How long it will take: the estimate clients plan their polling by. */
  seconds: number;
}

/** The body of the response to a submission. */
export function renderSubmitted(
  { create, results, failure }: TaskForm,
  { id, createdMs, model, seconds }: Submission,
  compilers: Compilers,
): Body {
  return chooseBody(create, compilers, model, function* (sample) {
    const { task_info: info } = sample;
    const made = {
      ...sample,
      ...(create.id !== undefined && { [create.id]: id }),
      [create.state]: create.words.pending,
      ...(typeof sample.created === "number" && { created: Math.floor(createdMs / 1000) }),
      ...(model !== undefined && "model" in sample && { model }),
      ...renderProgress(create, sample, 0),
      ...(isRecord(info) &&
        "estimated_time" in info && { task_info: { ...info, estimated_time: Math.ceil(seconds) } }),
    };
    for (const unended of listUnended(made, listNames(results)))
      yield* listUnended(unended, listFailureNames(failure));
  });
}

/**
 * The body of a response that describes a task: the properties it documents, each from the task where the task has it.
 * Results are there once it has completed, an error when it has failed; else, where the document wants them all the same,
 * null, nothing in them or what it shows.
 *
 * @param links of the results in each place.
 */
export function renderTask(
  response: TaskResponse,
  { create, results, failure }: Pick<TaskForm, "create" | "results" | "failure">,
  task: TaskRecord,
  nowMs: number,
  links: (place: number) => string[],
  compilers: Compilers,
): Body {
  const { status, progress } = taskStateAt(task, nowMs);
  const word = response.words[status];
  const names = listNames(results);
  const failureNames = listFailureNames(failure);
  // A cancelled task is told as failed where no such state is documented.
  const hasFailed = status === "failed" || (status === "cancelled" && findOutcome(word) !== "cancelled");
  return chooseBody(response, compilers, undefined, function* (sample) {
    const submitted = openEnvelope(task.submitted, create.envelope) ?? {};
    for (const shared of [pickShared(sample, submitted), {}]) {
      const known = {
        ...sample,
        ...shared,
        ...(response.id !== undefined && { [response.id]: task.id }),
        [response.state]: word,
        ...renderProgress(response, sample, progress),
      };
      const ended =
        status === "completed" && !task.scenario.noResults
          ? [placeLinks(known, results, links), known, leaveOut(known, names)]
          : listUnended(known, names);
      for (const body of ended)
        yield* hasFailed ? listFailed(body, failure, task) : listUnended(body, failureNames);
    }
  });
}

/**
 * The first of the bodies that fits the document; or else the first, of which it will be said what is wrong.
 *
 * @param listTasks what the task in it may look like.
 */
function chooseBody(
  response: TaskResponse,
  { compileResponse }: Compilers,
  model: string | undefined,
  listTasks: (sample: Body) => Iterable<Body>,
): Body {
  const { operation, content, envelope } = response;
  const fits = compileResponse(content.schema, operation);
  let first: Body | undefined;
  const samples = [
    () => sampleTask(response, model),
    () => sampleValue(content.schema, bundleOf(operation), (value) => fits(value) === true),
  ];
  for (const sampleOf of samples) {
    const sample = sampleOf();
    if (!isRecord(sample)) continue;
    for (const task of listTasks(openEnvelope(sample, envelope) ?? {})) {
      const body = fillEnvelope(sample, envelope, task) as Body;
      first ??= body;
      if (fits(body)) return body;
    }
  }
  return first ?? {};
}

/** What a task says again that it said at its submission. */
function pickShared(sample: Body, submitted: Body): Body {
  return Object.fromEntries(
    Object.keys(sample).flatMap((name) => (name in submitted ? [[name, submitted[name]]] : [])),
  );
}

/** How far a task is, where the document shows that. */
function renderProgress({ progress }: TaskResponse, sample: Body, percent: number): Body {
  const [name = ""] = progress?.keys ?? [];
  if (progress === undefined || !(name in sample)) return {};
  const shown = progress.keys.reduce<unknown>((value, key) => Object(value)[key], sample);
  const said = progress.isText
    ? `${shown}`.replace(/\d+(?:\.\d+)?/, `${percent}`)
    : (percent / 100) * progress.whole;
  return { [name]: objectAt(fillEnvelope(sample, progress.keys, said) as JsonObject)[name] };
}

/** A task without what it only has at its end; or with null in its place, nothing in it, or what the document shows. */
function* listUnended(task: Body, names: readonly string[]): Iterable<Body> {
  const shown = names.filter((name) => task[name] !== undefined);
  yield leaveOut(task, names);
  yield { ...task, ...Object.fromEntries(names.map((name) => [name, null])) };
  if (shown.length > 0) {
    yield {
      ...task,
      ...Object.fromEntries(shown.map((name) => [name, Array.isArray(task[name]) ? [] : {}])),
    };
    yield task;
  }
}

const leaveOut = (task: Body, names: readonly string[]): Body =>
  Object.fromEntries(Object.entries(task).filter(([name]) => !names.includes(name)));

/** The properties of a task that have its results. */
const listNames = (results: TaskForm["results"]) => [...new Set(results.map(([name = ""]) => name))];

/** The properties of a task that say why it failed. */
const listFailureNames = ({ message = ["error"], code = ["error"] }: Failure = {}) =>
  listNames([message, code]);

/** A task with why it failed, where its document has that; in its error, as an object or as text. */
function* listFailed(task: Body, failure: Failure | undefined, { scenario }: TaskRecord): Iterable<Body> {
  const code = scenario.fail ?? "request_cancelled";
  const message = `The mock ended this task with ${code}, as a tag in its request asks.`;
  const { error, ...rest } = task;
  if (failure !== undefined) {
    const said = failure.message ? (fillEnvelope(task, failure.message, message) as Body) : task;
    if (failure.code) yield fillEnvelope(said, failure.code, code) as Body;
    yield said;
    yield task;
    return;
  }
  const shown = isRecord(error) ? error : {};
  yield { ...rest, error: { ...shown, code, message } };
  yield { ...rest, error: { ...shown, message } };
  yield { ...rest, error: message };
  if (error !== undefined) yield task;
  yield rest;
}
