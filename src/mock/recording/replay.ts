import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isRecord } from "../../openapi/json.ts";
import { isJson } from "../../openapi/media-types.ts";
import { splitEvents } from "../base/event-stream.ts";
import { type MockRequest, type MockResponse, PacedBody } from "../base/http.ts";
import type { Random } from "../base/random.ts";
import type { Engine } from "../prism/engine.ts";
import type { TaskForm } from "../prism/task-forms.ts";
import { findCreatedForm } from "../prism/task-roles.ts";
import { openEnvelope } from "../tasks/envelope.ts";
import { mintTaskId } from "../tasks/task-ids.ts";
import { keyOfExchange, keyOfRequest } from "./match-request.ts";
import {
  describeDocument,
  describeRecording,
  type Exchange,
  type Recording,
  readRecordedBody,
  readRecording,
  toResponseBody,
} from "./recording-file.ts";
import { isLink, listResults, nameResult, resultsFolder } from "./save-results.ts";

/** What responding takes besides the recording. */
interface Surroundings {
  random: Random;
  streamMs: number;
  /** Where the mock has a saved result, by its name. */
  linkTo(file: string): string;
}

/** Responds from a recording. */
export interface Replay {
  /** Undefined where the recording has no such request. */
  respond(asked: MockRequest, surroundings: Surroundings): Promise<MockResponse | undefined>;
  /** A saved result, by its name. */
  readResult(file: string): Promise<Buffer | undefined>;
  /** Begins again at the first response to each request. */
  rewind(): void;
}

/** The key was refused: that says nothing of the API, and a mock takes any key. */
const KEY_REFUSED = 401;

/** All that may be an id. */
const TOKEN = /[\w.:-]{8,128}/g;

/**
 * Reads a recording to respond from.
 *
 * @throws {Error} there is no such file, or it is something else.
 */
export async function openReplay(
  path: string,
  engine: () => Engine,
  log: (line: string) => void,
): Promise<Replay> {
  const recording = await readRecording(path).catch((error) => {
    throw isRecord(error) && error.code === "ENOENT" ? new Error(`There is no recording ${path}.`) : error;
  });
  for (const line of describeRecording(path, recording, describeDocument(engine().source.document)))
    log(line);
  return createReplay(path, recording, engine);
}

/**
 * Makes what responds from a recording: to the same request with the same responses in the same order, of which the last
 * repeats. So a task goes through its states as it did. Submitted more often than in the recording, it begins anew under
 * an id of its own.
 */
async function createReplay(path: string, { exchanges }: Recording, engine: () => Engine): Promise<Replay> {
  const byKey = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    if (exchange.response === undefined || exchange.response.status === KEY_REFUSED) continue;
    const key = await keyOfExchange(exchange, engine());
    byKey.set(key, [...(byKey.get(key) ?? []), exchange]);
  }
  const results = await listResults(path);
  const files = new Set(results.values());
  /** How often each request was made. */
  const made = new Map<string, number>();
  /** By Idempotency-Key: what a client sends once more is the same submission. */
  const submitted = new Map<string, { key: string; response: MockResponse }>();
  /** The ids of tasks that were begun anew, each with the recorded one. */
  const renewed = new Map<string, string>();

  /** A request as it is in the recording, and the ids that it has of those renewed, each by the recorded one. */
  function restore(asked: MockRequest): { restored: MockRequest; names: Map<string, string> } {
    const names = new Map<string, string>();
    if (renewed.size === 0) return { restored: asked, names };
    const restoreText = (text: string) =>
      text.replace(TOKEN, (token) => {
        const recorded = renewed.get(token);
        if (recorded !== undefined) names.set(recorded, token);
        return recorded ?? token;
      });
    const { path, search, bytes } = asked;
    const body = Buffer.from(restoreText(bytes.toString("latin1")), "latin1");
    return {
      restored: { ...asked, path: restoreText(path), search: restoreText(search), bytes: body },
      names,
    };
  }

  return {
    async respond(asked, { random, streamMs, linkTo }) {
      const { restored, names } = restore(asked);
      const key = await keyOfRequest(restored, engine());
      const list = byKey.get(key);
      if (!list) return undefined;
      const idempotencyKey = asked.headers["idempotency-key"];
      const earlier = idempotencyKey === undefined ? undefined : submitted.get(idempotencyKey);
      if (earlier?.key === key)
        return {
          ...earlier.response,
          headers: { ...earlier.response.headers, "idempotency-replayed": "true" },
        };

      const place = [key, ...names.values()].join(" ");
      const times = made.get(place) ?? 0;
      made.set(place, times + 1);
      const exchange = list[Math.min(times, list.length - 1)];
      if (exchange?.response === undefined) return undefined;
      const id =
        times >= list.length
          ? readId(exchange, findCreatedForm(engine(), asked.method, asked.path))
          : undefined;
      if (id !== undefined) {
        const fresh = mintTaskId(id, random);
        renewed.set(fresh, id);
        names.set(id, fresh);
      }
      const response = render(exchange, names, streamMs, (link) => {
        const file = results.get(nameResult(link));
        return file === undefined ? link : linkTo(file);
      });
      if (idempotencyKey !== undefined && response.status < 400)
        submitted.set(idempotencyKey, { key, response });
      return response;
    },
    async readResult(file) {
      return files.has(file) ? readFile(join(resultsFolder(path), file)) : undefined;
    },
    rewind() {
      made.clear();
      submitted.clear();
      renewed.clear();
    },
  };
}

/** The id of the task that an exchange has made. */
function readId({ response }: Exchange, form: TaskForm | undefined): string | undefined {
  if (form?.create.id === undefined || (response?.status ?? 0) >= 400) return undefined;
  const value = parseJson(readRecordedBody(response?.body).toString());
  const id = openEnvelope(value, form.create.envelope)?.[form.create.id];
  return typeof id === "string" && new RegExp(`^${TOKEN.source}$`).test(id) ? id : undefined;
}

/** @param names the ids to put in the place of the recorded ones. */
function render(
  { response, pieces, isComplete }: Exchange,
  names: ReadonlyMap<string, string>,
  streamMs: number,
  relink: (link: string) => string,
): MockResponse {
  const { status = 502, headers = {}, body, isStream } = response ?? {};
  const rename = (text: string) =>
    [...names].reduce((renamed, [recorded, fresh]) => renamed.replaceAll(recorded, fresh), text);
  const made = { status, headers, note: "replayed" };
  if (isStream)
    return { ...made, body: new PacedBody(splitEvents(rename(pieces.join(""))), streamMs, !isComplete) };
  if (body === undefined || "base64" in body) return { ...made, body: toResponseBody(body) };
  const text = rename(body.text);
  const value = isJson(headers["content-type"] ?? "") ? parseJson(text) : undefined;
  const relinked = JSON.stringify(value, (_, one) =>
    typeof one === "string" && isLink(one) ? relink(one) : one,
  );
  return { ...made, body: relinked === JSON.stringify(value) ? text : relinked };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
