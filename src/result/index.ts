export { type OpenedResult, type OpenResultOptions, openResult } from "./open-result.ts";
export type { ReadOptions, TransferProgress } from "./read-options.ts";
export type { ResultClient, ResultSource, ResultTask } from "./result-source.ts";
