export * from "../result/index.ts";
export type { SavedResult } from "./save-into.ts";
export { type SaveResultOptions, saveResult, saveResults } from "./save-result.ts";
