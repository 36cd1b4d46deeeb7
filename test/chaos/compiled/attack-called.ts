import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { createCache } from "../../../scripts/cache.ts";
import { listCollectionFunctions } from "../../../scripts/render/client/collections.ts";
import type { OperationFacts } from "../../../scripts/render/shared/facts.ts";
import { listExamples } from "../../../src/openapi/examples.ts";
import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { objectAt } from "../../../src/openapi/json.ts";
import { findPreferredMedia, isJson } from "../../../src/openapi/media-types.ts";
import { toIdentifier } from "../../../src/openapi/names/identifier.ts";
import { listOperations, listParameters, listResponses } from "../../../src/openapi/operations.ts";
import { resolveFully } from "../../../src/openapi/references.ts";
import { createRaw } from "../../../src/raw/index.ts";
import type { Client } from "../../../src/runtime/index.ts";
import { createDraw, type Draw } from "../../helpers/draw.ts";
import { sampleValue } from "../../helpers/schemas/sample.ts";
import { loadBaseDocuments } from "../documents/base-documents.ts";
import { startWatchdog } from "../documents/watchdog.ts";
import { drawFiles } from "../documents.ts";
import { type AttackOptions, type ChaosReport, createPromiseCounter } from "../report.ts";
import { listAcceptedBodies } from "./accepted-bodies.ts";
import { generateProject, type Project } from "./generate-project.ts";
import { loadModule } from "./load-project.ts";

const PROMISES = [
  "a call is refused before it is sent",
  "a request is not the documented one",
  "a documented response is not read",
] as const;

const HUNG_MS = 120_000;
const DOCUMENTS_PER_CACHE = 100;

/** Calls every function that is generated of mutated documents, and holds requests and responses to the document. */
export async function attackCalledDocuments({ seed, count }: AttackOptions): Promise<ChaosReport> {
  const counter = createPromiseCounter("mutated documents called", PROMISES);
  const bases = await loadBaseDocuments(createDraw(`${seed} catalogue`));
  const lintConfig = { path: "redocly.yaml", bytes: await readFile("redocly.yaml") };
  const watchdog = startWatchdog(`Seed ${seed}: document`, HUNG_MS);
  let cache = createCache();
  let called = 0;
  for (let number = 0; number < count; number += 1) {
    watchdog.enter(number);
    if (number % DOCUMENTS_PER_CACHE === 0) cache = createCache();
    const files = drawFiles(bases, createDraw(`${seed} document ${number}`));
    const project = await generateProject(files, lintConfig, cache);
    if (project === undefined) continue;
    called += 1;
    for (const [promise, words] of await callProject(project, createDraw(`${seed} calls ${number}`)))
      counter.break(promise, `document ${number}: ${words}`);
  }
  await watchdog.stop();
  return counter.report(called);
}

type Broken = readonly [promise: (typeof PROMISES)[number], words: string];

/** A response as the document has it. */
interface Documented {
  status: number;
  mediaType: string | undefined;
  value: Json;
}

type Call = (...args: unknown[]) => Promise<unknown>;

/** Calls each operation of a project by its function and in its collection, in every documented way, and says what broke. */
export async function callProject(project: Project, draw: Draw): Promise<Broken[]> {
  const { document, operations } = project.input;
  const sent: Request[] = [];
  let next: Documented = { status: 200, mediaType: undefined, value: null };
  const { createEvolink } = loadModule<{ createEvolink(options: object): Client & Record<string, unknown> }>(
    project,
    "index",
  );
  const { functions } = loadModule<{ functions: Record<string, never> }>(project, "client");
  const evolink = createEvolink({
    apiKey: "key",
    baseUrl: BASE,
    retry: { attempts: 1 },
    fetch: async (input: RequestInfo, init?: RequestInit) => {
      sent.push(
        new Request(
          input,
          init?.body instanceof ReadableStream ? ({ ...init, duplex: "half" } as RequestInit) : init,
        ),
      );
      return respond(next);
    },
  });
  const raw = createRaw(evolink, { functions }) as unknown as Record<string, Call>;
  const accepted = listAcceptedBodies(project, draw);
  const collections = listCollectionFunctions(operations);
  const broken: Broken[] = [];
  const facts = new Map(operations.map((operation) => [operation.id, operation]));
  for (const entry of listOperations(document)) {
    const operation = facts.get(String(entry.operation.operationId));
    // `fetch` does not trace.
    if (operation === undefined || entry.method === "trace") continue;
    const params = drawParameters(document, listParameters(document, entry), draw);
    const bodies = listBodies(document, operation, accepted.get(operation.id) ?? [], draw);
    const where = `${entry.method.toUpperCase()} ${entry.path}`;
    const call = async (
      name: string,
      run: Call,
      args: unknown[],
      body: unknown,
      response: Documented,
      reads: "raw" | "plain" | "loose",
    ) => {
      sent.length = 0;
      next = response;
      const outcome = await run(...args).then(
        (value) => ({ value }),
        (error) => ({ error }),
      );
      const [request] = sent;
      if (request === undefined) {
        const words = "error" in outcome ? String(outcome.error?.stack ?? outcome.error).slice(0, 300) : "";
        return void broken.push([
          PROMISES[0],
          `${name} of ${where} with ${JSON.stringify(args)?.slice(0, 200)}: ${words}`,
        ]);
      }
      for (const words of await findDifferences(request, operation, params, body))
        broken.push([PROMISES[1], `${name} of ${where}: ${words}`]);
      // A response to HEAD has no content.
      const failure = entry.method === "head" ? undefined : findUnread(outcome, response, reads);
      if (failure !== undefined)
        broken.push([
          PROMISES[2],
          `${name} of ${where}, ${response.status} ${response.mediaType} ${JSON.stringify(response.value)?.slice(0, 100)}: ${failure}`,
        ]);
    };
    const success = documentedResponse(
      document,
      operation.success,
      objectAt(entry.operation, "responses", operation.success ?? ""),
      draw,
    );
    const failures = listResponses(entry.operation)
      .filter(([status]) => /^[45]/.test(status))
      .map(([status, response]) => documentedResponse(document, status, objectAt(response), draw));
    for (const body of bodies) {
      const given = [...(operation.hasParameters ? [params] : []), ...(body === undefined ? [] : [body])];
      const run = raw[toIdentifier(operation.id)];
      if (run === undefined) continue;
      for (const response of [success, ...failures])
        await call(toIdentifier(operation.id), run, given, body, response, "raw");
      const one = collections.calls.find((found) => found.operation === operation);
      const bound =
        one &&
        (objectAt as unknown as (v: unknown, ...k: string[]) => Record<string, Call>)(
          evolink,
          one.collection,
        )[one.name];
      if (one && bound) await call(`${one.collection}.${one.name}`, bound, given, body, success, "plain");
    }
    const posting = [...collections.tasks, ...collections.immediate].find(
      (found) => found.operation === operation,
    );
    if (posting === undefined) continue;
    const isTask = collections.tasks.includes(posting);
    const post = (evolink[posting.collection] as Record<string, Call>)[posting.name];
    const inPath = operation.pages.some(({ discriminator }) => discriminator?.in === "path");
    const { path: _, ...outside } = params;
    for (const body of bodies) {
      if (inPath || post === undefined || (body as JsonObject | undefined)?.stream === true) continue;
      // A text would be a model.
      if (body !== undefined && typeof body !== "object") continue;
      const options = operation.parametersOutsidePath === "none" ? [] : [{ params: outside }];
      await call(
        `${posting.collection}.${posting.name}`,
        post,
        [body, ...options],
        body,
        success,
        isTask ? "loose" : "plain",
      );
    }
  }
  return broken;
}

const BASE = "https://api.test/base";

function respond({ status, mediaType, value }: Documented): Response {
  const isEmpty = mediaType === undefined || [204, 205, 304].includes(status);
  const text = isJson(mediaType ?? "") ? JSON.stringify(value) : String(value);
  return new Response(isEmpty ? null : text, {
    status,
    headers: mediaType === undefined ? {} : { "content-type": mediaType },
  });
}

function documentedResponse(
  document: JsonObject,
  status: string | undefined,
  response: JsonObject,
  draw: Draw,
): Documented {
  const media = findPreferredMedia(response);
  const [example] = listExamples(media?.media ?? {});
  const value =
    example?.value ?? (media === undefined ? null : sampleValue(document, media.media.schema, draw));
  const number = Number((status ?? "200").replace(/XX$/i, "00"));
  return { status: number >= 200 && number <= 599 ? number : 200, mediaType: media?.mediaType, value };
}

type Params = Partial<Record<string, Record<string, Json>>>;

/** A value for each parameter whose value is a text, number or truth value in the default style; for others where they must be. */
function drawParameters(document: JsonObject, parameters: readonly JsonObject[], draw: Draw): Params {
  const params: Params = {};
  for (const { name, in: place, schema, required } of parameters) {
    const value = sampleValue(document, schema, draw);
    if (required !== true && draw(2) === 0) continue;
    const isEmpty = value === "" || value === null || value === "." || value === "..";
    const own = params[String(place)] ?? {};
    own[String(name)] = isEmpty && place === "path" ? "kite" : value;
    params[String(place)] = own;
  }
  return params;
}

/** The bodies to send: what the validator accepts of JSON, and nothing where it may be left out. */
function listBodies(
  document: JsonObject,
  { mediaType, media, bodyRequired }: OperationFacts,
  accepted: readonly Json[],
  draw: Draw,
): unknown[] {
  if (mediaType === undefined) return [undefined];
  const none = bodyRequired ? [] : [undefined];
  if (isJson(mediaType)) return [...none, ...accepted];
  if (/^multipart\/|x-www-form-urlencoded/.test(mediaType)) {
    const form = sampleValue(document, media.schema, draw);
    return typeof form === "object" && form !== null && !Array.isArray(form) ? [...none, form] : none;
  }
  return [...none, resolveFully(document, media.schema).type === "string" ? "text" : new Blob(["bytes"])];
}

async function findDifferences(
  request: Request,
  { method, path, mediaType, request: written }: OperationFacts,
  params: Params,
  body: unknown,
): Promise<string[]> {
  const found: string[] = [];
  if (request.method.toLowerCase() !== method) found.push(`the method is ${request.method}`);
  const isPlain =
    written?.parameters === undefined &&
    Object.values(params.path ?? {}).every((one) => typeof one !== "object");
  const filled = path.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const value = params.path?.[name];
    return value === undefined
      ? whole
      : encodeURIComponent(String(value)).replace(
          /[!'()*]/g,
          (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
        );
  });
  const expected = new URL(`${BASE}${filled}`);
  if (isPlain && new URL(request.url).pathname !== expected.pathname)
    found.push(`the path is ${new URL(request.url).pathname} instead of ${expected.pathname}`);
  const type = request.headers.get("content-type");
  if (body === undefined) {
    if (type !== null) found.push(`nothing is sent as ${type}`);
    return found;
  }
  if (
    mediaType !== undefined &&
    !mediaType.includes("*") &&
    type?.split(";")[0]?.trim() !== mediaType.split(";")[0]?.trim()
  )
    found.push(`the media type is ${type} instead of ${mediaType}`);
  const text = await request.text();
  if (isJson(mediaType ?? "") && !isDeepStrictEqual(parse(text), JSON.parse(JSON.stringify(body))))
    found.push(`the body is ${text.slice(0, 200)} instead of ${JSON.stringify(body).slice(0, 200)}`);
  return found;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why a documented response has not been read; undefined where it has. */
function findUnread(
  outcome: { value?: unknown; error?: unknown },
  { status, mediaType, value }: Documented,
  reads: "raw" | "plain" | "loose",
): string | undefined {
  if (outcome.error !== undefined) {
    return reads === "loose"
      ? undefined
      : String((outcome.error as Error).stack ?? outcome.error).slice(0, 300);
  }
  if (!isJson(mediaType ?? "") || status === 204 || status === 205 || reads === "loose") return undefined;
  const { data, error } = Object(outcome.value) as { data?: unknown; error?: unknown };
  const got = reads === "plain" ? outcome.value : status < 300 ? data : error;
  return isDeepStrictEqual(got, JSON.parse(JSON.stringify(value)))
    ? undefined
    : `read as ${JSON.stringify(got)?.slice(0, 200)}`;
}
