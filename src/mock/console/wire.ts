import type { FaultName, FaultProbabilities } from "../base/faults.ts";
import type { RecordedRequest } from "../base/request-log.ts";
import type { Difference } from "../prism/differences.ts";
import type { CallbackAttempt } from "../tasks/callback-log.ts";
import type { TaskRecord } from "../tasks/task-life.ts";

// What the mock tells the page of the console, and nothing else does.

/** A route that the mock serves. */
export interface Route {
  method: string;
  path: string;
  summary: string;
  /** The models that it documents; may be empty. */
  models: string[];
  /** What it does with tasks. */
  kind: "creates" | "queries" | "immediate";
  /** The function of the client that calls it, where its name is certain: `videos.create`. */
  call?: string;
}

/** What runs: the response to whoever asks the root for JSON. */
export interface MockFacts {
  url: string;
  document: { file: string; title: string; version: string };
  routes: Route[];
  models: string[];
  tags: readonly { tag: string; does: string }[];
  faults: readonly { name: FaultName; does: string }[];
  /** The codes that the document names for a failed task. */
  failures: string[];
  taskSeconds: number;
  resultSeconds: number;
  localCallbacks: boolean;
  hasReference: boolean;
  /** Requests go to the real API, and cost money. */
  isLive: boolean;
  /** The operations of which Prism itself would judge requests otherwise, and what it reads so. */
  differences: Difference[];
}

export interface Settings {
  /** The time of the mock, in milliseconds since the epoch. */
  nowMs: number;
  /** How fast it passes; 0 when it is held. */
  speed: number;
  faults: FaultProbabilities;
}

/** A task, from which the page works out where it stands as the mock does. */
export interface TaskView extends Omit<TaskRecord, "submitted"> {
  model?: string;
  /** Paths of its results, and what they are; they can be fetched once it has completed. */
  results: string[];
  mediaType: string;
}

/** A request without headers and bodies. */
export interface RequestSummary {
  requestId: string;
  atMs: number;
  method: string;
  path: string;
  status: number;
  tookMs: number;
  model?: string;
  note?: string;
  fault?: string;
  /** It asks where a task stands, as clients do over and over. */
  isPoll?: true;
}

/** A request of the journal with what it takes to write it as code. */
export interface JournalRequest extends RecordedRequest {
  /** The body as it came. Absent where the journal has only its beginning: then no code is the request. */
  text?: string;
  /** Where the document has its operation. */
  given?: GivenRequest;
}

/** What a request gave to its operation, as values of the types that the document names; keys are left out. */
export interface GivenRequest {
  params: { path?: object; query?: object; header?: object; cookie?: object };
  body?: unknown;
  /** The fields of a `multipart/form-data` as they came. */
  fields?: FormField[];
}

/** A text, or the name and type of a file, whose bytes are not kept. */
export type FormField = { name: string } & ({ text: string } | { file: string; type: string });

/** What has changed since the last message. The first one of a connection has everything. */
export interface Update {
  settings: Settings;
  facts?: MockFacts;
  tasks?: TaskView[];
  requests?: RequestSummary[];
  callbacks?: readonly CallbackAttempt[];
  /** What was told before is forgotten. */
  isReset?: true;
}

/** A request that the document has as an example, or that was made from its schema. */
export interface ExampleRequest {
  name: string;
  /** Nothing where the operation takes no body. */
  body?: unknown;
}

/** All that it takes to call a route. */
export interface RouteExamples {
  mediaType?: string;
  /** A value for each parameter that must be there. */
  parameters: { in: "path" | "query" | "header"; name: string; value: string }[];
  /** The header of the key. */
  key?: { header: string; value: string };
  examples: ExampleRequest[];
}
