import { createHash } from "node:crypto";
import { type LineFile, type LineFormat, openLines, readLines } from "../../files/append-lines.ts";
import { type JsonObject, objectAt } from "../../openapi/json.ts";
import { createAjv, EXPLAINED } from "../../validation/compile/ajv.ts";
import { type CompiledValidator, explainErrors } from "../../validation/explain-errors.ts";

/** A body: text as it is, other bytes in base64. Nothing where there was none. */
export type RecordedBody = { text: string } | { base64: string };

export interface RecordedHttpRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: Record<string, string>;
  body?: RecordedBody;
}

export interface RecordedHttpResponse {
  status: number;
  headers: Record<string, string>;
  body?: RecordedBody;
  /** Its body came piece by piece. */
  isStream?: true;
}

/** A request that was passed on, and what came of it. */
export interface Exchange {
  request: RecordedHttpRequest;
  /** Absent where the mock ended, or the connection failed, before there was one. */
  response?: RecordedHttpResponse;
  /** Of a stream, as far as it came. */
  pieces: string[];
  /** Why there is no response, or no more of it. */
  error?: string;
  isComplete: boolean;
}

/** Which document a recording was made with. */
export interface RecordedDocument {
  title: string;
  version: string;
  sha256: string;
}

/** What one line adds to the exchange of its `id`: first the request, then what comes of it. */
export type RecordingLine = { id: number } & (
  | { at: string; request: RecordedHttpRequest }
  /** With an error, it is what the mock said in place of the API. */
  | { response: RecordedHttpResponse; error?: string }
  | { piece: string }
  | { end: true }
  | { error: string }
);

export interface Recording {
  /** Undefined in a file that was begun a moment ago. */
  document: RecordedDocument | undefined;
  exchanges: Exchange[];
  /** The largest id in it. */
  lastId: number;
}

const FORMAT: LineFormat = {
  begins: '{"format":1,"recordingOf":',
  otherwise: "no recording of the mock. Name another file.",
  damaged: "The recording is damaged; see its lines for task ids.",
};

const BODY: JsonObject = {
  type: "object",
  properties: { text: { type: "string" }, base64: { type: "string" } },
};
const HEADERS: JsonObject = { type: "object", additionalProperties: { type: "string" } };

const LINE: JsonObject = {
  type: "object",
  required: ["id"],
  properties: {
    id: { type: "integer", minimum: 1 },
    request: {
      type: "object",
      required: ["method", "url", "headers"],
      properties: { method: { type: "string" }, url: { type: "string" }, headers: HEADERS, body: BODY },
    },
    response: {
      type: "object",
      required: ["status", "headers"],
      properties: {
        status: { type: "integer", minimum: 200, maximum: 599 },
        headers: HEADERS,
        body: BODY,
        isStream: { const: true },
      },
    },
    piece: { type: "string" },
    end: { const: true },
    error: { type: "string" },
  },
};

/**
 * Opens a recording to go on with it, or begins one.
 *
 * @throws {Error} it is something else, or another process has it; then it stays as it is.
 */
export async function openRecording(
  path: string,
  document: RecordedDocument,
): Promise<Recording & Pick<LineFile, "append" | "close">> {
  // A person who starts a second mock is told at once.
  const { entries, append, close } = await openLines(path, FORMAT, 0);
  try {
    if (entries.length === 0) await append({ format: 1, recordingOf: document });
    return { ...readEntries(path, entries), append, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @throws {Error} there is no such file, or it is something else. */
export async function readRecording(path: string): Promise<Recording> {
  return readEntries(path, await readLines(path, FORMAT));
}

export function describeDocument(document: JsonObject): RecordedDocument {
  const { title, version } = objectAt(document, "info");
  const sha256 = createHash("sha256").update(JSON.stringify(document)).digest("hex");
  return { title: String(title ?? ""), version: String(version ?? ""), sha256 };
}

/** What is to be known of a recording before it is gone on with or replayed, in lines. */
export function describeRecording(
  path: string,
  { document, exchanges }: Recording,
  served: RecordedDocument,
): string[] {
  if (document === undefined) return [];
  const unknown = exchanges.filter(({ response }) => response === undefined);
  const asked = unknown.map(({ request: { method, url } }) => `${method} ${url}`).slice(0, 3);
  return [
    `${path} has ${exchanges.length} requests`,
    ...(document.sha256 === served.sha256
      ? []
      : [
          `${path} was recorded with another document: "${document.title}" ${document.version}, and this is "${served.title}" ${served.version}`,
        ]),
    ...(unknown.length === 0
      ? []
      : [
          `${path} has no response to ${unknown.length} of them (${asked.join(", ")}): they may have been accepted, and billed`,
        ]),
  ];
}

function readEntries(path: string, [first, ...lines]: readonly Record<string, unknown>[]): Recording {
  const validate = createAjv({}, EXPLAINED).compile(LINE) as CompiledValidator;
  const exchanges = new Map<number, Exchange>();
  for (const [index, line] of lines.entries()) {
    if (!validate(line)) {
      const [problem] = explainErrors(validate.errors ?? [], line);
      throw new Error(`${path}, line ${index + 2}: ${problem?.message}. ${FORMAT.damaged}`);
    }
    addLine(exchanges, line as Partial<RecordingLine> & { id: number });
  }
  return {
    document: first?.recordingOf as RecordedDocument | undefined,
    exchanges: [...exchanges.values()],
    lastId: Math.max(0, ...exchanges.keys()),
  };
}

function addLine(exchanges: Map<number, Exchange>, line: Partial<RecordingLine> & { id: number }): void {
  if ("request" in line && line.request)
    exchanges.set(line.id, { request: line.request, pieces: [], isComplete: false });
  const exchange = exchanges.get(line.id);
  if (!exchange) return;
  if ("response" in line && line.response) {
    exchange.response = line.response;
    exchange.isComplete = !line.response.isStream;
  }
  if ("piece" in line && line.piece !== undefined) exchange.pieces.push(line.piece);
  if ("end" in line && line.end) exchange.isComplete = true;
  if ("error" in line && line.error !== undefined) exchange.error = line.error;
}

/** Bytes as they are kept. Text comes out as it went in, byte by byte. */
export function toRecordedBody(bytes: Uint8Array): { body?: RecordedBody } {
  if (bytes.length === 0) return {};
  try {
    return { body: { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) } };
  } catch {
    return { body: { base64: Buffer.from(bytes).toString("base64") } };
  }
}

export function readRecordedBody(body: RecordedBody | undefined): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  return "text" in body ? Buffer.from(body.text) : Buffer.from(body.base64, "base64");
}

/** As a response of the mock has it: text can be read in the journal. */
export function toResponseBody(body: RecordedBody | undefined): string | Buffer | undefined {
  return body && "text" in body ? body.text : body && readRecordedBody(body);
}
