export { type OpenedResult, type OpenResultOptions, openResult } from "../result/open-result.ts";
export type { ReadOptions, TransferProgress } from "../result/read-options.ts";
export type { ResultClient, ResultSource, ResultTask } from "../result/result-source.ts";
export type { SavedResult } from "./save-into.ts";
export { type SaveResultOptions, saveResult, saveResults } from "./save-result.ts";
