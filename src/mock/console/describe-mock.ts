import { isRecord, type Json, type JsonObject, objectAt } from "../../openapi/json.ts";
import { readFixedValues, readProperties } from "../../openapi/json-schema.ts";
import { readBodyModels } from "../../openapi/models.ts";
import { resolveFully } from "../../openapi/references.ts";
import { FAULTS, type FaultName } from "../base/faults.ts";
import type { RecordedRequest } from "../base/request-log.ts";
import { mediumOf } from "../media/media.ts";
import { bundleOf, requestContents } from "../prism/contents.ts";
import { findDifferences } from "../prism/differences.ts";
import type { Engine } from "../prism/engine.ts";
import { listPages } from "../prism/examples.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import { sampleTask } from "../prism/task-forms.ts";
import { listForms } from "../prism/task-roles.ts";
import type { MockContext } from "../responses/context.ts";
import { resultUrls } from "../responses/control.ts";
import { TAGS } from "../tasks/scenario.ts";
import { DEFAULT_FAILURE } from "../tasks/steer-task.ts";
import type { TaskRecord } from "../tasks/task-life.ts";
import { nameCalls } from "./name-calls.ts";
import type { MockFacts, RequestSummary, Route, Settings, TaskView } from "./wire.ts";

/** What runs: the document, its models and routes, and how the mock was started. */
export function describeMock(context: MockContext): MockFacts {
  const { options, url } = context;
  const engine = context.engine();
  const routes = listRoutes(engine);
  return {
    url: url(),
    document: describeDocument(engine),
    routes,
    models: [...new Set(routes.flatMap(({ models }) => models))].sort(),
    tags: TAGS,
    faults: (Object.keys(FAULTS) as FaultName[]).map((name) => ({ name, does: FAULTS[name] })),
    failures: listFailures(engine),
    taskSeconds: options.taskSeconds,
    resultSeconds: options.resultSeconds,
    localCallbacks: options.localCallbacks,
    hasReference: true,
    isLive: options.live,
    differences: findDifferences(engine.source.document),
  };
}

export function describeSettings({ clock, options }: MockContext): Settings {
  return { nowMs: clock.now(), speed: clock.speed(), faults: options.faults };
}

function describeDocument({ source: { file, document } }: Engine): MockFacts["document"] {
  const { title, version } = objectAt(document, "info");
  return { file, title: String(title ?? ""), version: String(version ?? "") };
}

/** The routes, those that make tasks first. */
function listRoutes(engine: Engine): Route[] {
  const { operations, taskRoles } = engine;
  const kinds = { create: "creates", query: "queries" } as const;
  const kindOf = (operation: PrismOperation): Route["kind"] => {
    const { does } = taskRoles.get(operation) ?? {};
    return does === "create" || does === "query" ? kinds[does] : "immediate";
  };
  const rank = { creates: 0, immediate: 1, queries: 2 };
  const calls = nameCalls(engine);
  return [...operations]
    .sort((one, other) => (one.path < other.path ? -1 : 1))
    .map((operation): Route => {
      const call = calls.get(operation);
      return {
        method: operation.method.toUpperCase(),
        path: operation.path,
        summary: operation.summary ?? "",
        models: listModels(operation),
        kind: kindOf(operation),
        ...(call !== undefined && { call }),
      };
    })
    .sort((one, other) => rank[one.kind] - rank[other.kind]);
}

/** The models that an operation documents: on its pages, or else in its body or in its path. */
export function listModels(operation: PrismOperation): string[] {
  const onPages = listPages(operation).flatMap(({ models }) => models);
  if (onPages.length > 0) return [...new Set(onPages)].sort();
  const [content] = requestContents(operation);
  return content
    ? readBodyModels(content.schema, (value) => (isRecord(value) ? (value as JsonObject) : undefined))
    : [];
}

/** The codes that the document names for a failed task, that of the tag first. */
function listFailures(engine: Engine): string[] {
  const codes = listForms(engine).flatMap(({ query }) => {
    const documented = objectAt(sampleTask(query) as JsonObject, "error").code;
    const resolve = (value: Json | undefined) => resolveFully(bundleOf(query.operation), value);
    const error = resolve(readProperties(resolve(query.content.schema)).error);
    return [documented, ...(readFixedValues(resolve(readProperties(error).code)) ?? [])];
  });
  return [...new Set([DEFAULT_FAILURE, ...codes])].filter((code) => typeof code === "string");
}

export function viewTask(task: TaskRecord): TaskView {
  const { submitted, ...rest } = task;
  return {
    ...rest,
    ...(typeof submitted.model === "string" && { model: submitted.model }),
    results: task.scenario.noResults ? [] : resultUrls(task, ""),
    mediaType: mediumOf(task).mediaType,
  };
}

export function summariseRequest(request: RecordedRequest, engine: Engine): RequestSummary {
  const { requestId, atMs, method, path, status, tookMs, body, note, fault } = request;
  const found = engine.find(method, path);
  const { operation, parameters } = "status" in found ? {} : found;
  const asked = { ...parameters, ...(isRecord(body) && body) };
  return {
    requestId,
    atMs,
    method,
    path,
    status,
    tookMs,
    ...(typeof asked.model === "string" && { model: asked.model }),
    ...(note !== undefined && { note }),
    ...(fault !== undefined && { fault }),
    ...(operation !== undefined && engine.taskRoles.get(operation)?.does === "query" && { isPoll: true }),
  };
}
