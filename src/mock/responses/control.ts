import mime from "mime";
import { jsonResponse, type MockRequest, type MockResponse, type RequestHead } from "../base/http.ts";
import { type Medium, mediumAt, mediumOf, mediumOfFile } from "../media/media.ts";
import { serveBytes } from "../media/serve.ts";
import { TAGS } from "../tasks/scenario.ts";
import { type TaskRecord, type TaskSnapshot, taskEndsMs, taskStateAt } from "../tasks/task-life.ts";
import type { MockContext } from "./context.ts";

/** Everything under it is the mock's own, and in no document. */
export const CONTROL_PREFIX = "/_mock/";

/** Where the saved results of a recording are. */
export const RECORDED_FILES = `${CONTROL_PREFIX}files/recorded/`;

/** The root is the console's. */
export const isRoot = ({ method, path }: Pick<RequestHead, "method" | "path">) =>
  path === "/" && (method === "GET" || method === "HEAD");

/** Whether the mock itself is asked, and no API. */
export const isOwnRoute = (head: Pick<RequestHead, "method" | "path">) =>
  head.path.startsWith(CONTROL_PREFIX) || isRoot(head);

/** Whether a path leads to a result of a task, which any page may fetch and show. */
export const isResult = (path: string) => path.startsWith(`${CONTROL_PREFIX}files/`);

/** The tasks and where each stands now, oldest first. */
export function snapshotTasks({ store, clock }: MockContext): TaskSnapshot[] {
  return store.list().map((task) => {
    const { submitted: _, ...rest } = task;
    return { ...rest, ...taskStateAt(task, clock.now()) };
  });
}

/** The links of a task's results: `…/ID.png`, then `…/ID.2.png` and so on. They lead to `origin`. */
export const resultUrls = (task: TaskRecord, origin: string): string[] =>
  listUrls(task, origin, "", mediumOf(task));

/** The links of the results in each place: in a second one `…/ID-2.mp4`, then `…/ID-2.2.mp4`, of the medium that it names. */
export function linksAt(
  task: TaskRecord,
  places: readonly (readonly string[])[],
  origin: string,
): (place: number) => string[] {
  return (place) => {
    if (places.length === 1) return resultUrls(task, origin);
    return listUrls(task, origin, place === 0 ? "" : `-${place + 1}`, mediumAt(task, places[place] ?? []));
  };
}

function listUrls(task: TaskRecord, origin: string, place: string, { extension }: Medium): string[] {
  return Array.from({ length: task.resultCount ?? 1 }, (_, index) => {
    const number = index === 0 ? "" : `.${index + 1}`;
    return `${origin}${CONTROL_PREFIX}files/${task.id}${place}${number}.${extension}`;
  });
}

/** The task of a file's name, unless it has no result of that number. */
function findTaskOf(name: string, { store }: MockContext): TaskRecord | undefined {
  const stem = name.replace(/\.\w+$/, "");
  const find = (id: string) => store.get(id) ?? store.get(id.replace(/-\d+$/, ""));
  const whole = find(stem);
  if (whole) return whole;
  const [, id = "", number = ""] = /^(.*)\.([1-9]\d*)$/.exec(stem) ?? [];
  const task = find(id);
  return task && Number(number) <= (task.resultCount ?? 1) ? task : undefined;
}

/** Responds to `/_mock/…`: `files/ID.EXT`, `tasks`, `requests`, and `reset` by POST. The console has the other routes. */
export async function respondToControl(request: MockRequest, context: MockContext): Promise<MockResponse> {
  const route = request.path.slice(CONTROL_PREFIX.length);
  if (request.path.startsWith(RECORDED_FILES))
    return respondWithRecorded(request, request.path.slice(RECORDED_FILES.length), context);
  if (route.startsWith("files/")) return respondWithFile(request, route.slice("files/".length), context);
  if (route === "tasks") return jsonResponse(200, { tasks: snapshotTasks(context) });
  if (route === "requests") return jsonResponse(200, { requests: context.requests.list() });
  if (route === "reset" && request.method === "POST") {
    context.reset();
    return jsonResponse(200, { reset: true });
  }
  if (route === "")
    return jsonResponse(200, {
      routes: [
        "GET tasks",
        "POST tasks/ID/finish",
        "POST tasks/ID/fail",
        "POST tasks/ID/cancel",
        "POST tasks/ID/stick",
        "POST tasks/ID/expire",
        "GET requests",
        "GET requests/ID",
        "GET examples?method&path&model",
        "POST clock",
        "POST faults",
        "POST reset",
        "ANY proxy/PATH",
        "GET events",
        "GET document",
        "GET reference",
        "GET files/ID.EXT",
      ],
      tags: TAGS,
    });
  return plainResponse(404, "The mock has no such route. GET /_mock/ lists those that it has.");
}

function respondWithFile(request: MockRequest, name: string, context: MockContext): MockResponse {
  const { clock, options } = context;
  const task = findTaskOf(name, context);
  if (!task || taskStateAt(task, clock.now()).status !== "completed" || task.scenario.noResults) {
    return plainResponse(404, "No task has this result.");
  }
  if (task.linksExpired) return plainResponse(403, "This link was made to expire.");
  if (clock.now() >= taskEndsMs(task) + options.resultSeconds * 1000) {
    return plainResponse(403, `This link expired ${options.resultSeconds} s after its task had completed.`);
  }
  const medium = mediumOfFile(name) ?? mediumOf(task);
  return respondWithBytes(request, medium.render(task.aspectRatio), medium.mediaType);
}

async function respondWithRecorded(
  request: MockRequest,
  name: string,
  { replay }: MockContext,
): Promise<MockResponse> {
  const bytes = await replay?.readResult(name);
  if (!bytes) return plainResponse(404, "The recording has no such result.");
  return respondWithBytes(request, bytes, mime.getType(name) ?? "application/octet-stream");
}

function respondWithBytes(request: MockRequest, bytes: Buffer, mediaType: string): MockResponse {
  if (request.method !== "GET" && request.method !== "HEAD")
    return plainResponse(405, "A result can only be read.");
  return serveBytes(request, bytes, mediaType);
}

export function plainResponse(status: number, body: string): MockResponse {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body, note: body };
}
