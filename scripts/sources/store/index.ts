// What the commands about pages do, loaded by them when they do it.
export { useFetcher } from "../fetch/fetcher.ts";
export { parseLocation } from "../gather/read-location.ts";
export { addPages } from "./add-pages.ts";
export { listPages } from "./list-pages.ts";
export { removePages } from "./remove-pages.ts";
export { updatePages } from "./update-pages.ts";

/** The day, as the lock file has it: the same for everybody. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
