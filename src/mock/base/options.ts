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
  /** Makes ids, request ids and faults repeat. Default: drawn anew. */
  seed?: number;
  /** File in which tasks survive a restart. Default: none. */
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

export type ResolvedOptions = Required<Omit<MockOptions, "spec" | "stateFile" | "fetch">> &
  Pick<MockOptions, "spec" | "stateFile" | "fetch">;

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
    localCallbacks: false,
    watch: false,
    clock: systemClock,
    log: () => {},
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
  return resolved;
}

function check(name: string, value: number, holds: boolean, expected: string): void {
  if (!holds) throw new RangeError(`Expected \`${name}\` to be ${expected}, got ${value}.`);
}
