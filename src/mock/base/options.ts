import { type Clock, systemClock } from "./clock.ts";
import { checkFaults, type FaultProbabilities } from "./faults.ts";

/** As the global `fetch`. */
export type MockFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface MockOptions {
  /** File of the OpenAPI document to serve, YAML or JSON. Default: the package's own `generated/openapi.yaml`. */
  spec?: string;
  /** Default: 0, a free port. */
  port?: number;
  /** Default: `127.0.0.1`. */
  host?: string;
  /** Listen on a port. Default: true. Without, `mock.fetch` alone responds. */
  listen?: boolean;
  /** How long a task takes. Default: 8. */
  taskSeconds?: number;
  /** How long a result link lives after its task has completed. Default: 86,400, as documented. */
  resultSeconds?: number;
  /** Between two pieces of a streamed response, in milliseconds of `clock`. Default: 20. */
  streamMs?: number;
  /** How likely each fault is, from 0 to 1. Default: none. */
  faults?: FaultProbabilities;
  /**
   * Passes every request to the real API, which costs money, and keeps requests and responses in `record`. Results are
   * saved in a folder next to it. Default: false.
   */
  live?: boolean;
  /** File in which `live` keeps what it passes on; one that is there is gone on with. Keys are hidden in it. */
  record?: string;
  /** Recording to respond from; what is not in it comes from the document. Default: none. */
  replay?: string;
  /** Key for `live`, in the place of the one a client sends. Default: `EVOLINK_API_KEY`, or else the client's. */
  apiKey?: string;
  /** Where `live` passes requests to. Default: `EVOLINK_BASE_URL`, or else the server of each operation in the document. */
  baseUrl?: string;
  /**
   * Makes ids, request ids and faults repeat: the same calls in the same order get the same responses, byte by byte, but for
   * what `clock` tells (`created`, progress). Default: drawn anew.
   */
  seed?: number;
  /** File in which tasks survive a restart, and a clock that was moved on, held or hurried. Default: none. */
  stateFile?: string;
  /** Lets `callback_url` be on this machine, also over http. Default: false. */
  localCallbacks?: boolean;
  /** Serve the document anew when its file changes. Default: false. */
  watch?: boolean;
  /** Where time comes from. Default: the machine. */
  clock?: Clock;
  /** Sends callbacks. Default: `fetch`, after a check that the host is no private address. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Takes one line for each request, callback and restart. Default: none. */
  log?: (line: string) => void;
}

type Optional = "spec" | "stateFile" | "record" | "replay" | "apiKey" | "baseUrl" | "fetch";

export interface ResolvedOptions extends Required<Omit<MockOptions, Optional>>, Pick<MockOptions, Optional> {
  /** Whether the seed was given, and ids are to repeat. */
  isSeeded: boolean;
}

const MAX_PORT = 65_535;
const SEED_LIMIT = 2 ** 31;

/** Fills in the defaults. @throws {RangeError} that names the option, what it expects and what it got. */
export function resolveOptions(options: MockOptions): ResolvedOptions {
  const resolved = {
    port: 0,
    host: "127.0.0.1",
    listen: true,
    taskSeconds: 8,
    resultSeconds: 24 * 60 * 60,
    streamMs: 20,
    faults: {},
    seed: Math.floor(Math.random() * SEED_LIMIT),
    isSeeded: options.seed !== undefined,
    localCallbacks: false,
    watch: false,
    live: false,
    clock: systemClock,
    log: () => {},
    ...(options.live && readEnvironment()),
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  };
  check(
    "port",
    resolved.port,
    Number.isInteger(resolved.port) && resolved.port >= 0 && resolved.port <= MAX_PORT,
    `an integer from 0 to ${MAX_PORT}`,
  );
  check(
    "taskSeconds",
    resolved.taskSeconds,
    resolved.taskSeconds >= 0 && Number.isFinite(resolved.taskSeconds),
    "a number of at least 0",
  );
  check("resultSeconds", resolved.resultSeconds, resolved.resultSeconds >= 0, "a number of at least 0");
  check(
    "streamMs",
    resolved.streamMs,
    resolved.streamMs >= 0 && Number.isFinite(resolved.streamMs),
    "a number of at least 0",
  );
  check("seed", resolved.seed, Number.isSafeInteger(resolved.seed), "an integer");
  checkFaults(resolved.faults);
  checkRecording(resolved);
  return resolved;
}

function checkRecording({ live, record, replay, baseUrl }: MockOptions): void {
  if (record !== undefined && replay !== undefined)
    throw new RangeError("Expected one of `record` and `replay`: record first, then replay.");
  if (record !== undefined && !live)
    throw new RangeError(
      "Expected `live` with `record`: recording passes every request to the real API, which costs money.",
    );
  if (live && record === undefined)
    throw new RangeError("Expected `record` with `live`: what was paid for is kept there.");
  // As for the client. Its value is not told, as it may have a password.
  if (baseUrl !== undefined && !(URL.canParse(baseUrl) && /^[^?#@]*$/.test(baseUrl)))
    throw new RangeError(
      "Expected `baseUrl` (EVOLINK_BASE_URL) to be a URL without credentials or query, such as https://api.example.com.",
    );
}

function check(name: string, value: number, holds: boolean, expected: string): void {
  if (!holds) throw new RangeError(`Expected \`${name}\` to be ${expected}, got ${value}.`);
}

/** What is set empty is not set. */
function readEnvironment(): Pick<MockOptions, "apiKey" | "baseUrl"> {
  const { EVOLINK_API_KEY: apiKey, EVOLINK_BASE_URL: baseUrl } = process.env;
  return { ...(apiKey && { apiKey }), ...(baseUrl && { baseUrl }) };
}
