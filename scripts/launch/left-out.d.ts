import type { Plugin } from "esbuild";

/** What no bundle of a command holds. */
export const LEFT_OUT: readonly Plugin[];
