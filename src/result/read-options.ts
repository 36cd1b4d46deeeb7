import { assertOption, checkOptions, type OptionKind } from "../client/settings/options.ts";
import { classifyHost } from "../public-address.ts";
import type { ResultPiece, ResultProgress } from "./result-facts.ts";
import type { ResultClient } from "./result-source.ts";
import type { ResultTransport } from "./transport/transport.ts";

/** How to read a result. */
export interface ReadOptions {
  /**
   * The client the task came from. It is asked once for a fresh link when the link is dead (403, 404, 410), and
   * its `baseUrl` says whether results may be on a private address, as with a local mock.
   */
  evolink?: ResultClient | undefined;
  /** Takes effect within 50 ms. */
  signal?: AbortSignal | undefined;
  /** Called at most every 100 ms, and at the end. An exception in it ends the transfer. */
  onProgress?: ((progress: TransferProgress) => void) | undefined;
  /** More is refused: before the first byte when the host states the length. Default: 4 GiB. */
  maxBytes?: number | undefined;
  /**
   * The longest silence of the result host, in milliseconds, or Infinity. Default: 30 s. It is no limit on
   * the whole transfer, which takes what it takes; for that pass `signal: AbortSignal.timeout(…)`.
   */
  timeoutMs?: number | undefined;
  /** Which result, from 0. May be left out when the task has only one. */
  index?: number | undefined;
  /** Default: true when `evolink.baseUrl` is on a private address, else false. */
  allowPrivateHosts?: boolean | undefined;
}

/** How far a transfer has come. */
export interface TransferProgress {
  bytes: number;
  /** Undefined when the host does not say. */
  totalBytes: number | undefined;
}

/** The options with every default filled in, and checked. */
export interface ReadSettings {
  evolink: ResultClient | undefined;
  signal: AbortSignal | undefined;
  maxBytes: number;
  timeoutMs: number;
  index: number | undefined;
  allowPrivateHosts: boolean;
  /** Passes a piece on to `onProgress`, when it is time. */
  report(piece: ResultPiece): void;
}

const DEFAULT_MAX_BYTES = 4 * 1024 ** 3;
const DEFAULT_TIMEOUT_MS = 30_000;
const REPORT_EVERY_MS = 100;

/** @throws {ValidationError} an unknown option or a bad value. */
export function resolveReadSettings(
  options: ReadOptions,
  more: Record<string, OptionKind> = {},
): ReadSettings {
  checkOptions(options, {
    evolink: "an object",
    signal: "an object",
    onProgress: "a function",
    maxBytes: "a positive number",
    timeoutMs: "a positive number",
    index: "any",
    allowPrivateHosts: "a boolean",
    ...more,
  });
  const { evolink, signal, onProgress, index } = options;
  const fits = index === undefined || (Number.isInteger(index) && index >= 0);
  assertOption(fits, "index", "a whole number from 0", index);
  let reportedAt = Number.NEGATIVE_INFINITY;
  return {
    evolink,
    signal,
    index,
    maxBytes: options.maxBytes ?? DEFAULT_MAX_BYTES,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    allowPrivateHosts: options.allowPrivateHosts ?? isPrivate(evolink?.baseUrl),
    report({ position, bytes, facts }) {
      const sofar = position + bytes.length;
      const now = performance.now();
      if (!onProgress || (now - reportedAt < REPORT_EVERY_MS && sofar !== facts.totalBytes)) return;
      reportedAt = now;
      onProgress({ bytes: sofar, totalBytes: facts.totalBytes });
    },
  };
}

/** Whether a URL is on a private address. A path, such as that of a proxy behind a development server, is where the page is. */
export function isPrivate(url: string | undefined): boolean {
  const page = (globalThis as { location?: { href?: string } }).location?.href;
  if (!url || !URL.canParse(url, page)) return false;
  return !["public", "name"].includes(classifyHost(new URL(url, page).hostname));
}

export interface ReadResultOptions {
  transport: ResultTransport;
  evolink: ResultClient | undefined;
  signal: AbortSignal | undefined;
  /** The longest silence of the result host, in milliseconds. */
  timeoutMs: number;
  maxBytes: number;
  allowPrivateHosts: boolean;
  /** The media type the name of the file or the task promises. */
  expectedType: string | undefined;
  /** What an earlier run left: those bytes are not sent for again, if they still hold. */
  resume: ResultProgress | undefined;
  /** False when bytes given out cannot be taken back: then a result that changed underway is an error. */
  mayRestart: boolean;
}
