import { DownloadError } from "../errors/classes.ts";
import {
  type ResultFacts,
  type ResultProgress,
  readContentLength,
  readStatedFacts,
  readValidator,
  type StatedFacts,
} from "./result-facts.ts";
import type { ResultResponse } from "./transport/transport.ts";

/** Where a response's body belongs, and what the response states. */
export interface Placement extends StatedFacts {
  start: number;
}

/**
 * Finds where a response's body belongs among the bytes that are there already.
 *
 * A part continues them only when it starts where they end, runs to the end of the result, and agrees with the
 * first response in total, validator and length. Whatever disagrees would mix two results: then it starts over.
 *
 * @param mayRestart false: a whole body of the same result is read from its start, and the bytes that were given
 *   out already are skipped. True: a whole body simply starts over.
 * @throws {DownloadError} a part that does not fit (retryable, once `progress` is back at nothing); or, where
 *   nothing can be taken back, `code: "result_changed"`.
 */
export function placeResponse(
  response: ResultResponse,
  progress: ResultProgress,
  mayRestart: boolean,
): Placement {
  const { position, facts } = progress;
  if (response.status === 200) {
    const stated = readStatedFacts(response);
    if (mayRestart || !isSameResult(stated, facts)) startOver(progress, mayRestart);
    return { start: 0, ...stated };
  }
  const part = response.status === 206 ? readPart(response) : undefined;
  if (part?.start === position && isSameResult(part, facts)) return part;
  startOver(progress, mayRestart);
  throw new DownloadError(
    `The result host sent a part that does not continue what is there (status ${response.status}).`,
    { status: response.status, retryable: true },
  );
}

/**
 * Goes back to nothing, so that the next request is for all of the result.
 *
 * @throws {DownloadError} `code: "result_changed"`: bytes were given out, and cannot be taken back.
 */
export function startOver(progress: ResultProgress, mayRestart: boolean): void {
  if (!mayRestart && progress.position > 0)
    throw new DownloadError(
      "The result host cannot continue where the connection broke, or the result changed.",
      { code: "result_changed" },
    );
  Object.assign(progress, { position: 0, facts: undefined });
}

/** True when a part was requested and none is left: an earlier run had it all, and was killed before its end. */
export function isComplete(response: ResultResponse, { position, facts }: ResultProgress): boolean {
  if (response.status !== 416 || facts?.totalBytes !== position) return false;
  const validator = readValidator(response);
  const isSame = validator === undefined || validator === facts.validator;
  return isSame && response.header("content-range") === `bytes */${position}`;
}

/** Undefined unless the part runs to the end of the result, and is as long as its range. */
function readPart(response: ResultResponse): Placement | undefined {
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.header("content-range") ?? "");
  const [start, end, totalBytes] = [Number(range?.[1]), Number(range?.[2]), Number(range?.[3])];
  const length = readContentLength(response) ?? totalBytes - start;
  if (!range || end !== totalBytes - 1 || length !== totalBytes - start) return undefined;
  return { start, ...readStatedFacts(response, totalBytes) };
}

/**
 * A validator that is not repeated counts as another one: a host may ignore `If-Range`. And a body
 * whose end can be verified does not continue in one whose end cannot.
 */
function isSameResult(stated: StatedFacts, facts: ResultFacts | undefined): boolean {
  if (!facts || stated.validator === undefined || stated.validator !== facts.validator) return false;
  if (stated.totalBytes === undefined)
    return facts.totalBytes !== undefined || stated.lengthVerified || !facts.lengthVerified;
  return facts.totalBytes === undefined || stated.totalBytes === facts.totalBytes;
}
