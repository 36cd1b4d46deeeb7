import { isLoopbackHost } from "../../public-address.ts";
import { isEventStream } from "../base/event-stream.ts";
import { jsonResponse, type MockRequest, type MockResponse } from "../base/http.ts";
import type { Engine } from "../prism/engine.ts";
import { listKeyNames } from "../prism/key-place.ts";
import { createSecretHider } from "./hide-secrets.ts";
import { keyOfExchange, keyOfRequest } from "./match-request.ts";
import { explainFailure, NotSentError, passedHeaders, passOn, type Upstream } from "./pass-on.ts";
import {
  describeDocument,
  describeRecording,
  openRecording,
  type RecordingLine,
  readRecordedBody,
  toRecordedBody,
  toResponseBody,
} from "./recording-file.ts";
import { createResultSaver } from "./save-results.ts";
import { createSubmissions, type Submissions } from "./submissions.ts";

/** Passes requests to the real API, and keeps them. */
export interface Recorder {
  pass(asked: MockRequest): Promise<MockResponse>;
  /** Settles once what is under way has its outcome in the file, and its results are saved. */
  close(): Promise<void>;
}

export interface RecorderOptions extends Upstream {
  path: string;
  engine: () => Engine;
  log(line: string): void;
}

/**
 * Opens a recording. Of each request a line is on the disk before it is sent and another before its response is passed
 * on, so that a process that is killed at any moment leaves either the id of a task or the request that may have made one.
 *
 * @throws {Error} the file is something else, or another process has it.
 */
export async function openRecorder({ path, engine, log, ...upstream }: RecorderOptions): Promise<Recorder> {
  const document = describeDocument(engine().source.document);
  const file = await openRecording(path, document);
  const { hideText, hideRequest, hideResponse, learn } = createSecretHider(upstream.apiKey, () =>
    listKeyNames(engine().operations),
  );
  const isLocal = upstream.baseUrl !== undefined && isLoopbackHost(new URL(upstream.baseUrl).hostname);
  const results = createResultSaver(path, isLocal, log);
  for (const { request } of file.exchanges) results.learnRequest(readRecordedBody(request.body));
  const submissions: Submissions = await createSubmissions(file.exchanges, (one) =>
    keyOfExchange(one, engine()),
  );
  let lastId = file.lastId;

  /** A response must get to the client even when the disk is full: it may be of a paid task. */
  const keep = (line: RecordingLine) =>
    file
      .append(line)
      .catch((error) => log(`${path} has not got a line of request ${line.id}: ${error.message}`));

  /** What must come to its end before the mock does: it may be a paid task. */
  const running = new Set<Promise<unknown>>();
  const track = <T>(promise: Promise<T>): Promise<T> => {
    running.add(promise);
    promise.catch(() => {}).finally(() => running.delete(promise));
    return promise;
  };

  async function send(asked: MockRequest): Promise<MockResponse> {
    learn(asked, asked.bytes.toString("latin1"));
    const id = ++lastId;
    const { method, path: asking, search, headers, bytes } = asked;
    const url = search === "" ? asking : `${asking}?${search}`;
    const request = hideRequest({ method, url, headers: passedHeaders(headers), ...toRecordedBody(bytes) });
    results.learnRequest(bytes);
    try {
      await file.append({ id, at: new Date().toISOString(), request }).catch((error) => {
        throw new NotSentError(`it cannot be kept in ${path}: ${error.message}`);
      });
      const response = await passOn(asked, upstream, engine());
      return await (isEventStream(response.headers.get("content-type") ?? "")
        ? passStream(id, response)
        : passWhole(id, response));
    } catch (error) {
      const reason = hideText(explainFailure(error));
      const refusal = refuse(asked, reason, error instanceof NotSentError);
      const said = { ...refusal, body: { text: JSON.stringify(refusal.body) } };
      await keep({ id, error: reason, response: said });
      return refusal;
    }
  }

  async function passWhole(id: number, response: Response): Promise<MockResponse> {
    const bytes = new Uint8Array(await response.arrayBuffer());
    const headers = passedHeaders(response.headers);
    const recorded = hideResponse({ status: response.status, headers, ...toRecordedBody(bytes) });
    await keep({ id, response: recorded });
    results.learnResponse(recorded);
    const { status, body } = recorded;
    return { status, headers: recorded.headers, body: toResponseBody(body), note: "live" };
  }

  async function passStream(id: number, response: Response): Promise<MockResponse> {
    const head = hideResponse({ status: response.status, headers: passedHeaders(response.headers) });
    await keep({ id, response: { ...head, isStream: true } });
    const lines = response.body?.pipeThrough(new TextDecoderStream("utf-8", { ignoreBOM: true })).getReader();
    let held = "";
    let endStream = () => {};
    track(new Promise<void>((resolve) => (endStream = resolve)));
    const end = async (line: RecordingLine) => {
      await keep(line);
      endStream();
    };
    /** Whole lines, so that no key is in two pieces. */
    const takePiece = (isOver: boolean): Uint8Array | undefined => {
      const length = isOver ? held.length : held.lastIndexOf("\n") + 1;
      const piece = hideText(held.slice(0, length));
      held = held.slice(length);
      if (piece === "") return undefined;
      void keep({ id, piece });
      return new TextEncoder().encode(piece);
    };
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          for (let piece: Uint8Array | undefined; piece === undefined; ) {
            const { done = true, value = "" } = (await lines?.read().catch(fail)) ?? {};
            held += value;
            piece = takePiece(done);
            if (piece) controller.enqueue(piece);
            if (!done) continue;
            await end({ id, end: true });
            return controller.close();
          }

          async function fail(error: unknown): Promise<never> {
            takePiece(true);
            await end({ id, error: hideText(explainFailure(error)) });
            throw error;
          }
        },
        async cancel(reason) {
          takePiece(true);
          await end({ id, error: "the client went away" });
          await lines?.cancel(reason);
        },
      },
      { highWaterMark: 0 },
    );
    return { ...head, body, note: "live" };
  }

  let closing: Promise<void> | undefined;
  async function finish(): Promise<void> {
    while (running.size > 0) await Promise.allSettled(running);
    await results.settled();
    await file.close();
  }

  log(
    `LIVE: requests go to ${upstream.baseUrl ?? "the real API"} and cost money, ${upstream.apiKey === undefined ? "with the key of each client" : "with your key"}; kept in ${path}`,
  );
  for (const line of describeRecording(path, file, document)) log(line);
  return {
    pass: async (asked) => {
      const key = await keyOfRequest(asked, engine());
      return submissions.once(asked, key, () => track(send(asked)));
    },
    close() {
      closing ??= finish();
      return closing;
    },
  };
}

/** @param isUnsent nothing can have been billed. */
function refuse({ method }: MockRequest, reason: string, isUnsent: boolean): MockResponse {
  const isSafe = /^(GET|HEAD)$/.test(method);
  const [status, code, message] = isUnsent
    ? [424, "not_sent", `Nothing was sent to the real API: ${reason}`]
    : isSafe
      ? [502, "unreachable", `The real API did not respond: ${reason}`]
      : [502, "paid_outcome_unknown", `The request may have been accepted, and billed: ${reason}`];
  return { ...jsonResponse(status, { error: { code, message, type: "api_error" } }), note: message };
}
